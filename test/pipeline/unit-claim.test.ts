import { describe, expect, test } from 'vitest';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { stampText } from '../../pipeline/stamp.ts';
import { readUnitClaim, unitClaimOf } from '../../pipeline/unit-claim.ts';
import { teacherFile } from '../../schemas/examined.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { definitions } from '../../schemas/sheets.ts';
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

describe('from the bytes of a file', () => {
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  const labels = teacherFields.map((field) => teacherSheet.columns[field].label.zh);
  const typed = (more: TypedRow = row()) => teacherFields.map((field) => String(more[field] ?? ''));
  const claim = (text: string) => readUnitClaim(Buffer.from(text), context({ unit: null, stamp_key: key }));

  test('the school is read and nothing else is asked: rows full of errors say whose they are', () => {
    const broken = typed(row({ id_number: '1', birth_date: '?', subject: '物理' }));
    expect(claim(line(labels) + line(broken))).toEqual({ by: 'code', code: '2137000001' });
  });

  test('subtotals and footers say nothing', () => {
    const footer = line(['合计', '1']) + line(['填表人：王小明']);
    expect(claim(line(labels) + line(typed()) + footer)).toEqual({ by: 'code', code: '2137000001' });
  });

  test('a header whose columns are not all known still says whose the file is', () => {
    const unknown = labels.map((label) => (label === '证件号码' ? '号码（本人）' : label));
    expect(claim(line(unknown) + line(typed()))).toEqual({ by: 'code', code: '2137000001' });
  });

  test('without a header, without rows, or of another template it is refused', () => {
    const refusal = (text: string) => {
      try {
        return claim(text);
      } catch (problem) {
        return problem instanceof RefusedFile ? problem.refusal.code : 'a bug';
      }
    };
    expect(refusal(line(['甲', '乙']) + line(['一', '二']))).toBe('no-header');
    expect(refusal(line(labels))).toBe('no-data');
    const experts = Object.values(definitions.expert.columns);
    const expert = line(experts.map(({ label }) => label.zh)) + line(experts.map(({ example }) => example));
    expect(refusal(expert)).toBe('wrong-template');
  });
});
