/** Every check of the shape of a workbook: its sheets, its header, and rows that are no person. */
import { type Explanation, words } from './explanation.ts';

const nothingToDo = words('无需处理。', 'Nothing to do.');
const addIfPerson = words(
  '如果这一行是一位教师，请补全姓名和证件号码。',
  'If this row is a teacher, fill in the name and the ID number.',
);

export const structureChecks = {
  'header-twice': {
    severity: 'error',
    title: words('同一列出现两次', 'The same column twice'),
    message: words(
      '“{label}”出现两次（{columns} 列），只读取了前一列',
      '"{label}" stands twice (columns {columns}); only the first was read',
    ),
    expected: words('每个列名只出现一次', 'Each column once'),
    fix: words('请删除多余的一列。', 'Delete the spare column.'),
  },
  'extra-column': {
    severity: 'warning',
    title: words('多余的列', 'Extra column'),
    message: words('模板中没有“{found}”列，未读取', 'The template has no column "{found}"; it was not read'),
    fix: words(
      '如果内容需要上报，请移到模板已有的列。',
      'If it matters, move it to a column of the template.',
    ),
  },
  'column-as-confirmed': {
    severity: 'note',
    title: words('按本单位确认过的对应关系读取', 'Read as the unit confirmed before'),
    message: words(
      '第 {at} 列“{found}”按本单位确认过的对应关系读作“{label}”',
      'Column {at}, "{found}", was read as "{label}", as the unit confirmed before',
    ),
    fix: words(
      '如果不对，请在上传页面撤销这条对应关系。',
      'If that is wrong, take the mapping back on the page of the upload.',
    ),
  },
  'column-left-out': {
    severity: 'note',
    title: words('按本单位确认的不读取的列', 'Left out as the unit confirmed before'),
    message: words(
      '第 {at} 列“{found}”按本单位确认过的，不读取',
      'Column {at}, "{found}", was left out, as the unit confirmed before',
    ),
    fix: words(
      '如果不对，请在上传页面撤销这条对应关系。',
      'If that is wrong, take the mapping back on the page of the upload.',
    ),
  },
  'unnamed-column': {
    severity: 'warning',
    title: words('没有列名的列', 'Column without a header'),
    message: words(
      '{at} 列有内容但没有列名，未读取',
      'Column {at} has content but no header; it was not read',
    ),
    fix: words('请补上列名，或删除该列。', 'Name the column or delete it.'),
  },
  'header-below-title': {
    severity: 'note',
    title: words('表头不在第一行', 'Header is not in the first row'),
    message: words(
      '表头在第 {header_row} 行，其上的内容未读取',
      'The header is in row {header_row}; what stands above was not read',
    ),
    fix: nothingToDo,
  },
  'header-two-lines': {
    severity: 'note',
    title: words('两行表头', 'Header of two lines'),
    message: words(
      '表头占两行（合并单元格），已合并读取',
      'The header has two lines (merged cells) and was read as one',
    ),
    fix: nothingToDo,
  },
  'sample-row-dropped': {
    severity: 'note',
    title: words('示例行未读取', 'Sample row left out'),
    message: words('这是示例行，未读取', 'This is the sample row; it was left out'),
    fix: addIfPerson,
  },
  'subtotal-row-dropped': {
    severity: 'note',
    title: words('合计行未读取', 'Subtotal row left out'),
    message: words('这是“{found}”行，未读取', 'This is a row of totals ("{found}"); it was left out'),
    fix: addIfPerson,
  },
  'footer-row-dropped': {
    severity: 'note',
    title: words('表尾说明未读取', 'Footer left out'),
    message: words('“{found}”是表尾说明，未读取', '"{found}" is a footer; it was left out'),
    fix: addIfPerson,
  },
  'repeated-header-dropped': {
    severity: 'note',
    title: words('重复的表头未读取', 'Repeated header left out'),
    message: words('这一行重复了表头，未读取', 'This row repeats the header; it was left out'),
    fix: nothingToDo,
  },
  'row-without-person': {
    severity: 'note',
    title: words('没有人员信息的行', 'Row without a person'),
    message: words('这一行没有人员信息，未读取', 'This row says nothing about a person; it was left out'),
    fix: addIfPerson,
  },
  'subtotal-word-with-identity': {
    severity: 'warning',
    title: words('疑似合计行但有证件号码', 'Looks like a subtotal but has an ID'),
    message: words(
      '这一行有“{found}”字样，但有证件号码，已保留',
      'This row says "{found}" but has an ID number; it was kept',
    ),
    fix: words(
      '如果是合计行请删除；如果是教师请改正。',
      'Delete it if it is a subtotal; mend it if it is a teacher.',
    ),
  },
  'extra-sheet': {
    severity: 'warning',
    title: words('其他工作表有数据', 'Data on another sheet'),
    message: words(
      '工作表“{sheet}”有 {rows} 行内容，未读取；只读取了“{read}”',
      'Sheet "{sheet}" has {rows} rows that were not read; only "{read}" was',
    ),
    fix: words('请把数据合并到一个工作表。', 'Put the data together on one sheet.'),
  },
  'hidden-sheet': {
    severity: 'warning',
    title: words('隐藏工作表有数据', 'Data on a hidden sheet'),
    message: words(
      '隐藏的工作表“{sheet}”有 {rows} 行内容，未读取',
      'The hidden sheet "{sheet}" has {rows} rows that were not read',
    ),
    fix: words(
      '如需上报请取消隐藏并合并到一个工作表。',
      'If it matters, unhide it and put the data on one sheet.',
    ),
  },
  'replaced-characters': {
    severity: 'warning',
    title: words('文件编码不明', 'Encoding of the file is unclear'),
    message: words(
      '按 {encoding} 读取，部分字符无法识别，可能有乱码',
      'Read as {encoding}; some characters had no meaning in it and may be garbled',
    ),
    fix: words('请另存为 .xlsx 后重新上传。', 'Save it as .xlsx and upload it again.'),
  },
} as const satisfies Record<string, Explanation>;

export type StructureCheckId = keyof typeof structureChecks;
