import { describe, expect, it } from 'vitest';
import { reconcile } from '../../pipeline/reconcile.ts';
import type { Change } from '../../schemas/change.ts';
import type { CheckedRow } from '../../schemas/examined.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { elsewhere, everyField, known, snapshotOf, stampOf, told, without } from './registry.ts';

const changesOf = (rows: readonly CheckedRow[], snapshot: Snapshot, present = everyField): Change[] =>
  reconcile(rows, snapshot, present);
const only = (changes: readonly Change[]): Change | undefined =>
  changes.length === 1 ? changes[0] : undefined;
const kinds = (changes: readonly Change[]): string[] => changes.map(({ kind, name }) => `${kind} ${name}`);

describe('a row about a teacher in service here', () => {
  it('without a difference is verified, with the version it was compared with', () => {
    const changes = changesOf([told(1)], snapshotOf([known(1, {}, { version: 5 })]));
    expect(changes).toEqual([
      {
        kind: 'verify',
        risk: 7,
        name: '张试1',
        id_number: identityNumberOf(1),
        id_type: '居民身份证',
        teacher_id: '1',
        base_version: 5,
        sheet: '教师信息采集表',
        row: 4,
        cells: {},
      },
    ]);
  });

  it('with other values is changed cell by cell, and keeps what it does not touch', () => {
    const changes = changesOf([told(1, { title: '高级', mobile: '15400009999' })], snapshotOf([known(1)]));
    expect(only(changes)).toMatchObject({ kind: 'change', teacher_id: '1' });
    expect(only(changes)?.cells).toEqual({
      title: { old: '一级', new: '高级' },
      mobile: { old: '15400000001', new: '15400009999' },
    });
  });

  it('under another document comes before a changed name, which is as risky', () => {
    const changes = changesOf(
      [told(1, { name: '张式1' }), told(2, { id_number: identityNumberOf(77) }, { stamp: stampOf(2) })],
      snapshotOf([known(1), known(2)]),
    );
    expect(changes.map(({ kind, risk, cells }) => [kind, risk, Object.keys(cells)])).toEqual([
      ['change', 2, ['id_number']],
      ['change', 2, ['name']],
    ]);
  });

  it('that says no where the registry says yes is a change, not a blank', () => {
    const changes = changesOf([told(1, { is_rural: false })], snapshotOf([known(1, { is_rural: true })]));
    expect(only(changes)?.cells).toEqual({ is_rural: { old: true, new: false } });
  });

  it('cannot change school code, school name or action in the registry', () => {
    const changes = changesOf(
      [told(1, { school_name: '别的学校', school_code: null, action: '修正' })],
      snapshotOf([known(1)]),
    );
    expect(only(changes)?.kind).toBe('verify');
  });

  it.each([
    [{ status: '离职' }, '离职'],
    [{ status: '退休' }, '退休'],
    [{ action: '离职', status: '离职' }, '离职'],
    [{ action: '离职', status: '在职' }, '离职'],
    [{ action: '离职', status: null }, '离职'],
  ] as const)('and %j departs', (values, status) => {
    const changes = changesOf([told(1, values)], snapshotOf([known(1)]));
    expect(only(changes)).toMatchObject({ kind: 'depart', risk: 3, teacher_id: '1' });
    expect(only(changes)?.cells).toEqual({ status: { old: '在职', new: status } });
  });

  it('whose action departs does not without a column for the status: there would be nothing to apply', () => {
    const changes = changesOf([told(1, { action: '离职' })], snapshotOf([known(1)]), without('status'));
    expect(only(changes)?.kind).toBe('verify');
  });

  it('that departs with corrections carries them along', () => {
    const changes = changesOf([told(1, { status: '退休', title: '高级' })], snapshotOf([known(1)]));
    expect(only(changes)?.cells).toEqual({
      title: { old: '一级', new: '高级' },
      status: { old: '在职', new: '退休' },
    });
  });
});

