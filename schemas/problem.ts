/** Problems: expected refusals of an action, with their HTTP status and words (RFC 9457). */
import type { Params, Words } from './language.ts';

interface ProblemText extends Words {
  readonly status: number;
}
const text = (status: number, zh: string, en: string): ProblemText => ({ status, zh, en });

export const problems = {
  'not-signed-in': text(401, '请先登录', 'Please sign in'),
  'wrong-credentials': text(401, '用户名或密码不正确', 'Wrong username or password'),
  'token-invalid': text(401, '访问令牌无效或已过期', 'The token is invalid or has expired'),
  'not-your-tier': text(
    403,
    '您的账号不能执行此操作，应由{by}执行',
    'Your account may not do this; it is for {by}',
  ),
  'cross-site': text(
    403,
    '请求来源不正确，请刷新页面后重试',
    'The request came from another page; reload and try again',
  ),
  'not-found': text(404, '没有找到，或不在您的管辖范围内', 'Not found, or outside your scope'),
  'wrong-state': text(
    409,
    '当前状态是“{state}”，不能{action}',
    'It is "{state}" now, so "{action}" is not possible',
  ),
  stale: text(
    409,
    '内容已被他人更新，请刷新后重试',
    'Somebody changed this in the meantime; reload and try again',
  ),
  'already-in-service': text(
    409,
    '其中有人已在其他单位在职，不能在两处同时在职；请刷新后核对',
    'Somebody among them is in service at another unit by now and can not be at two; reload and look again',
  ),
  'expert-taken': text(
    409,
    '其中有人已在本次活动的专家团队中；每位专家只指导一个学段、一个学科，请刷新后核对',
    'Somebody among them has a place on a team of this campaign; each expert guides one stage and subject. Reload and look again',
  ),
  'pin-refused': text(409, '没有改动方案：{pin_failure}', 'The plan stays as it was: {pin_failure}'),
  'expert-refused': text(422, '没有加入：{why}', 'Not added: {why}'),
  'transfer-under-way': text(
    409,
    '此人已有一件调动在办理（调往“{unit}”），请先办完或撤回',
    'A transfer of this person to {unit} is under way; finish or withdraw that one first',
  ),
  'already-there': text(409, '此人已在“{unit}”在职，无需调动', 'This person is in service at {unit} already'),
  'left-there': text(
    409,
    '此人的记录就在“{unit}”，不是调动；请在该校上报的表格中改回在职',
    'The record of this person is at {unit} itself, so this is no transfer; put them back into service by its file',
  ),
  'not-a-side': text(
    403,
    '只有调入学校、调出学校或办理单位可以提出调动',
    'Only the receiving school, the giving school, or the unit that carries it out may propose a transfer',
  ),
  'waiting-moved': text(
    409,
    '待办理的调动现在是 {count} 件，与确认时不同；请刷新后重新确认',
    '{count} transfers wait now, other than you confirmed; reload and confirm again',
  ),
  'destination-unknown': text(
    422,
    '没有名为“{unit}”的学校；请填写学校标识码或登记全称',
    'No school is called "{unit}"; give its school code or its full registered name',
  ),
  'subject-not-of-stage': text(422, '{stage}没有学科“{subject}”', '{stage} has no subject {subject}'),
  'subject-missing': text(422, '请选择调入后的学科', 'Choose the subject after the move'),
  'person-unknown': text(
    404,
    '没有找到证件号码与姓名都相符的教师；请核对后重试',
    'Nobody in the registry has both this document and this name; check them and try again',
  ),
  'review-begun': text(
    409,
    '审核已经开始，不能撤回；请联系{by}退回',
    'The review has begun; ask {by} to return it',
  ),
  'another-in-review': text(
    409,
    '本单位已有一份文件正在审核，请先撤回（回执 {receipt}）',
    'Another file of this unit is in review (receipt {receipt}); withdraw it first',
  ),
  'already-decided': text(
    409,
    '{who}已先处理这一条：{decision}。以下是最新的内容；要改动请先撤销这个决定',
    '{who} was first: {decision}. This is how it stands now; undo that decision before you change it',
  ),
  'decision-cleared': text(
    409,
    '另一位审核人刚刚改动了这一条。以下是最新的内容，请再决定',
    'Another reviewer has just changed this. This is how it stands now; decide again',
  ),
  'undecided-changes': text(409, '还有 {count} 条变更未处理', '{count} changes are not decided yet'),
  'missing-unanswered': text(
    409,
    '还有 {count} 位教师没有出现在文件中。请先在“未出现的教师”中逐一答复（离职、退休、调出或仍在本校），再提交',
    '{count} teachers are not in the file. Say first what became of each (left, retired, moved, or still here), then submit',
  ),
  'answers-moved': text(
    409,
    '未答复的教师现在是 {count} 位，与确认时不同；请刷新后重新确认',
    '{count} teachers are without an answer now, other than you confirmed; reload and confirm again',
  ),
  'shrinkage-unconfirmed': text(
    409,
    '教师减少 {fewer} 人（{before} → {after}，{percent}%），超出正常范围；请核实，勾选确认后再完成审核',
    '{fewer} teachers fewer ({before} → {after}, {percent}%) is out of the ordinary; make sure, confirm it, then close the review',
  ),
  'form-moved': text(
    409,
    '检查之后登记库已有变化，有 {count} 行不能按原样办理；请点“重新检查”',
    'The registry has moved since the check and {count} rows can no longer be carried out as they are; check again',
  ),
  'nothing-to-undo': text(409, '没有可以撤销的修改', 'There is nothing to take back'),
  'nothing-to-repair': text(409, '没有可以一键修复的问题', 'Nothing can be repaired without asking'),
  'too-many-rows-to-mend': text(
    409,
    '文件超过 {limit} 行，不能在线修改；请下载标注后的表格修改',
    'The file has more than {limit} rows; mend it in the annotated workbook instead',
  ),
  'revert-under-way': text(
    409,
    '这份变更已有一次撤销在处理（回执 {receipt}），请先完成它',
    'An undo of this set is under way already (receipt {receipt}); finish that one first',
  ),
  'nothing-to-revert': text(
    409,
    '没有可以撤销的内容：其中 {count} 项之后又被改过，或人员已不在本单位；请改为上报一份新表格更正',
    'Nothing is left to undo: {count} cells were changed again or their people have left the unit; send a new file instead',
  ),
  'undo-has-no-file': text(
    409,
    '这是一次撤销，没有表格文件；请查看它的变更',
    'This is an undo and has no file; look at its changes instead',
  ),
  'not-decidable': text(409, '{kind}不在此处决定', '{kind} is not decided here'),
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
  'no-campaign': text(409, '现在没有可以报名的活动', 'There is no campaign to enrol in'),
  'stage-not-offered': text(422, '{unit}不开设“{stage}”', '{unit} does not offer {stage}'),
  'licence-missing': text(
    422,
    '{unit}没有登记办园许可证号，不能开放“幼儿园”；请先在单位信息中补充',
    '{unit} has no operating licence on file, so kindergarten can not be opened to it; add it to the unit first',
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
  'campaign-exists': text(
    409,
    '已有名为“{name}”的活动，请换一个名称',
    'There is a campaign called "{name}" already; choose another name',
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
  'window-not-open': text(
    423,
    '还没有开始，{opens_on} 起可以上报',
    'It has not begun; submit from {opens_on} on',
  ),
  'username-taken': text(
    409,
    '用户名“{username}”已被其他单位使用',
    'The username "{username}" is taken at another unit',
  ),
  'username-in-use': text(
    409,
    '用户名“{username}”已有人使用，请换一个',
    'The username "{username}" is in use; choose another',
  ),
  'unit-closed': text(
    409,
    '“{unit}”已撤销，不再接收上报，也不能再变更；如仍在办学，请由上级单位恢复',
    '"{unit}" is closed: it takes in nothing and can\'t be changed; the unit above can reopen it',
  ),
  'unit-merged': text(
    409,
    '“{unit}”已并入“{successor}”，不再接收上报，也不能再变更；请改用“{successor}”',
    '"{unit}" was merged into "{successor}": it takes in nothing and can\'t be changed; use "{successor}" instead',
  ),
  'unit-open': text(409, '“{unit}”没有撤销，无需恢复', '"{unit}" is not closed'),
  'unit-has-teachers': text(
    409,
    '“{unit}”还有 {count} 位在职教师，不能撤销；请先办理调动，或把学校并入另一所学校',
    '"{unit}" has {count} teachers in service and can\'t be closed; transfer them first, or merge it into another unit',
  ),
  'unit-in-review': text(
    409,
    '“{unit}”有一份文件正在审核（回执 {receipt}），请先完成审核或退回',
    'A file of "{unit}" is in review (receipt {receipt}); close that review or return the file first',
  ),
  'unit-has-units': text(
    409,
    '“{unit}”还有 {count} 个下级单位，不能撤销；请先划转或撤销它们',
    '"{unit}" has {count} units below it; move or close those first',
  ),
  'kind-not-below': text(
    422,
    '{unit_kind}不能设在“{unit}”之下',
    '{unit_kind} can\'t stand right below "{unit}"',
  ),
  'code-in-use': text(
    409,
    '代码 {code} 现在或曾经属于另一个单位，不能重复使用',
    "The code {code} is or was another unit's; a code is never used again",
  ),
  'facts-refused': text(422, '{said}', '{said}'),
  'merge-of-nothing': text(422, '请至少选择一所要并入的学校', 'Choose at least one unit to merge'),
  'merge-into-itself': text(422, '学校不能并入自己', "A unit can't be merged into itself"),
  'split-of-nothing': text(
    422,
    '请选择转到新学校的学段或教师',
    'Choose the stages or the teachers that go to the new school',
  ),
  'count-moved': text(
    409,
    '涉及的教师现在是 {count} 位，与确认时不同；请刷新后重新确认',
    '{count} teachers are concerned now, other than you confirmed; reload and confirm again',
  ),
  'password-change-required': text(
    403,
    '请先把初始密码改成自己的密码',
    'Change the initial password to one of your own first',
  ),
  'password-refused': text(422, '{said}', '{said}'),
  'comparison-too-large': text(
    409,
    '两个时点之间有 {teachers} 人不同，超过一次比较的上限 {limit} 人；请选择更小的范围，例如一个县',
    '{teachers} people differ between the two moments, more than the {limit} that one comparison takes; choose a smaller area, such as a county',
  ),
  'nothing-to-annotate': text(
    409,
    '这份文件没有读成表格，无法标注；请按上传页面上的说明处理',
    'This file could not be read as a table, so there is nothing to mark; see the page of the upload',
  ),
  'too-large-to-annotate': text(
    409,
    '文件太大（超过 {limit} 行，或列数、内容过多），无法生成标注后的表格；请按问题清单在自己的表格里修改',
    'The file is too large to be written again (more than {limit} rows, or too much in them); mend your own by the list of issues',
  ),
  'no-column-chosen': text(422, '请至少为一列选择它是什么', 'Choose for one column at least what it is'),
  'column-chosen-twice': text(
    422,
    '“{field}”选给了两列，请只留一列',
    '"{field}" was chosen for two columns; leave it at one',
  ),
  'no-answer-chosen': text(422, '请至少为一位教师选择答复', 'Choose an answer for one teacher at least'),
  'destination-missing': text(
    422,
    '选择“调出”的教师还有 {count} 位没有填写调往哪里；请填写学校标识码或学校全称',
    'Say where to for the {count} teachers who moved: a school code or the full name of the school',
  ),
  'no-such-destination': text(
    422,
    '没有学校标识码为 {code} 的学校；请核对，省外学校请填写名称',
    'No school has the code {code}; check it, and give the name of a school outside the province',
  ),
  'destination-ambiguous': text(
    422,
    '有多所学校叫“{unit}”，请填写学校标识码',
    'Several schools are called "{unit}"; give the school code',
  ),
  'destination-is-here': text(
    422,
    '“{unit}”就是本单位；仍在本校的教师请选择“仍在本校”',
    '"{unit}" is your own unit; choose "Still here" for who is still here',
  ),
  'no-such-cell': text(422, '文件里没有这个单元格：{cell}', 'The file has no such cell: {cell}'),
  'file-missing': text(422, '请选择要上传的文件', 'Choose a file to upload'),
  'file-too-large': text(413, '文件超过 {limit_mib} MiB', 'The file is larger than {limit_mib} MiB'),
  'not-multipart': text(415, '请用表单方式上传文件', 'Upload the file as multipart/form-data'),
  'reason-missing': text(422, '请填写原因', 'Give a reason'),
  'invalid-input': text(422, '填写有误：{fields}', 'Check these fields: {fields}'),
  'unit-not-collecting': text(
    422,
    '“{unit}”是管理单位，请选择学校或机构',
    '"{unit}" is an authority; choose a school or institution',
  ),
  'template-not-taken-in': text(
    422,
    '“{template}”目前不在这里上传，可以先用离线检查核对',
    '"{template}" is not taken in here yet; check it offline',
  ),
  'bundle-refused': text(422, '{message}。{advice}', '{message}. {advice}'),
  'bundle-from-a-school': text(
    403,
    '压缩包由上级单位上传；请先解压，再到首页上传本校的表格',
    'Archives are sent by the unit above; unpack it and send your own workbook from the first page',
  ),
  'bundle-sent-as-file': text(
    422,
    '这是多所学校的压缩包，请到“批量上传”（/bundles）上传',
    'An archive with the files of many schools is taken in at /bundles',
  ),
  'file-has-its-school': text(
    409,
    '这个文件不在等待选择学校，请刷新后查看',
    'This file does not wait for a school; reload to see where it is',
  ),
  'no-such-school': text(
    422,
    '辖区内没有“{unit}”，请填写学校标识码或登记名称',
    'There is no "{unit}" in your scope; give a school code or a registered name',
  ),
  'school-ambiguous': text(
    422,
    '辖区内有多所“{unit}”，请填写学校标识码',
    'Several schools in your scope are called "{unit}"; give the school code',
  ),
  'window-closed': text(
    423,
    '“{step}”{phase}：开放日期为 {opens_on} 至 {closes_on}（北京时间，首尾两天都包括）。错过截止的，请在“日历”中向{whom}申请延期',
    '"{step}": {phase}. It is open from {opens_on} to {closes_on} (Beijing time, both days included). If you missed it, ask {whom} for an extension on the page Calendar',
  ),
  'slow-down': text(429, '操作过于频繁，请 {seconds} 秒后再试', 'Too many tries; wait {seconds} seconds'),
  internal: text(
    500,
    '系统出错了，已记录；请稍后重试（编号 {request_id}）',
    'Something went wrong and was logged; try again later (id {request_id})',
  ),
  unavailable: text(
    503,
    '系统正在维护，请稍后重试',
    'The service is unavailable for a moment; try again later',
  ),
} as const satisfies Record<string, ProblemText>;
export type ProblemCode = keyof typeof problems;

/** Thrown by whoever refuses; caught once, where the answer is written. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: Params;
  constructor(code: ProblemCode, params: Params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
  get status(): number {
    return problems[this.code].status;
  }
}

export const problem = (code: ProblemCode, params: Params = {}): Problem => new Problem(code, params);
