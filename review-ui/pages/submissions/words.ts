/** Words of submissions. */
import type { Words } from '../../../schemas/language.ts';
import { catalogue } from '../../words.ts';

export const words = catalogue({
  gaps: { zh: '仍缺专家的研修组数', en: 'Groups still without an expert' },
  gapsHint: {
    zh: '没有缺口时留空；有缺口仍要上报时填写缺口数',
    en: 'Blank without gaps; their number to submit all the same',
  },
  title: { zh: '上报', en: 'Submissions' },
  about: { zh: '{campaign} · {opens_on} 至 {closes_on}', en: '{campaign} · {opens_on} to {closes_on}' },
  calendar: { zh: '工作日历', en: 'Calendar' },
  step: { zh: '环节', en: 'Step' },
  noCampaign: { zh: '还没有安排活动', en: 'No campaign is planned yet' },
  noCampaignAbout: {
    zh: '省级添加活动后，各级在这里逐级上报。',
    en: 'Once the province adds a campaign, each tier submits here.',
  },
  owesNothing: { zh: '{unit}不需要上报这一环节。', en: '{unit} has nothing to submit in this step.' },
  left: { zh: '还有 {days} 天 {hours} 小时截止', en: '{days} days {hours} hours left' },
  over: { zh: '已过截止日期 {closes_on}', en: 'The last day, {closes_on}, is over' },
  daysOver: { zh: '最后一天（{closes_on}）已过', en: 'The last day, {closes_on}, is over' },
  daysOverNext: {
    zh: '{unit}现在还不能改动：重新开放或退回不会延长日期，需要另给几天。',
    en: '{unit} can change nothing yet: neither reopening nor returning adds days. Grant some.',
  },
  daysOverBefore: {
    zh: '最后一天（{closes_on}）已过：重新开放之后，还要另给几天，对方才能改动。',
    en: 'The last day, {closes_on}, is over: after this, grant some days too, or nothing can be changed.',
  },
  grantDays: { zh: '给它延期', en: 'Grant days' },
  notBegun: { zh: '{opens_on} 开始', en: 'Begins on {opens_on}' },
  submittedAt: { zh: '上报时间', en: 'Submitted' },
  acceptedAt: { zh: '通过时间', en: 'Accepted' },
  late: { zh: '逾期', en: 'Late' },
  teachers: { zh: '在职教师', en: 'Teachers in service' },
  // The head of a narrow column.
  people: { zh: '在职教师', en: 'Teachers' },
  added: { zh: '新增', en: 'Added' },
  changed: { zh: '修改', en: 'Changed' },
  departed: { zh: '离职退休', en: 'Departed' },
  transferred: { zh: '调动', en: 'Transferred' },
  form: { zh: '确认表（打印、签字、盖章）', en: 'Confirmation form (print, sign, seal)' },
  notEnrolled: {
    zh: '{count} 位在职教师既没有报名，也没有说明原因',
    en: '{count} teachers in service are neither enrolled nor excused',
  },
  enrolmentBroken: { zh: '{count} 位教师的报名已不成立', en: '{count} enrolments no longer hold' },
  missing: { zh: '上报前还需要完成（{count}）', en: 'To do before you can submit ({count})' },
  missingOthers: { zh: '还没有上报，因为（{count}）', en: 'Not submitted yet, because ({count})' },
  andMore: { zh: '另有 {count} 项', en: 'and {count} more' },
  fileInWork: { zh: '文件（回执 {receipt}）', en: 'File (receipt {receipt})' },
  nothingApplied: {
    zh: '在册 {count} 人还没有核实：请下载模板，核实后上传',
    en: '{count} teachers on file are not verified: download the template, verify it and send it in',
  },
  ready: { zh: '全部处理完，可上报。', en: 'All done: ready to submit.' },
  waits: {
    zh: '等待上级审核；审核前可以撤回。',
    en: 'The unit above comes next; until then you may withdraw.',
  },
  waitsRoot: {
    zh: '全省已汇总上报，下级已锁定。',
    en: 'The whole province is submitted; everything below is locked.',
  },
  waitsForYou: {
    zh: '等待您审核：通过，或退回并说明原因。',
    en: 'Waits for you: accept it, or return it with a reason.',
  },
  done: { zh: '已通过，不需要再做什么。', en: 'Accepted; nothing is left to do.' },
  lockedAbout: {
    zh: '上级已据此上报，结果已锁定；需要修改时，先由上级撤回或重新开放它自己的上报。',
    en: 'The unit above has submitted on this: to change it, its own submission must be taken back or reopened first.',
  },
  aboveSubmitted: {
    zh: '本级已上报，下级已锁定。要改动下级，请先撤回本级的上报，或请上级退回。',
    en: 'You have submitted, which locks what lies below. To change it withdraw that first, or have it returned.',
  },
  excusedAbout: { zh: '已免报，不需要上报。', en: 'Excused: nothing needs to be submitted.' },
  reason: { zh: '原因', en: 'Reason' },
  below: { zh: '下级单位', en: 'Units below' },
  all: { zh: '全部', en: 'All' },
  state: { zh: '状态', en: 'State' },
  unit: { zh: '单位', en: 'Unit' },
  progress: { zh: '进度', en: 'Progress' },
  settledOf: { zh: '下级 {settled} / {below} 已完成', en: '{settled} of {below} below are settled' },
  nothingSent: { zh: '未上传', en: 'Nothing sent' },
  actions: { zh: '操作', en: 'Action' },
  acceptOne: { zh: '通过：{unit}', en: 'Accept: {unit}' },
  accept: { zh: '通过', en: 'Accept' },
  acceptAll: { zh: '通过全部待审核的 {count} 个单位', en: 'Accept all {count} that wait' },
  emptyBelow: { zh: '没有处于此状态的单位', en: 'No unit is in this state' },
  history: { zh: '经过', en: 'History' },
  system: { zh: '系统', en: 'The system' },
  files: { zh: '上传记录', en: 'Its files' },
  drill: { zh: '查看下级', en: 'What lies below' },
});

