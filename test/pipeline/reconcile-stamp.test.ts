import { describe, expect, it } from 'vitest';
import { reconcile } from '../../pipeline/reconcile.ts';
import type { Change } from '../../schemas/change.ts';
import type { CheckedRow } from '../../schemas/examined.ts';
import type { TeacherRecord, TeacherRow } from '../../schemas/sheets/teacher.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { everyField, known, snapshotOf, stampOf, told } from './registry.ts';

const changesOf = (rows: readonly CheckedRow[], snapshot: Snapshot): Change[] =>
  reconcile(rows, snapshot, everyField);
const kinds = (changes: readonly Change[]): string[] =>
  changes.map(({ kind, teacher_id, row }) => `${kind} ${teacher_id ?? 'new'} ${row ?? '-'}`).sort();

/** A document that no teacher of the tests has. */
const otherNumber = identityNumberOf(77);
const otherPerson: Partial<TeacherRow> = { name: '李新', id_number: otherNumber, birth_date: '1990-01-01' };

describe('a stamped row whose document was changed', () => {
  it('is a change of the document of the same teacher, looked at second', () => {
    const row = told(1, { id_number: otherNumber }, { stamp: stampOf(1) });
    expect(changesOf([row], snapshotOf([known(1)]))).toEqual([
      expect.objectContaining({
        kind: 'change',
        risk: 2,
        teacher_id: '1',
        id_number: identityNumberOf(1),
        cells: { id_number: { old: identityNumberOf(1), new: otherNumber } },
      }),
    ]);
  });

  it('in its type alone is a change of the type', () => {
    const row = told(1, { id_type: '护照' }, { stamp: stampOf(1) });
    expect(changesOf([row], snapshotOf([known(1)]))[0]?.cells).toEqual({
      id_type: { old: '居民身份证', new: '护照' },
    });
  });

  it('along with the spelling of the name is still the same teacher while the birth date stays', () => {
    const row = told(1, { id_number: otherNumber, name: '张是一' }, { stamp: stampOf(1) });
    expect(kinds(changesOf([row], snapshotOf([known(1)])))).toEqual(['change 1 4']);
  });

  it('along with the birth date is still the same teacher while the name stays, dots and spaces aside', () => {
    const registry = snapshotOf([known(1, { name: '阿依·古丽' })]);
    const row = told(
      1,
      { name: '阿依 古丽', id_number: otherNumber, birth_date: '1990-01-01' },
      { stamp: stampOf(1) },
    );
    expect(kinds(changesOf([row], registry))).toEqual(['change 1 4']);
  });

  it('to that of a teacher whom the registry has is that teacher, and the stamped one is missing', () => {
    const row = told(2, {}, { row: 4, stamp: stampOf(1) });
    expect(kinds(changesOf([row], snapshotOf([known(1), known(2)])))).toEqual(['missing 1 -', 'verify 2 4']);
  });

  it('without a stamp is a new person, and the teacher is missing', () => {
    expect(kinds(changesOf([told(1, { id_number: otherNumber })], snapshotOf([known(1)])))).toEqual([
      'add new 4',
      'missing 1 -',
    ]);
  });

  it('with a stamp of a teacher nobody knows is a new person', () => {
    const row = told(1, { id_number: otherNumber }, { stamp: stampOf(999) });
    expect(kinds(changesOf([row], snapshotOf([])))).toEqual(['add new 4']);
  });
});

describe('a stamped row that was typed over with another person', () => {
  it('adds that person and asks after the teacher, instead of turning one into the other', () => {
    const row = told(1, otherPerson, { stamp: stampOf(1) });
    expect(kinds(changesOf([row], snapshotOf([known(1)])))).toEqual(['add new 4', 'missing 1 -']);
  });
});

