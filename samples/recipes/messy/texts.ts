/** Tables saved as text in every encoding and with every separator, and files whose names lie. */
import { guideMan, guideWoman, line, type MessyFile, messy, person } from './messy-file.ts';

const lines = [
  line(guideMan, { name: '王𬱖' }, { name: '王𬱖', id_number: '379900198503071239' }),
  line(guideWoman, { name: '古丽扎提·巴合提' }, { name: '古丽扎提·巴合提', birth_date: '1979-11-12' }),
  line(person(1), { name: '李建国' }, { name: '李建国' }),
];

export const textFiles: readonly MessyFile[] = [
  messy('utf8.csv', { zh: 'UTF-8，不带 BOM', en: 'UTF-8 without a byte order mark' }, lines, {
    text: { unmarked: true },
  }),
  messy('utf8-bom.csv', { zh: 'UTF-8，带 BOM', en: 'UTF-8 with a byte order mark' }, lines),
  messy('utf16le.csv', { zh: 'UTF-16 小端', en: 'UTF-16, little end first' }, lines, {
    encoding: 'utf-16le',
  }),
  messy('utf16be.csv', { zh: 'UTF-16 大端', en: 'UTF-16, big end first' }, lines, { encoding: 'utf-16be' }),
  messy(
    'utf16le-tabs.csv',
    {
      zh: 'Excel 另存的“Unicode 文本”：UTF-16，制表符分隔',
      en: 'What Excel saves as Unicode text: UTF-16 with tabs',
    },
    lines,
    { encoding: 'utf-16le', text: { delimiter: '\t' } },
  ),
  messy(
    'gb18030.csv',
    { zh: '中文版 Excel 另存的 CSV：GB18030，含四字节汉字', en: 'GB18030, with a character of four bytes' },
    lines,
    { encoding: 'gb18030' },
  ),
  messy('semicolons.csv', { zh: '分号分隔', en: 'Semicolons between the cells' }, lines, {
    text: { delimiter: ';' },
  }),
  messy('tabs.csv', { zh: '制表符分隔', en: 'Tabs between the cells' }, lines, { text: { delimiter: '\t' } }),
  messy(
    'quoted-newlines.csv',
    { zh: '引号内有换行、逗号和引号', en: 'Line ends, commas and quotes within quotes' },
    [
      line(person(1), { name: '王芳\n' }, { name: '王芳' }),
      line(person(2), { school_name: '历下区"实验",小学' }, { school_name: '历下区"实验",小学' }),
      line(person(3), { school_name: '历下区\n实验小学' }, { school_name: '历下区 实验小学' }),
    ],
  ),
  messy(
    'protected-numbers.csv',
    {
      zh: 'CSV 用 ="…" 保护长号码：按原样读取，不提示',
      en: 'Long numbers kept from becoming numbers by ="…"',
    },
    [
      line(guideMan, { id_number: '="379900198503071239"' }, { id_number: '379900198503071239' }),
      line(guideWoman, { id_number: '="379901197911122463"' }, { id_number: '379901197911122463' }),
      line(person(1), { mobile: '="15400001234"' }, { mobile: '15400001234' }),
    ],
  ),
  messy(
    'text-named.xlsx',
    { zh: '扩展名是 .xlsx，内容是 CSV：按内容识别', en: 'A text file named .xlsx, known by its content' },
    lines,
    { format: 'csv', encoding: 'gb18030' },
  ),
  messy(
    'workbook-named.csv',
    { zh: '扩展名是 .csv，内容是 .xlsx：按内容识别', en: 'A workbook named .csv, known by its content' },
    lines,
    { format: 'xlsx' },
  ),
  messy(
    'inline-strings.xlsx',
    {
      zh: '流式程序写出的工作簿：行内文本，长度写在后面',
      en: 'What a streaming program writes: inline strings, sizes after the parts',
    },
    lines,
    { style: { strings: 'inline', streamed: true } },
  ),
];
