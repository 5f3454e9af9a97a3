/** Problems of enrolment, experts and staffing. */
import { type ProblemText, text } from './text.ts';

export const enrolmentProblems = {
  'already-enrolled': text(
    409,
    '这位教师今年已在“{unit}”报名（{cell}），一人只报一个学科；如需改报，请由{unit}或{superior}先取消那一项',
    'This teacher is enrolled this year already, at "{unit}" ({cell}), and takes part in one subject only; {unit} or {superior} can release that first',
  ),
  'not-to-enrol': text(422, '{name}：{why}', '{name}: {why}'),
  'enrolment-submitted': text(
    423,
    '{unit}的报名已经上报，不能改动。请先撤回上报，或请{superior}退回、重新开放',
    'The enrolment of {unit} is submitted and locked. Withdraw the submission first, or ask {superior} to return or reopen it',
  ),
  'enrolment-moved': text(
    409,
    '{name}的报名刚刚被改动，请刷新后再改',
    'The enrolment of {name} has just been changed; reload, then change it',
  ),
  'teachers-not-enrolled': text(
    409,
    '还有 {count} 位在职教师既没有报名，也没有说明不报名的原因；请在“报名”中逐一补齐后再上报',
    '{count} teachers in service are neither enrolled nor excused; enrol them or say why not under "Enrolment", then submit',
  ),
  'enrolments-not-holding': text(
    409,
    '有 {count} 位教师的报名已不成立（学段未开放等）；请在“报名”中改报或取消后再上报',
    '{count} enrolments no longer hold (their stage is not open, for one); change or release them under "Enrolment", then submit',
  ),
  'expert-taken': text(
    409,
    '其中有人已在本次活动的专家团队中；每位专家只指导一个学段、一个学科，请刷新后核对',
    'Somebody among them has a place on a team of this campaign; each expert guides one stage and subject. Reload and look again',
  ),
  'pin-refused': text(409, '没有改动方案：{pin_failure}', 'The plan stays as it was: {pin_failure}'),
  'planning-stopped': text(
    422,
    '方案没有算完：超过了计算的时间或内存上限（{limit_s} 秒），原方案不变。请核对报名人数和设置后再试；仍不行请联系管理员',
    'The plan was not finished: it took more time or memory than there is for one ({limit_s} s), and the plan stays as it was. Look at enrolment and settings and try again; then ask the operator',
  ),
  'expert-subject': text(
    422,
    '请从{stage}的学科中选一个：{subjects}',
    'Choose one of the subjects of {stage}: {subjects}',
  ),
  'expert-refused': text(422, '没有加入：{why}', 'Not added: {why}'),
  'experts-undecided': text(
    409,
    '还有 {count} 位推荐的专家没有确定；请先确定或不予采用，再上报',
    '{count} proposed experts are not decided; decide or decline them, then submit',
  ),
  'plan-missing': text(
    409,
    '有 {count} 人报名，还没有配备方案；请先计算方案，再上报',
    '{count} teachers are enrolled and there is no staffing plan; compute it, then submit',
  ),
  'gaps-left': text(
    409,
    '还有 {count} 个研修组没有专家；请补齐，或填写缺口数 {count} 后上报',
    '{count} groups have no expert; close the gaps, or give their number ({count}) to submit all the same',
  ),
} as const satisfies Record<string, ProblemText>;
