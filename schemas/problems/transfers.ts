/** Problems of transfers: who moves, where to, and whose word it is. */
import { type ProblemText, text } from './text.ts';

export const transferProblems = {
  'already-in-service': text(
    409,
    '其中有人已在其他单位在职，不能在两处同时在职；请刷新后核对',
    'Somebody among them is in service at another unit by now and can not be at two; reload and look again',
  ),
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
} as const satisfies Record<string, ProblemText>;
