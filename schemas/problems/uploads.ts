/** Problems of files: sending them in, mending and marking them, archives, and forms. */
import { type ProblemText, text } from './text.ts';

export const uploadProblems = {
  'another-in-review': text(
    409,
    '本单位已有一份文件正在审核，请先撤回（回执 {receipt}）',
    'Another file of this unit is in review (receipt {receipt}); withdraw it first',
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
  'file-deleted': text(
    410,
    '文件已于 {on} 删除，仅保留记录',
    'The file was deleted on {on}; its record stays',
  ),
  'no-column-chosen': text(422, '请至少为一列选择它是什么', 'Choose for one column at least what it is'),
  'column-chosen-twice': text(
    422,
    '“{field}”选给了两列，请只留一列',
    '"{field}" was chosen for two columns; leave it at one',
  ),
  'no-such-cell': text(422, '文件里没有这个单元格：{cell}', 'The file has no such cell: {cell}'),
  'file-missing': text(422, '请选择要上传的文件', 'Choose a file to upload'),
  'file-too-large': text(413, '文件超过 {limit_mib} MiB', 'The file is larger than {limit_mib} MiB'),
  'unit-not-collecting': text(
    422,
    '“{unit}”是管理单位，请选择学校或机构',
    '"{unit}" is an authority; choose a school or institution',
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
} as const satisfies Record<string, ProblemText>;