describe('a blank cell', () => {
  it('of a column that the file has clears the value, and says so', () => {
    const changes = changesOf([told(1, { email: null })], snapshotOf([known(1, { email: 'a@example.com' })]));
    expect(only(changes)).toMatchObject({
      kind: 'change',
      cells: { email: { old: 'a@example.com', new: null } },
    });
  });

  it('of a column that the file lacks loses nothing', () => {
    const registry = snapshotOf([known(1, { email: 'a@example.com', ethnicity: '回族' })]);
    const changes = changesOf(
      [told(1, { email: null, ethnicity: null })],
      registry,
      without('email', 'ethnicity'),
    );
    expect(only(changes)?.kind).toBe('verify');
  });

  it('where a value must stand is an error of the file and clears nothing', () => {
    const blank = {
      name: null,
      gender: null,
      is_rural: null,
      title: null,
      mobile: null,
      status: null,
    } as const;
    expect(only(changesOf([told(1, blank)], snapshotOf([known(1)])))?.kind).toBe('verify');
  });

  it('of a new person is no statement', () => {
    const change = only(changesOf([told(1, { email: null, ethnicity: null })], snapshotOf([])));
    expect(change?.cells).not.toHaveProperty('email');
    expect(change?.cells).not.toHaveProperty('ethnicity');
  });
});

describe('a person the registry has not seen', () => {
  it('is added with every cell that has a value', () => {
    const change = only(changesOf([told(1, { cert_no: null, cert_type: null })], snapshotOf([])));
    expect(change).toMatchObject({ kind: 'add', risk: 5, teacher_id: null, base_version: null, row: 4 });
    expect(change?.cells).toEqual({
      name: { old: null, new: '张试1' },
      id_type: { old: null, new: '居民身份证' },
      id_number: { old: null, new: identityNumberOf(1) },
      gender: { old: null, new: '男' },
      birth_date: { old: null, new: '1985-03-07' },
      ethnicity: { old: null, new: '汉族' },
      post_type: { old: null, new: '专任教师' },
      stage: { old: null, new: '小学' },
      subject: { old: null, new: '语文' },
      is_rural: { old: null, new: false },
      work_start: { old: null, new: '2007-08' },
      education: { old: null, new: '本科' },
      title: { old: null, new: '一级' },
      mobile: { old: null, new: '15400000001' },
      status: { old: null, new: '在职' },
    });
  });

  it('and departs changes nothing: the file has an error for it', () => {
    expect(changesOf([told(1, { status: '离职' })], snapshotOf([]))).toEqual([]);
  });

  it('and whose document can not be read changes nothing: the file has an error for it', () => {
    expect(changesOf([told(1, { id_number: null })], snapshotOf([]))).toEqual([]);
    expect(changesOf([told(1, { id_type: null })], snapshotOf([]))).toEqual([]);
  });
});

describe('a teacher in service here whom the file does not name', () => {
  it('is missing, never deleted', () => {
    const changes = changesOf([told(1)], snapshotOf([known(1), known(2, {}, { version: 4 })]));
    expect(changes[0]).toEqual({
      kind: 'missing',
      risk: 3,
      name: '张试2',
      id_number: identityNumberOf(2),
      id_type: '居民身份证',
      teacher_id: '2',
      base_version: 4,
      sheet: null,
      row: null,
      cells: {},
    });
  });

  it('is not missing when departed already, or in service elsewhere', () => {
    const registry = [known(2, { status: '离职' }), known(3, {}, { unit_id: elsewhere })];
    expect(kinds(changesOf([told(1)], snapshotOf([known(1), ...registry])))).toEqual(['verify 张试1']);
  });

  it('is not missing when only the document of the row can not be read but the row is stamped', () => {
    const row = told(1, { id_number: null }, { stamp: stampOf(1) });
    expect(kinds(changesOf([row], snapshotOf([known(1)])))).toEqual(['verify 张试1']);
  });
});

