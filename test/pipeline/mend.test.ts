import { describe, expect, test } from 'vitest';
import { mended } from '../../pipeline/mend.ts';
import type { Edit } from '../../schemas/mending.ts';
import type { Workbook } from '../../schemas/workbook.ts';

const sent: Workbook = {
  format: 'xlsx',
  sheets: [
    {
      name: '教师',
      hidden: false,
      rows: [
        { number: 1, cells: [{ column: 0, type: 'text', text: '姓名' }] },
        {
          number: 3,
          cells: [
            { column: 0, type: 'text', text: '王芳' },
            { column: 4, type: 'number', text: '379900198503071200' },
          ],
        },
      ],
    },
    { name: '其他', hidden: false, rows: [] },
  ],
};
const edit = (row: number, column: number | null, text = '', sheet = '教师'): Edit => ({
  sheet,
  row,
  column,
  text,
});
const rowThree = (edits: Edit[]) =>
  mended(sent, edits).sheets[0]?.rows.find(({ number }) => number === 3)?.cells;

describe('edits over a workbook', () => {
  test('without edits it is the very same workbook', () => {
    expect(mended(sent, [])).toBe(sent);
  });

  test('a mended cell is text, whatever it was, and stands in its column', () => {
    expect(rowThree([edit(3, 4, '379900198503071239'), edit(3, 2, '男')])).toEqual([
      { column: 0, type: 'text', text: '王芳' },
      { column: 2, type: 'text', text: '男' },
      { column: 4, type: 'text', text: '379900198503071239' },
    ]);
  });

  test('the last text of a cell counts', () => {
    expect(rowThree([edit(3, 0, '王方'), edit(3, 0, '王放')])?.[0]?.text).toBe('王放');
  });

  test('an empty text empties the cell, and a row without cells is gone', () => {
    expect(rowThree([edit(3, 0)])?.map(({ column }) => column)).toEqual([4]);
    expect(rowThree([edit(3, 0), edit(3, 4)])).toBeUndefined();
  });

  test('a row that was taken out stays out, though a cell of it was mended before or after', () => {
    expect(rowThree([edit(3, 0, '王方'), edit(3, null), edit(3, 0, '王放')])).toBeUndefined();
  });

  test('an edit of a row or a sheet that is not there changes nothing', () => {
    expect(mended(sent, [edit(2, 0, 'x'), edit(3, 0, 'x', '没有')]).sheets).toEqual(sent.sheets);
  });

  test('what was sent is left as it was', () => {
    const before = structuredClone(sent);
    mended(sent, [edit(3, 0, '王方'), edit(1, null)]);
    expect(sent).toEqual(before);
  });
});
