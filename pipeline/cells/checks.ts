/** Every check of a single cell: its severity and what it says. Which of them a column gets follows from its kind. */
import { type Explanation, words } from '../explanation.ts';

const asText = words(
  '把该列设为“文本”格式后，按证件重新输入完整号码；系统不会猜测丢失的数字。',
  'Set the column to Text and type the full number from the document again; lost digits are never guessed.',
);

export const cellChecks = {
  required: {
    severity: 'error',
    title: words('必填项未填写', 'Required cell is blank'),
    message: words('“{label}”没有填写', '"{label}" is blank'),
    fix: words('请填写“{label}”。', 'Fill in "{label}".'),
  },
  'error-cell': {
    severity: 'error',
    title: words('单元格是错误值', 'Cell holds an error'),
    message: words('“{label}”单元格是错误值', 'The cell of "{label}" holds a spreadsheet error'),
    fix: words('请删除公式，直接填写内容。', 'Delete the formula and type the value.'),
  },
  'formula-cell': {
    severity: 'warning',
    title: words('单元格是公式', 'Cell is a formula'),
    message: words(
      '“{label}”是公式，已采用文件中保存的结果',
      '"{label}" is a formula; the result saved in the file was used',
    ),
    fix: words('请核对结果，最好“选择性粘贴为数值”。', 'Check the result; better, paste it as a value.'),
  },
  'too-long': {
    severity: 'error',
    title: words('内容过长', 'Text is too long'),
    message: words('“{label}”有 {length} 个字', '"{label}" has {length} characters'),
    expected: words('不超过 {limit} 个字', 'At most {limit} characters'),
    fix: words('请缩短。', 'Shorten it.'),
  },
  'not-in-list': {
    severity: 'error',
    title: words('不在可选项中', 'Not in the list'),
    message: words('“{label}”不是可选项', '"{label}" is not one of the permitted values'),
    expected: words('{choices}', '{choices}'),
    fix: [
      words('是不是“{suggestions}”？', 'Did you mean "{suggestions}"?'),
      words('请从下拉列表中选择。', 'Choose from the list.'),
    ],
  },
  'alias-normalised': {
    severity: 'note',
    title: words('已统一写法', 'Written in another way'),
    message: words('“{label}”的“{found}”已按“{to}”处理', '"{label}": "{found}" was read as "{to}"'),
    fix: words('如不正确请修改。', 'Change it if that is not what is meant.'),
  },
  'blank-word': {
    severity: 'note',
    title: words('占位文字按空白处理', 'Placeholder read as blank'),
    message: words('“{label}”的“{found}”按空白处理', '"{label}": "{found}" was read as blank'),
    fix: words('没有内容时留空即可。', 'Leave the cell empty when there is nothing to say.'),
  },
  'bad-yes-no': {
    severity: 'error',
    title: words('应填“是”或“否”', 'Neither yes nor no'),
    message: words('“{label}”既不是“是”也不是“否”', '"{label}" is neither yes nor no'),
    expected: words('是、否', '是 (yes), 否 (no)'),
    fix: words('请选择“是”或“否”。', 'Choose 是 or 否.'),
  },
  'bad-date': {
    severity: 'error',
    title: words('日期无法识别', 'Not a date'),
    message: words('“{label}”不是能识别的日期', '"{label}" is not a date that can be read'),
    expected: words('年-月-日，如 {example}', 'Year-month-day, such as {example}'),
    fix: words('请按 {example} 的样子填写。', 'Write it like {example}.'),
  },
  'day-missing': {
    severity: 'error',
    title: words('日期缺少“日”', 'The day is missing'),
    message: words('“{label}”只有年月，缺少日', '"{label}" has a year and a month but no day'),
    expected: words('年-月-日，如 {example}', 'Year-month-day, such as {example}'),
    fix: words('请补全到日。', 'Add the day.'),
  },
  'bad-month': {
    severity: 'error',
    title: words('年月无法识别', 'Not a month'),
    message: words('“{label}”不是能识别的年月', '"{label}" is not a month that can be read'),
    expected: words('年-月，如 {example}', 'Year-month, such as {example}'),
    fix: words('请按 {example} 的样子填写。', 'Write it like {example}.'),
  },
  'ambiguous-month': {
    severity: 'error',
    title: words('数字年月有歧义', 'A number that may be two months'),
    message: words(
      '“{label}”是数字 {found}，可能是 1 月，也可能是 10 月',
      '"{label}" is the number {found}: January or October?',
    ),
    expected: words('{year}-01 或 {year}-10', '{year}-01 or {year}-10'),
    fix: words(
      '把单元格设为“文本”格式，写成 {year}-01 或 {year}-10。',
      'Set the cell to Text and write {year}-01 or {year}-10.',
    ),
  },
  'number-damaged': {
    severity: 'error',
    title: words('证件号码被存成数字', 'Number stored as a number'),
    message: words(
      '“{label}”被存成数字，末几位可能已丢失',
      '"{label}" is stored as a number, so its last digits may be lost',
    ),
    expected: words('文本格式的完整号码', 'The full number, as text'),
    fix: asText,
  },
  'bad-certificate': {
    severity: 'error',
    title: words('资格证号码格式不对', 'Not a certificate number'),
    message: words('“{label}”不是 17 位数字', '"{label}" is not 17 digits'),
    expected: words('17 位数字', '17 digits'),
    fix: words('请按教师资格证上的号码填写。', 'Copy the number from the certificate.'),
  },
  'bad-mobile': {
    severity: 'error',
    title: words('手机号格式不对', 'Not a mobile number'),
    message: words('“{label}”不是手机号', '"{label}" is not a mobile number'),
    expected: words('1 开头的 11 位数字', '11 digits that begin with 1'),
    fix: words(
      '请填写一个 11 位手机号，不要填座机。',
      'Give one mobile number of 11 digits, not a landline.',
    ),
  },
  'mobile-normalised': {
    severity: 'note',
    title: words('手机号已整理', 'Mobile number tidied'),
    message: words(
      '“{label}”中的空格、横线或 +86 已去掉',
      'Spaces, dashes or +86 were taken out of "{label}"',
    ),
    fix: words('如不正确请修改。', 'Change it if it is wrong now.'),
  },
  'bad-email': {
    severity: 'error',
    title: words('邮箱格式不对', 'Not an email address'),
    message: words('“{label}”不是邮箱地址', '"{label}" is not an email address'),
    expected: words('如 {example}', 'Such as {example}'),
    fix: words('请填写一个邮箱，或留空。', 'Give one address, or leave it blank.'),
  },
  'bad-school-code': {
    severity: 'error',
    title: words('学校标识码格式不对', 'Not a school code'),
    message: words('“{label}”不是 10 位数字', '"{label}" is not 10 digits'),
    expected: words('10 位数字', '10 digits'),
    fix: words(
      '请填写 10 位学校标识码；没有标识码的机构留空。',
      'Give the 10-digit school code; institutions without one leave it blank.',
    ),
  },
  'bad-count': {
    severity: 'error',
    title: words('不是人数', 'Not a number of people'),
    message: words('“{label}”不是大于 0 的整数', '"{label}" is not a whole number above zero'),
    expected: words('大于 0 的整数', 'A whole number above zero'),
    fix: words('请填写数字，或留空。', 'Give a number, or leave it blank.'),
  },
  'name-dot-normalised': {
    severity: 'note',
    title: words('姓名分隔点已统一', 'Dot in a name made uniform'),
    message: words('“{found}”的分隔点已统一为“{to}”', 'The dot in "{found}" was made uniform: "{to}"'),
    fix: words('如与证件不一致请修改。', 'Change it if the document says otherwise.'),
  },
  'name-spaces-removed': {
    severity: 'note',
    title: words('姓名中的空格已去掉', 'Spaces in a name removed'),
    message: words('“{found}”中的空格已去掉：“{to}”', 'Spaces were taken out of "{found}": "{to}"'),
    fix: words('如与证件不一致请修改。', 'Change it if the document says otherwise.'),
  },
  'number-tidied': {
    severity: 'note',
    title: words('号码中的空格等已去掉', 'Spaces in a number removed'),
    message: words(
      '“{label}”中的空格、横线或引号已去掉',
      'Spaces, dashes or quotes were taken out of "{label}"',
    ),
    fix: words('如不正确请修改。', 'Change it if it is wrong now.'),
  },
} as const satisfies Record<string, Explanation>;

export type CellCheckId = keyof typeof cellChecks;
