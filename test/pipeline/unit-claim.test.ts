import { expect, test } from 'vitest';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { stampText } from '../../pipeline/stamp.ts';
import { unitClaimOf } from '../../pipeline/unit-claim.ts';
import { teacherFile } from '../../schemas/examined.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { context, line, row, sheetOf, type TypedRow, workbookOf } from './builders.ts';

const key = new Uint8Array(32).fill(7);
const colleague = { name: '李小红', id_number: '379900199001011225' };

const claimOf = (rows: readonly TypedRow[], stampCell?: string) => {
  const hidden = { name: '_muster', hidden: true, rows: [line(1, [stampCell])] };
  const workbook = workbookOf([sheetOf(rows), ...(stampCell === undefined ? [] : [hidden])]);
  return unitClaimOf(teacherFile(examineWorkbook(workbook, context({ unit: null, stamp_key: key }))));
};

const stamped = stampText(
  {
    template: 'teacher',
    template_version: 1,
    unit_id: '231',
    unit_name: '二小',
    registry_at: '2026-07-05T08:00:00Z',
  },
  key,
);

test('a stamp says whose the file is, whatever its rows say', () => {
  expect(claimOf([row()], stamped)).toEqual({ by: 'stamp', unit_id: '231' });
});

test('an altered stamp is refused and routes nothing', () => {
  expect(() => claimOf([row()], `${stamped}A`)).toThrow(RefusedFile);
});

test('without a stamp the one code of all rows does, before the name', () => {
  expect(claimOf([row(), row({ ...colleague, school_name: '实验小学' })])).toEqual({
    by: 'code',
    code: '2137000001',
  });
});

test('where a code is missing the one name of all rows does', () => {
  expect(claimOf([row(), row({ ...colleague, school_code: '' })])).toEqual({
    by: 'name',
    name: '历下区实验小学',
  });
});

test('rows of two codes or two names say nothing', () => {
  expect(claimOf([row(), row({ ...colleague, school_code: '2137000002' })])).toBeNull();
  expect(
    claimOf([
      row({ school_code: '' }),
      row({ ...colleague, school_code: '', school_name: '历下区第二小学' }),
    ]),
  ).toBeNull();
});

test('where a name is missing from a row nothing is guessed from the others', () => {
  expect(
    claimOf([row({ school_code: '' }), row({ ...colleague, school_code: '', school_name: '' })]),
  ).toBeNull();
});