describe('a stamp that was copied with its row', () => {
  it('belongs to the row with the document; the copy is a new person', () => {
    const rows = [
      told(1, { id_number: otherNumber }, { row: 4, stamp: stampOf(1) }),
      told(1, {}, { row: 5, stamp: stampOf(1) }),
    ];
    for (const order of [rows, rows.toReversed()]) {
      expect(kinds(changesOf(order, snapshotOf([known(1)])))).toEqual(['add new 4', 'verify 1 5']);
    }
  });

  it('and whose original was corrected too belongs to the row that still shows the person', () => {
    const rows = [
      told(1, { id_number: identityNumberOf(78) }, { row: 4, stamp: stampOf(1) }),
      told(1, otherPerson, { row: 5, stamp: stampOf(1) }),
    ];
    expect(kinds(changesOf(rows, snapshotOf([known(1)])))).toEqual(['add new 5', 'change 1 4']);
  });

  it('and that two rows claim with equal right belongs to neither, and the teacher is asked after', () => {
    const rows = [
      told(1, { id_number: otherNumber }, { row: 4, stamp: stampOf(1) }),
      told(1, { id_number: identityNumberOf(78) }, { row: 5, stamp: stampOf(1) }),
    ];
    expect(kinds(changesOf(rows, snapshotOf([known(1)])))).toEqual(['add new 4', 'add new 5', 'missing 1 -']);
  });

  it('is not claimed by a row that has the document of another teacher', () => {
    const rows = [
      told(2, { name: '张试1' }, { row: 4, stamp: stampOf(1) }),
      told(1, { id_number: otherNumber }, { row: 5, stamp: stampOf(1) }),
    ];
    expect(kinds(changesOf(rows, snapshotOf([known(1), known(2)])))).toEqual(['change 1 5', 'change 2 4']);
  });

  it('on a copy whose document can not be read says nothing about the copy', () => {
    const rows = [
      told(1, {}, { row: 4, stamp: stampOf(1) }),
      told(1, { id_number: null }, { row: 5, stamp: stampOf(1) }),
    ];
    expect(kinds(changesOf(rows, snapshotOf([known(1)])))).toEqual(['verify 1 4']);
  });
});

describe('columns that were sorted without the hidden one', () => {
  it('leave every row with the teacher of its document', () => {
    const rows = [told(1, {}, { stamp: stampOf(2) }), told(2, {}, { stamp: stampOf(1) })];
    expect(kinds(changesOf(rows, snapshotOf([known(1), known(2)])))).toEqual(['verify 1 4', 'verify 2 5']);
  });

  it('do not take a stamp of another teacher for the base of comparison', () => {
    const registry = snapshotOf(
      [known(1, { title: '高级' }, { version: 2 }), known(2)],
      [[stampOf(2), teacherRecord(2)]],
    );
    const change = changesOf([told(1, {}, { stamp: stampOf(2) }), told(2)], registry).find(
      ({ teacher_id }) => teacher_id === '1',
    );
    expect(change?.cells).toEqual({ title: { old: '高级', new: '一级' } });
  });
});

describe('the same person twice in a file', () => {
  it('is compared once, by the first row', () => {
    const rows = [told(1, { title: '高级' }, { row: 9 }), told(1, { title: '二级' }, { row: 5 })];
    const changes = changesOf(rows, snapshotOf([known(1)]));
    expect(kinds(changes)).toEqual(['change 1 5']);
    expect(changes[0]?.cells).toEqual({ title: { old: '一级', new: '二级' } });
  });

  it('is compared by the row that carries the stamp', () => {
    const rows = [told(1, { title: '高级' }, { row: 5 }), told(1, {}, { row: 9, stamp: stampOf(1) })];
    expect(kinds(changesOf(rows, snapshotOf([known(1)])))).toEqual(['verify 1 9']);
  });

  it('with its stamp twice is compared by the first row', () => {
    const rows = [9, 5].map((row) =>
      told(1, { title: row === 5 ? '二级' : '高级' }, { row, stamp: stampOf(1) }),
    );
    expect(kinds(changesOf(rows, snapshotOf([known(1)])))).toEqual(['change 1 5']);
  });

  it('with its stamp and the same corrected document is one change of the document', () => {
    const rows = [4, 5].map((row) => told(1, { id_number: otherNumber }, { row, stamp: stampOf(1) }));
    expect(kinds(changesOf(rows, snapshotOf([known(1)])))).toEqual(['change 1 4']);
  });

  it('is added once', () => {
    expect(kinds(changesOf([told(1, {}, { row: 5 }), told(1, {}, { row: 9 })], snapshotOf([])))).toEqual([
      'add new 5',
    ]);
  });
});

