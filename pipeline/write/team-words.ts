/** Heads of the columns of plans and teams that no template has. */
import type { Words } from '../../schemas/language.ts';

export const teamWords = {
  county: { zh: '县（市、区）', en: 'County' },
  stage: { zh: '学段', en: 'Stage' },
  subject: { zh: '学科', en: 'Subject' },
  group: { zh: '研修组', en: 'Group' },
  unit: { zh: '单位', en: 'Unit' },
  teacher: { zh: '教师', en: 'Teacher' },
  teachers: { zh: '人数', en: 'Teachers' },
  counties: { zh: '来自', en: 'From' },
  expert: { zh: '指导专家', en: 'Expert' },
  workplace: { zh: '专家单位', en: 'Workplace' },
  state: { zh: '状态', en: 'State' },
  proposer: { zh: '推荐单位', en: 'Proposed by' },
  workshop: { zh: '工作坊', en: 'Workshop' },
  enrolled: { zh: '报名', en: 'Enrolled' },
  bound: { zh: '最少', en: 'Least' },
  needed: { zh: '需专家', en: 'Needed' },
  byCounty: { zh: '逐县配需', en: 'By county' },
  available: { zh: '有专家', en: 'On the team' },
  assigned: { zh: '已配', en: 'Assigned' },
  gap: { zh: '缺口', en: 'Gap' },
} as const satisfies Record<string, Words>;
