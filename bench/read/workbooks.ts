/** The workbooks that readers are measured on: twenty columns of made-up teachers, in one's and many's size. */
import { Buffer } from 'node:buffer';
import ExcelJS from 'exceljs';

const header = [
  ...[
    '姓名',
    '证件类型',
    '证件号码',
    '性别',
    '出生日期',
    '民族',
    '学校标识码',
    '学校名称',
    '岗位类别',
    '任教学段',
  ],
  ...[
    '任教学科',
    '是否乡村教师',
    '参加工作年月',
    '学历',
    '职称',
    '资格证种类',
    '资格证号码',
    '手机',
    '邮箱',
    '操作',
  ],
];
const COLUMNS = header.length;

/** A made-up teacher; names, numbers and dates differ from row to row, as they do in life. */
function teacher(i: number): (string | Date)[] {
  const number = String(i).padStart(6, '0');
  return [
    ...[
      `王小${i}`,
      '居民身份证',
      `379900198503${number}`,
      i % 2 ? '男' : '女',
      new Date(Date.UTC(1985, i % 12, 7)),
    ],
    ...[
      '汉族',
      '2137000001',
      `实验小学${i % 300}`,
      '专任教师',
      '小学',
      '语文',
      i % 3 ? '是' : '否',
      '2007-08',
      '本科',
      '一级',
    ],
    ...['小学教师资格', `20073799121${number}`, `139${number}00`, `t${i}@example.com`, '核实无误'],
  ];
}

/** A workbook as exceljs writes it, with so many styled rows without content below. */
export async function smallWorkbook(rows: number, blankRows = 0): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('教师信息');
  sheet.addRow(header);
  for (let i = 0; i < rows; i++) sheet.addRow(teacher(i));
  for (let i = 0; i < blankRows; i++) {
    for (let column = 1; column <= COLUMNS; column++) {
      sheet.getCell(rows + 2 + i, column).style = { font: { name: '宋体', size: 11 } };
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A large workbook by exceljs' streaming writer, with shared strings and styles as Excel writes them. */
export async function largeWorkbook(path: string, rows: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useSharedStrings: true,
    useStyles: true,
  });
  const sheet = book.addWorksheet('教师信息');
  sheet.addRow(header).commit();
  for (let i = 0; i < rows; i++) sheet.addRow(teacher(i)).commit();
  sheet.commit();
  await book.commit();
}