/** What was just done, said on the page that follows. */
export const doneWords: Readonly<Record<string, Words>> = {
  submit: { zh: '已上报。', en: 'Submitted.' },
  withdraw: { zh: '已撤回，可以修改后重新上报。', en: 'Withdrawn: mend what you need and submit again.' },
  accept: { zh: '已通过。', en: 'Accepted.' },
  return: { zh: '已退回，对方会收到消息。', en: 'Returned; they are told.' },
  reopen: { zh: '已重新开放，对方会收到消息。', en: 'Reopened; they are told.' },
  excuse: { zh: '已免报。', en: 'Excused.' },
  unexcuse: { zh: '已取消免报，对方会收到消息。', en: 'Asked for again; they are told.' },
};

/** Reasons that are given most, by action. */
export const cannedReasons: Readonly<Record<string, readonly Words[]>> = {
  return: [
    { zh: '人数与实际不符，请核对后重新上报', en: 'The numbers are not right; check and submit again' },
    {
      zh: '有教师漏报或重复，请处理后重新上报',
      en: 'Teachers are missing or there twice; mend it and submit again',
    },
  ],
  reopen: [
    { zh: '上报后发现信息有误，需要更正', en: 'Something was wrong and has to be corrected' },
    { zh: '上级要求重新核对', en: 'The unit above asks for another check' },
  ],
  excuse: [
    { zh: '已停办或正在撤并', en: 'Closed, or being merged' },
    { zh: '本次活动没有需要采集的教师', en: 'It has no teachers to report this time' },
  ],
};

export const eventWords: Readonly<Record<string, Words>> = {
  lock: { zh: '锁定（上级已上报）', en: 'Locked: the unit above submitted' },
  unlock: { zh: '解除锁定', en: 'Unlocked' },
};
