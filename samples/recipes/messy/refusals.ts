/** Files that can't be read at all: each is refused with what it is and what to do instead (DOMAIN §6). */
import { teacherFields, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import { compoundOf } from '../../spreadsheet/compound.ts';
import { xlsxOf } from '../../spreadsheet/workbook.ts';
import { packed, zipOf } from '../../spreadsheet/zip.ts';
import { plainHeader } from '../recipe.ts';
import { line, type MessyFile, messy, person, refused, sheetName } from './messy-file.ts';

const people = [line(person(1)), line(person(2)), line(person(3))];
const whole = () => messy('whole.xlsx', { zh: '', en: '' }, people).bytes();
const rows = people.map(({ cells }) => cells);
const shared = { strings: 'shared' } as const;

const page = `<html><head><meta charset="utf-8"></head><body><table>
<tr>${plainHeader.map((label) => `<th>${label}</th>`).join('')}</tr>
<tr><td>王芳</td></tr>
</table></body></html>
`;

/** The smallest picture there is: one white point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==',
  'base64',
);

const withoutField = (missing: string) => teacherFields.filter((field) => field !== missing);

const strangers: readonly MessyFile[] = [
  refused('encrypted.xlsx', { zh: '设有打开密码', en: 'Protected by a password' }, 'encrypted', () =>
    compoundOf('EncryptionInfo', 'EncryptedPackage'),
  ),
  refused('wps.et', { zh: 'WPS 表格自己的 .et 格式', en: "WPS's own .et" }, 'old-format', () =>
    compoundOf('ETExtData'),
  ),
  refused('word.doc', { zh: 'Word 文档', en: 'A Word document' }, 'not-a-spreadsheet', () =>
    compoundOf('WordDocument', '1Table'),
  ),
  refused(
    'picture.xlsx',
    { zh: '改了扩展名的图片', en: 'A picture under another name' },
    'not-a-spreadsheet',
    () => picture,
  ),
  refused('paper.pdf', { zh: 'PDF 文件', en: 'A PDF' }, 'not-a-spreadsheet', () =>
    Buffer.from('%PDF-1.4\n%%EOF\n'),
  ),
  refused('web-page.xls', { zh: '网页冒充 .xls', en: 'HTML posing as .xls' }, 'old-format', () =>
    Buffer.from(page),
  ),
  refused('macros.xlsm', { zh: '含有宏', en: 'A workbook with macros' }, 'macros', () => {
    const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    return zipOf([
      packed(
        '_rels/.rels',
        `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      packed(
        '[Content_Types].xml',
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/><Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
      ),
      packed(
        'xl/workbook.xml',
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="a" sheetId="1" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets></workbook>',
      ),
      packed('xl/vbaProject.bin', 'no macro in here'),
    ]);
  }),
  refused('truncated.xlsx', { zh: '没有传完的工作簿', en: 'A workbook cut short' }, 'damaged', () => {
    const bytes = whole();
    return bytes.subarray(0, Math.floor(bytes.length * 0.7));
  }),
  refused('empty-file.xlsx', { zh: '0 字节', en: 'No bytes at all' }, 'empty-file', () => new Uint8Array()),
];

const tables: readonly MessyFile[] = [
  refused('empty-workbook.xlsx', { zh: '空白工作簿', en: 'A workbook without a cell' }, 'no-data', () =>
    xlsxOf([{ name: 'Sheet1', rows: [] }], shared),
  ),
  refused('header-only.xlsx', { zh: '只有表头', en: 'Nothing but a header' }, 'no-data', () =>
    xlsxOf([{ name: sheetName, rows: [plainHeader] }], shared),
  ),
  refused('header-missing.xlsx', { zh: '没有表头', en: 'People without a header' }, 'no-header', () =>
    xlsxOf([{ name: sheetName, rows }], shared),
  ),
  refused(
    'required-column-missing.xlsx',
    { zh: '缺少必填的列（是否乡村教师）', en: 'Without a required column (rural teacher)' },
    'no-header',
    () => {
      const fields = withoutField('is_rural');
      const kept = rows.map((cells) => fields.map((field) => cells[teacherFields.indexOf(field)] ?? null));
      const header = fields.map((field) => teacherSheet.columns[field].label.zh);
      return xlsxOf([{ name: sheetName, rows: [header, ...kept] }], shared);
    },
  ),
  refused(
    'all-hidden.xlsx',
    { zh: '数据全在隐藏的工作表上', en: 'All data on a hidden sheet' },
    'no-data',
    () =>
      xlsxOf(
        [
          { name: 'Sheet1', rows: [] },
          { name: sheetName, hidden: true, rows: [plainHeader, ...rows] },
        ],
        shared,
      ),
  ),
];

export const refusedFiles: readonly MessyFile[] = [...strangers, ...tables];
