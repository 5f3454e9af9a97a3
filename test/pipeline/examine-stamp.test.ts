/** Whose template it is, and which teacher a row was prefilled from. */
import { describe, expect, it } from 'vitest';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { rowStampText, stampText } from '../../pipeline/stamp.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { teacherFields } from '../../schemas/sheets/teacher.ts';
import type { Stamp } from '../../schemas/stamp.ts';
import type { Workbook } from '../../schemas/workbook.ts';
import { context, goodRow, labels, line, school, sheetOf, told, workbookOf } from './builders.ts';

const key = new Uint8Array(32).fill(7);
const stamp: Stamp = {
  template: 'teacher',
  template_version: 1,
  unit_id: school.id,
  unit_name: school.name,
  registry_at: '2026-07-05T08:00:00+08:00',
};
const cells = teacherFields.map((field) => goodRow[field]);

/** A template as it comes back: title, header with the hidden column, one row, and the hidden sheet. */
function filled(
  said: Partial<Stamp> = {},
  token = rowStampText({ teacher_id: '7', version: 3 }, school.id, key),
): Workbook {
  const rows = [line(1, ['教师信息采集表']), line(2, [...labels(), '_muster']), line(3, [...cells, token])];
  const hidden = { name: '_muster', hidden: true, rows: [line(1, [stampText({ ...stamp, ...said }, key)])] };
  return workbookOf([sheetOf([], { rows }), hidden]);
}

const refusalOf = (workbook: Workbook, changes = {}): unknown => {
  try {
    examineWorkbook(workbook, context({ stamp_key: key, ...changes }));
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal;
    throw error;
  }
  return 'not refused';
};

describe('a stamped template', () => {
  it('is known with its rows, and nothing needs to be told of its title or hidden parts', () => {
    const examined = examineWorkbook(filled(), context({ stamp_key: key }));
    expect(examined.stamp).toEqual(stamp);
    expect(examined.rows[0]?.stamp).toEqual({ teacher_id: '7', version: 3 });
    expect(told(examined)).toEqual([]);
  });

  it('of another unit is refused', () => {
    expect(refusalOf(filled({ unit_id: '999', unit_name: '历城区实验小学' }))).toEqual({
      code: 'other-unit',
      params: { found: '历城区实验小学', wanted: '历下区实验小学' },
    });
  });

  it('of another template is refused before its header is looked for', () => {
    expect(refusalOf(filled({ template: 'roll-call' }))).toEqual({
      code: 'wrong-template',
      params: { found: 'roll-call', wanted: '教师信息采集表' },
    });
  });

  it('is refused when the stamp was signed by somebody else', () => {
    expect(refusalOf(filled(), { stamp_key: new Uint8Array(32).fill(8) })).toMatchObject({
      code: 'stamp-broken',
    });
  });

  it('keeps a row whose part was typed over, known by its document alone', () => {
    expect(examineWorkbook(filled({}, '7.4.made-up'), context({ stamp_key: key })).rows[0]?.stamp).toBeNull();
  });

  it('is taken at its word offline', () => {
    const offline = context({ stamp_key: null, unit: null, template: null });
    expect(examineWorkbook(filled(), offline).stamp).toEqual(stamp);
  });
});