/** One cell, prefilled with `base`, in the registry now `theirs`, in the file `ours`. */
function titled(base: TeacherRecord['title'], theirs: TeacherRecord['title'], ours: TeacherRecord['title']) {
  const registry = snapshotOf(
    [known(1, { title: theirs }, { version: 2 })],
    [[stampOf(1), teacherRecord(1, { title: base })]],
  );
  const [change] = changesOf([told(1, { title: ours }, { stamp: stampOf(1) })], registry);
  return { kind: change?.kind, title: change?.cells.title, base_version: change?.base_version };
}

describe('a template that was made before the registry moved on', () => {
  it('keeps what the registry changed and the school did not touch', () => {
    expect(titled('一级', '高级', '一级')).toEqual({ kind: 'verify', title: undefined, base_version: 2 });
  });

  it('takes what the school changed and the registry did not', () => {
    expect(titled('一级', '一级', '高级')).toEqual({
      kind: 'change',
      title: { old: '一级', new: '高级' },
      base_version: 2,
    });
  });

  it('agrees when both made the same change', () => {
    expect(titled('一级', '高级', '高级')).toMatchObject({ kind: 'verify' });
  });

  it('leaves it to a person when both changed it differently', () => {
    expect(titled('一级', '高级', '二级')).toEqual({
      kind: 'conflict',
      title: { old: '高级', new: '二级', base: '一级' },
      base_version: 2,
    });
  });

  it('is a conflict of risk 1 even in a departure, with all its cells', () => {
    const registry = snapshotOf(
      [known(1, { title: '高级' }, { version: 2 })],
      [[stampOf(1), teacherRecord(1)]],
    );
    const [change] = changesOf([told(1, { title: '二级', status: '离职' }, { stamp: stampOf(1) })], registry);
    expect(change).toMatchObject({ kind: 'conflict', risk: 1 });
    expect(change?.cells.status).toEqual({ old: '在职', new: '离职' });
  });

  it('does not bring back whoever departed meanwhile', () => {
    const registry = snapshotOf(
      [known(1, { status: '离职' }, { version: 2 })],
      [[stampOf(1), teacherRecord(1)]],
    );
    expect(changesOf([told(1, {}, { stamp: stampOf(1) })], registry)).toEqual([
      expect.objectContaining({ kind: 'verify', cells: {} }),
    ]);
  });

  it('clears what the school cleared, and conflicts when the registry changed it meanwhile', () => {
    const base = teacherRecord(1, { email: 'a@example.com' });
    const cleared = told(1, { email: null }, { stamp: stampOf(1) });
    const same = snapshotOf([known(1, { email: 'a@example.com' }, { version: 2 })], [[stampOf(1), base]]);
    expect(changesOf([cleared], same)[0]).toMatchObject({
      kind: 'change',
      cells: { email: { old: 'a@example.com', new: null } },
    });
    const moved = snapshotOf([known(1, { email: 'b@example.com' }, { version: 2 })], [[stampOf(1), base]]);
    expect(changesOf([cleared], moved)[0]).toMatchObject({
      kind: 'conflict',
      cells: { email: { old: 'b@example.com', new: null, base: 'a@example.com' } },
    });
  });

  it('is compared with the registry alone when what it was prefilled with is not known', () => {
    const registry = snapshotOf([known(1, { title: '高级' }, { version: 2 })]);
    expect(changesOf([told(1, {}, { stamp: stampOf(1) })], registry)[0]).toMatchObject({
      kind: 'change',
      cells: { title: { old: '高级', new: '一级' } },
    });
  });

  it('recognises a teacher by the name he had then', () => {
    const registry = snapshotOf(
      [known(1, { name: '王改名', birth_date: '1985-03-08' }, { version: 2 })],
      [[stampOf(1), teacherRecord(1)]],
    );
    const row = told(1, { id_number: otherNumber, birth_date: '1986-01-01' }, { stamp: stampOf(1) });
    expect(changesOf([row], registry)[0]).toMatchObject({ kind: 'conflict', teacher_id: '1' });
  });
});
