/** What a sheet of schools is told beside the registry: codes, places, and what keeps a school from ending. */
import { type Explanation, words } from './explanation.ts';

export const organisationChecks = {
  'organisation-place': {
    severity: 'error',
    title: words('不在本辖区', 'Outside the area'),
    message: words('本辖区内没有“{found}”', 'There is no "{found}" in your area'),
    expected: words('{possible}', '{possible}'),
    fix: words(
      '请填写本辖区的县（市、区）或功能区名称；市直单位填“市直”，省直单位填“省直”。',
      'Give a county or zone of your area by its name; 市直 for a unit of the city itself, 省直 for one of the province.',
    ),
  },
  'organisation-code-unknown': {
    severity: 'error',
    title: words('没有这个标识码的学校', 'No school has this code'),
    message: words('登记库中没有标识码为 {code} 的单位', 'No unit in the registry has the code {code}'),
    fix: words('请核对“{label}”；新学校的操作应为“新增”。', 'Check "{label}"; a new school is a 新增 (add).'),
  },
  'organisation-code-in-use': {
    severity: 'error',
    title: words('标识码已被使用', 'Code in use'),
    message: words('标识码 {code} 现在或曾经属于另一个单位', "The code {code} is or was another unit's"),
    fix: words('标识码不能重复使用，请核对。', 'A code is never used again; check it.'),
  },
  'organisation-name-in-use': {
    severity: 'error',
    title: words('同名单位已存在', 'A unit of this name is there'),
    message: words('“{unit}”已在登记库中', '"{unit}" is in the registry already'),
    fix: words(
      '如果是同一所学校，操作应为“变更”。',
      'If it is the same school, the operation is 变更 (change).',
    ),
  },
  'organisation-outside': {
    severity: 'error',
    title: words('不归本单位办理', 'Not for your unit'),
    message: words('“{unit}”不归本单位办理', '"{unit}" is not for your unit'),
    fix: words('请由它的上级单位办理，或删去这一行。', 'Leave it to the unit above it, or delete the row.'),
  },
  'organisation-closed': {
    severity: 'error',
    title: words('单位已撤并', 'The unit is closed'),
    message: words('“{unit}”已撤并', '"{unit}" is closed'),
    fix: words('如仍在办学，请先在单位页面恢复。', 'Reopen it on its page first if it still exists.'),
  },
  'organisation-has-teachers': {
    severity: 'error',
    title: words('还有在职教师', 'Teachers are in service'),
    message: words('“{unit}”还有 {count} 位在职教师', '{count} teachers are in service at "{unit}"'),
    fix: words(
      '请在“学校标识码”填写并入的学校，或先办理调动。',
      'Give the school that takes over in 学校标识码 (school code), or transfer them first.',
    ),
  },
  'organisation-in-review': {
    severity: 'error',
    title: words('有文件正在审核', 'A file is in review'),
    message: words('“{unit}”有一份文件正在审核', 'A file of "{unit}" is in review'),
    fix: words('请先完成审核或退回。', 'Close the review or return the file first.'),
  },
  'organisation-kind-fixed': {
    severity: 'error',
    title: words('类别不能改变', 'Another kind of unit'),
    message: words('“{unit}”不是“{kind}”一类的单位', '"{unit}" is not a unit of the kind "{kind}"'),
    fix: words(
      '学校和机构不能互相变更，请新增后撤并原单位。',
      'A school can not become an institution; add a new unit and end the old one.',
    ),
  },
} as const satisfies Record<string, Explanation>;
export type OrganisationCheck = keyof typeof organisationChecks;
