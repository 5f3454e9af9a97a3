/** Problems of a campaign: its days and extensions, what is opened, reminders, and the word upward. */
import { type ProblemText, text } from './text.ts';

export const campaignProblems = {
  'no-campaign': text(409, '现在没有可以报名的活动', 'There is no campaign to enrol in'),
  'campaign-exists': text(
    409,
    '已有名为“{name}”的活动，请换一个名称',
    'There is a campaign called "{name}" already; choose another name',
  ),
  'window-not-open': text(
    423,
    '还没有开始，{opens_on} 起可以上报',
    'It has not begun; submit from {opens_on} on',
  ),
  'window-closed': text(
    423,
    '“{step}”{phase}：开放日期为 {opens_on} 至 {closes_on}（北京时间，首尾两天都包括）。错过截止的，请在“日历”中向{whom}申请延期',
    '"{step}": {phase}. It is open from {opens_on} to {closes_on} (Beijing time, both days included). If you missed it, ask {whom} for an extension on the page Calendar',
  ),
  'extension-asked': text(
    409,
    '本单位这个环节已有一份延期申请在等待批复，请等待或先撤回',
    'Your unit has asked for this step already; wait for the answer or withdraw that request first',
  ),
  'extension-too-early': text(
    422,
    '延期须晚于现在的截止日期 {closes_on}，且不能早于今天',
    'The new last day must be after the present one, {closes_on}, and not be over already',
  ),
  'extension-too-far': text(
    422,
    '您最多可以同意延期至 {furthest}；更晚的日期请联系{whom}',
    'You may grant until {furthest} at most; for a later day ask {whom}',
  ),
  'not-opened': text(
    409,
    '“{stage}”还没有开放报名：请联系{opener}向{unit}开放',
    '{stage} is not open for enrolment: ask {opener} to open it to {unit}',
  ),
  'opening-in-use': text(
    409,
    '{unit}的“{stage}”已有 {count} 人报名，不能关闭；请先退回报名',
    '{count} people are enrolled for {stage} at {unit}; it can not be closed before their enrolment is returned',
  ),
  'stage-not-offered': text(422, '{unit}不开设“{stage}”', '{unit} does not offer {stage}'),
  'licence-missing': text(
    422,
    '{unit}没有登记办园许可证号，不能开放“幼儿园”；请先在单位信息中补充',
    '{unit} has no operating licence on file, so kindergarten can not be opened to it; add it to the unit first',
  ),
  'nothing-to-remind': text(
    409,
    '没有需要催报的单位：所选单位都已提交，或其下没有上报单位',
    'Nobody is left to remind: the units have submitted, or none sends in files there',
  ),
  'reminded-today': text(
    409,
    '今天已经催报过了（{count} 个单位）；同一单位每天最多催报一次，请明天再试',
    'Reminded already today ({count} units); a unit is reminded once a day at most, so try tomorrow',
  ),
  'files-in-work': text(
    409,
    '还有 {count} 份文件没有办完（回执 {files}）。请等待审核入库，或修改后重新提交，再上报',
    '{count} files are not finished (receipts {files}). Wait for the review, or mend and submit them, then submit',
  ),
  'nothing-applied': text(
    409,
    '本单位在册 {count} 人，本次活动还没有任何信息入库。请先下载模板核实后上传',
    '{count} teachers are on file and none of your files is in the registry yet. Download the template, verify it and send it in',
  ),
  'units-unsettled': text(
    409,
    '还有 {count} 个下级单位没有通过或免报：{units}',
    '{count} units below are neither accepted nor excused: {units}',
  ),
  'superior-has-submitted': text(
    409,
    '{unit}已经上报，下级的结果已锁定。请先撤回本级的上报，或请上级退回、重新开放',
    '{unit} has submitted, which locks what lies below. Withdraw that first, or ask the unit above to return or reopen it',
  ),
  'submission-closed': text(
    409,
    '{unit}已经上报，不再接收新文件。需要修改时，请先撤回上报，或请上级退回、重新开放',
    '{unit} has submitted and takes no new files. Withdraw the submission first, or ask the unit above to return or reopen it',
  ),
  'submissions-moved': text(
    409,
    '待通过的单位现在是 {count} 个，与确认时不同；请刷新后重新确认',
    '{count} units wait to be accepted now, other than you confirmed; reload and confirm again',
  ),
  'no-form-yet': text(
    409,
    '还没有上报，或上报已被退回；上报后才有确认表',
    'There is a confirmation form only while a submission holds: submit first',
  ),
} as const satisfies Record<string, ProblemText>;
