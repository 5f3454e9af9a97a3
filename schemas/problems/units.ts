/** Problems of units and their admins. */
import { type ProblemText, text } from './text.ts';

export const unitProblems = {
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
} as const satisfies Record<string, ProblemText>;
