/** The calendar's duties: who does what in which window of a campaign, in the order of the work. */
import type { WindowName } from './campaign.ts';
import type { Words } from './language.ts';
import type { Tier } from './unit.ts';

export interface Duty {
  readonly window: WindowName;
  readonly by: Tier;
  readonly does: Words;
  /** Where it is done; `:id` stands for the campaign. */
  readonly place: string;
}

export const duties: readonly Duty[] = [
  {
    ...{ window: 'collection', by: 'school', place: '/' },
    does: {
      zh: '上传教师信息表：核实、修正、补充、新增',
      en: 'Send in teacher information: confirm, correct, add',
    },
  },
  {
    ...{ window: 'collection', by: 'county', place: '/change-sets' },
    does: { zh: '审核各校（园）、机构上报的信息', en: 'Review what schools and institutions send in' },
  },
  {
    ...{ window: 'collection', by: 'city', place: '/' },
    does: { zh: '审核市直单位，掌握各县进度', en: 'Review city-direct units and follow the counties' },
  },
  {
    ...{ window: 'collection', by: 'province', place: '/' },
    does: { zh: '掌握各市进度', en: 'Follow the cities' },
  },
  {
    ...{ window: 'openings', by: 'city', place: '/campaigns/:id/openings' },
    does: {
      zh: '向县（市、区）、功能区和市直单位开放学段',
      en: 'Open stages to counties, zones and city-direct units',
    },
  },
  {
    ...{ window: 'openings', by: 'county', place: '/campaigns/:id/openings' },
    does: { zh: '向学校（园）、机构开放学段', en: 'Open stages to schools and institutions' },
  },
  {
    ...{ window: 'enrolment', by: 'school', place: '/campaigns/:id/openings' },
    does: { zh: '按学科填报参训教师并提交', en: 'Enrol teachers by subject, and submit' },
  },
  {
    ...{ window: 'enrolment', by: 'county', place: '/campaigns/:id/openings' },
    does: {
      zh: '检查各校（园）、机构的报名并上报',
      en: 'Check the enrolment of all units, and submit it upward',
    },
  },
  {
    ...{ window: 'enrolment', by: 'city', place: '/campaigns/:id/openings' },
    does: { zh: '检查全市的报名并上报', en: 'Check the enrolment of the whole city, and submit it upward' },
  },
  {
    ...{ window: 'experts', by: 'county', place: '/' },
    does: { zh: '推荐县级指导专家', en: 'Propose experts of the county' },
  },
  {
    ...{ window: 'experts', by: 'city', place: '/' },
    does: {
      zh: '按 1:100 配备市、县两级指导专家团队并提交',
      en: 'Staff the expert teams at 1:100, and submit them',
    },
  },
  {
    ...{ window: 'experts', by: 'province', place: '/' },
    does: { zh: '组建省级专题（工作坊）专家团队', en: 'Form the thematic team of the province' },
  },
];
