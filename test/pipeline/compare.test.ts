import { describe, expect, it } from 'vitest';
import { compare } from '../../pipeline/compare.ts';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { type TeacherFile, teacherFile } from '../../schemas/examined.ts';
import { teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { check, context, goodRow, line, row, workbookOf } from './builders.ts';
import { known, snapshotOf } from './registry.ts';

/** The teacher of the builders' good row, as the registry holds him. */
const wang = known(
  1,
  {
    name: '王小明',
    id_number: '379900198503071239',
    is_rural: true,
    cert_no: '20073799121000123',
    mobile: '13800001234',
    email: 'wang@example.com',
  },
  { id: '11' },
);
/** Another person with a document of her own. */
const li = row({
  name: '李红',
  id_number: '379901197911122463',
  gender: '女',
  birth_date: '1979-11-12',
  action: '新增',
});
const comparedWith = (snapshot: Snapshot, examined: TeacherFile) => compare(examined, snapshot, context());

describe('a file compared with the registry', () => {
  it('whose only row says what the registry holds is one row verified, without a finding', () => {
    const { issues, changes, counts } = comparedWith(snapshotOf([wang]), check([row()]));
    expect(issues).toEqual([]);
    expect(changes.map(({ kind, teacher_id }) => [kind, teacher_id])).toEqual([['verify', '11']]);
    expect(counts).toEqual({
      rows: 1,
      errors: 0,
      warnings: 0,
      notes: 0,
      added: 0,
      changed: 0,
      verified: 1,
      missing: 0,
      unanswered: 0,
      departed: 0,
      transferred: 0,
      risky: 0,
      conflicts: 0,
    });
  });

  it('counts every finding, the registry rules included, and every kind of change', () => {
    const examined = check([row({ status: '离职', action: '离职', title: '中一' }), li]);
    const { counts } = comparedWith(snapshotOf([wang, known(2)]), examined);
    expect(counts).toMatchObject({
      rows: 2,
      errors: 0,
      notes: 1,
      added: 1,
      departed: 1,
      missing: 1,
      unanswered: 1,
      verified: 0,
    });
  });

  it('tells what the registry knows at its cell, in the order of reading', () => {
    const atOther = { ...wang, unit_id: '999', unit_name: '乙县第一小学' };
    const examined = check([row({ title: '中一' })]);
    const { issues, changes } = comparedWith(snapshotOf([atOther]), examined);
    expect(issues.map(({ rule, column, row: at }) => `${rule} ${column}${at}`)).toEqual([
      'active-elsewhere C2',
      'alias-normalised O2',
    ]);
    expect(changes[0]).toMatchObject({ kind: 'transfer', other_unit: '乙县第一小学' });
  });

  it('changes nothing in a field that the file has no column for', () => {
    const fields = [
      'name',
      'id_type',
      'id_number',
      'gender',
      'school_name',
      'post_type',
      'stage',
      'subject',
    ] as const;
    const more = ['is_rural', 'education', 'title', 'mobile', 'status'] as const;
    const columns = [...fields, ...more];
    const sheet = {
      name: '教师',
      hidden: false,
      rows: [
        line(
          1,
          columns.map((field) => teacherSheet.columns[field].label.zh),
        ),
        line(
          2,
          columns.map((field) => goodRow[field]),
        ),
      ],
    };
    const { changes } = comparedWith(
      snapshotOf([wang]),
      teacherFile(examineWorkbook(workbookOf([sheet]), context())),
    );
    expect(changes.map(({ kind, cells }) => [kind, cells])).toEqual([['verify', {}]]);
  });

  it('is the same every time', () => {
    const examined = check([row(), li]);
    const snapshot = snapshotOf([wang, known(3)]);
    expect(comparedWith(snapshot, examined)).toEqual(comparedWith(snapshot, examined));
  });
});