describe('a person whom another unit holds', () => {
  it('in service is a transfer with the differences, never an overwrite', () => {
    const registry = snapshotOf([known(1, { stage: '初中' }, { unit_id: elsewhere })]);
    expect(only(changesOf([told(1)], registry))).toMatchObject({
      kind: 'transfer',
      risk: 3,
      teacher_id: '1',
      other_unit: '乙县第一小学',
      cells: { stage: { old: '初中', new: '小学' } },
    });
  });

  it('in the departed pool is a transfer too', () => {
    const registry = snapshotOf([known(1, { status: '离职' }, { unit_id: elsewhere })]);
    expect(only(changesOf([told(1)], registry))).toMatchObject({
      kind: 'transfer',
      other_unit: '乙县第一小学',
      cells: { status: { old: '离职', new: '在职' } },
    });
  });

  it('can not depart from here', () => {
    const registry = snapshotOf([known(1, {}, { unit_id: elsewhere })]);
    expect(changesOf([told(1, { status: '离职' })], registry)).toEqual([]);
  });

  it('since the template was made stays a transfer even where both sides changed a cell', () => {
    const registry = snapshotOf(
      [known(1, { title: '高级' }, { unit_id: elsewhere, version: 2 })],
      [[stampOf(1), teacherRecord(1)]],
    );
    const change = only(changesOf([told(1, { title: '二级' }, { stamp: stampOf(1) })], registry));
    expect(change?.kind).toBe('transfer');
  });
});

describe('a person who departed from this very unit', () => {
  it('and stands in the file as in service is a change of status', () => {
    const change = only(changesOf([told(1)], snapshotOf([known(1, { status: '离职' })])));
    expect(change).toMatchObject({
      kind: 'change',
      risk: 3,
      cells: { status: { old: '离职', new: '在职' } },
    });
  });

  it('and departs again is verified', () => {
    const change = only(changesOf([told(1, { status: '离职' })], snapshotOf([known(1, { status: '离职' })])));
    expect(change?.kind).toBe('verify');
  });

  it('and is retired by now is a change', () => {
    const change = only(changesOf([told(1, { status: '退休' })], snapshotOf([known(1, { status: '离职' })])));
    expect(change).toMatchObject({ kind: 'change', cells: { status: { old: '离职', new: '退休' } } });
  });

  it('is spoken for by the record in service elsewhere when there is one', () => {
    const registry = [known(1, { status: '离职' }), known(1, {}, { id: '900', unit_id: elsewhere })];
    for (const teachers of [registry, registry.toReversed()]) {
      expect(only(changesOf([told(1)], snapshotOf(teachers)))).toMatchObject({
        kind: 'transfer',
        teacher_id: '900',
      });
    }
  });

  it('is spoken for by the latest record among several departures', () => {
    const registry = ['9', '100', '20'].map((id) => known(1, { status: '离职' }, { id }));
    expect(only(changesOf([told(1)], snapshotOf(registry)))?.teacher_id).toBe('100');
  });
});

describe('the risk of a change', () => {
  it.each([
    ['name', { name: '张是一' }, 2],
    ['birth date', { birth_date: '1985-03-08' }, 2],
    ['title', { title: '高级' }, 4],
    ['certificate number', { cert_no: '20073799121999999' }, 4],
    ['phone', { mobile: '15411111111' }, 6],
    ['subject', { subject: '数学' }, 4],
    ['phone and title', { mobile: '15411111111', title: '高级' }, 4],
  ] as const)('in the %s is that of the most urgent cell', (_what, values, risk) => {
    expect(only(changesOf([told(1, values)], snapshotOf([known(1)])))?.risk).toBe(risk);
  });

  it('of a departure with another name is that of the name', () => {
    const change = only(changesOf([told(1, { name: '张是一', status: '离职' })], snapshotOf([known(1)])));
    expect(change).toMatchObject({ kind: 'depart', risk: 2 });
  });

  it('of an addition is its own though it brings a document', () => {
    expect(only(changesOf([told(1)], snapshotOf([])))?.risk).toBe(5);
  });
});

describe('the order of changes', () => {
  it('is by risk, then by row, whoever is missing after those of the file', () => {
    const rows = [
      told(1),
      told(2, { mobile: '15411111111' }),
      told(3, { title: '高级' }),
      told(4, { status: '离职' }),
      told(5),
    ];
    const registry = [7, 6, 4, 3, 2, 1].map((n) => known(n));
    expect(kinds(changesOf(rows.toReversed(), snapshotOf(registry)))).toEqual([
      'depart 张试4',
      'missing 张试6',
      'missing 张试7',
      'change 张试3',
      'add 张试5',
      'change 张试2',
      'verify 张试1',
    ]);
  });
});
