/** Problems of a review: missing teachers, decisions, closing a set and undoing one. */
import { type ProblemText, text } from './text.ts';

export const reviewProblems = {
  'review-begun': text(
    409,
    '审核已经开始，不能撤回；请联系{by}退回',
    'The review has begun; ask {by} to return it',
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
  'comparison-too-large': text(
    409,
    '两个时点之间有 {teachers} 人不同，超过一次比较的上限 {limit} 人；请选择更小的范围，例如一个县',
    '{teachers} people differ between the two moments, more than the {limit} that one comparison takes; choose a smaller area, such as a county',
  ),
} as const satisfies Record<string, ProblemText>;
