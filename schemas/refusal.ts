/** Why a file could not be read at all, and what its sender does next. */
import type { Params, Words } from './language.ts';

export interface RefusalText extends Words {
  readonly advice: Words;
}

const saveAsXlsx: Words = {
  zh: '请用 WPS 或 Excel 打开，选择“另存为 .xlsx”后重新上传。',
  en: 'Open it in WPS or Excel, choose "Save as .xlsx", and upload it again.',
};
const downloadAgain: Words = {
  zh: '请重新下载本单位的模板，把内容粘贴进去后上传。',
  en: "Download your unit's template again, paste the contents into it, and upload that.",
};

const packAgain: Words = {
  zh: '请把各校的表格重新压缩成 .zip 后上传。',
  en: "Pack the schools' workbooks into a .zip again and upload that.",
};
const packThisAgain: Words = {
  zh: '请用原来的表格重新压缩，或由学校单独上传。',
  en: 'Pack it again from the original, or let the school send it by itself.',
};
const split: Words = {
  zh: '请分成几个压缩包，分别上传。',
  en: 'Split it into several archives and upload each.',
};

const text = (zh: string, en: string, advice: Words): RefusalText => ({ zh, en, advice });

/** Every refusal there is. A code is public and never renamed. */
export const refusals = {
  'empty-file': text('文件是空的（0 字节）', 'The file is empty (0 bytes)', saveAsXlsx),
  'file-too-large': text('文件超过 {limit_mib} MiB', 'The file is larger than {limit_mib} MiB', {
    zh: '请删除图片和多余的工作表，或按学校拆分后上传。',
    en: 'Remove pictures and spare sheets, or split it by school.',
  }),
  'not-a-spreadsheet': text(
    '这不是表格文件（识别为 {found}）',
    'This is not a spreadsheet (it looks like {found})',
    saveAsXlsx,
  ),
  encrypted: text('文件设有打开密码', 'The file is protected by a password', {
    zh: '请在“文件 → 信息 → 保护工作簿”中取消密码后重新上传。',
    en: 'Remove the password (File → Info → Protect Workbook) and upload it again.',
  }),
  'old-format': text('暂不能读取 {found} 格式', 'The format {found} cannot be read', saveAsXlsx),
  macros: text('文件含有宏', 'The file contains macros', saveAsXlsx),
  damaged: text('文件已损坏或不完整（{part}）', 'The file is damaged or incomplete ({part})', saveAsXlsx),
  'unsafe-archive': text(
    '压缩包内容异常（{part}），已拒绝读取',
    'The archive is not a normal workbook ({part}) and was not read',
    saveAsXlsx,
  ),
  'too-much-inside': text('解压后超过 {limit_mib} MiB', 'The file unpacks to more than {limit_mib} MiB', {
    zh: '请把数据复制到新的空白表格中保存后上传。',
    en: 'Copy the data into a new blank workbook, save, and upload that.',
  }),
  'too-many-files': text('压缩包内超过 {limit} 个文件', 'The archive holds more than {limit} files', split),
  'not-a-bundle': text(
    '这不是 .zip 压缩包（识别为 {found}）',
    'This is no .zip archive (it looks like {found})',
    {
      zh: '请把各校的表格压缩成 .zip 后上传。',
      en: "Pack the schools' workbooks into a .zip and upload that.",
    },
  ),
  'single-file': text('这是一份单独的文件，不是压缩包', 'This is a single file, not an archive', {
    zh: '一所学校的表格由学校在首页上传（地址 /uploads）；也可以把它放进 .zip 再上传到这里。',
    en: "A school's own workbook goes to /uploads, from the school's home page; or put it into a .zip and upload that here.",
  }),
  'bundle-empty': text('压缩包里没有文件', 'The archive holds no files', packAgain),
  'bundle-too-large': text('压缩包超过 {limit_mib} MiB', 'The archive is larger than {limit_mib} MiB', split),
  'bundle-damaged': text('压缩包已损坏或不完整', 'The archive is damaged or incomplete', packAgain),
  'bundle-unsafe': text(
    '压缩包的目录异常（{part}），已拒绝解压',
    'The directory of the archive is not a normal one ({part}); it was not unpacked',
    packAgain,
  ),
  'bundle-encrypted': text('压缩包设有密码', 'The archive is protected by a password', {
    zh: '请重新压缩，不要设置密码。',
    en: 'Pack the files again without a password.',
  }),
  'bundle-too-heavy': text(
    '解压这个压缩包耗时或占用内存过多，已停止',
    'Unpacking took too much time or memory and was stopped',
    split,
  ),
  'bundle-too-much-inside': text(
    '压缩包解压后总计超过 {limit_mib} MiB，没有读到这个文件',
    'The archive unpacks to more than {limit_mib} MiB, and this file was not reached',
    split,
  ),
  'bundled-damaged': text(
    '这个文件在压缩包里已损坏',
    'This file is damaged inside the archive',
    packThisAgain,
  ),
  'bundled-unsafe': text(
    '这个文件在压缩包里的记录异常，已拒绝解压',
    'This file is not packed in a normal way and was not unpacked',
    packThisAgain,
  ),
  'too-many-rows': text('数据超过 {limit} 行', 'More than {limit} rows', {
    zh: '请按学校或学段拆分后分别上传。',
    en: 'Split it by school or stage and upload the parts.',
  }),
  'too-many-columns': text('数据超过 {limit} 列', 'More than {limit} columns', downloadAgain),
  'too-many-cells': text('有内容的单元格超过 {limit} 个', 'More than {limit} cells have content', {
    zh: '请只保留模板中的列，或按学校拆分后分别上传。',
    en: "Keep the template's columns only, or split it by school and upload the parts.",
  }),
  'too-many-findings': text(
    '到第 {row} 行已发现 {limit} 处问题，不再往下检查',
    'Checking stopped at row {row}, after {limit} problems',
    {
      zh: '多半是整列放错了位置或格式不对：请先单独检查前 1000 行，按列改好后再上传全部。',
      en: 'Whole columns are probably in the wrong place or form: check the first 1,000 rows by themselves, mend column by column, then send all of it.',
    },
  ),
  'too-many-sheets': text('工作表超过 {limit} 个', 'More than {limit} sheets', downloadAgain),
  'cell-too-long': text(
    '单元格 {cell} 超过 {limit} 个字符',
    'Cell {cell} has more than {limit} characters',
    downloadAgain,
  ),
  'took-too-long': text(
    '读取超过 {limit_s} 秒，已停止',
    'Reading took more than {limit_s} seconds and was stopped',
    {
      zh: '请把数据复制到新的空白表格中保存后上传。',
      en: 'Copy the data into a new blank workbook, save, and upload that.',
    },
  ),
  'reader-stopped': text('读取时内存超限，已停止', 'Reading needed too much memory and was stopped', {
    zh: '请把数据复制到新的空白表格中保存后上传。',
    en: 'Copy the data into a new blank workbook, save, and upload that.',
  }),
  'no-data': text('表格里没有数据行', 'The workbook has no data rows', downloadAgain),
  'no-header': text(
    '没有找到完整的表头，缺少：{labels}',
    'No complete header row was found; missing: {labels}',
    downloadAgain,
  ),
  'wrong-template': text(
    '这是“{found}”的模板，此处需要“{wanted}”',
    'This is the template "{found}"; "{wanted}" is needed here',
    downloadAgain,
  ),
  'other-unit': text(
    '这是“{found}”的模板，不是“{wanted}”的',
    'This template belongs to "{found}", not to "{wanted}"',
    downloadAgain,
  ),
  'stamp-broken': text('模板的隐藏标记被改动', 'The hidden stamp of the template was altered', downloadAgain),
} as const satisfies Record<string, RefusalText>;

export type RefusalCode = keyof typeof refusals;

/** Refusal as data; the sentence is chosen when shown. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Params;
}

/** Thrown inside a reader and caught once at its port. */
export class RefusedFile extends Error {
  readonly refusal: Refusal;
  constructor(code: RefusalCode, params: Params = {}) {
    super(code);
    this.refusal = { code, params };
  }
}
