/** Sheets that people forget in a workbook: last term's list, and a hidden one. */
import type { WrittenSheet } from '../spreadsheet/sheet.ts';

export const forgottenSheets: readonly WrittenSheet[] = [
  {
    name: '上学期名单',
    rows: [
      ['姓名', '学科', '电话'],
      ['王芳', '语文', '15400000001'],
      ['李强', '数学', '15400000003'],
    ],
  },
  {
    name: '旧数据',
    hidden: true,
    rows: [
      ['姓名', '备注'],
      ['赵敏', '已调走'],
    ],
  },
];
