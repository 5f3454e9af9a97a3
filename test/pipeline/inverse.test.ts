/** Undoing an applied set: what comes back, what is left alone, and the laws that hold whatever came later. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOfInverse, inverseOf } from '../../pipeline/inverse.ts';
import { type CellChanges, patched } from '../../schemas/change.ts';
import type { AppliedSet, LaterVersion, WrittenVersion } from '../../schemas/revert.ts';
import type { RecordField, TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { identityKey } from '../../schemas/snapshot.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';

type Patch = Partial<TeacherRecord>;

/** The n-th teacher, whom the set changed, and what was written on top of it since. */
function written(
  n: number,
  set: { before: Patch | null; wrote: Patch },
  since: readonly (Patch & { receipt?: string })[] = [],
): WrittenVersion {
  const before = set.before === null ? null : teacherRecord(n, set.before);
  const after = { ...(before ?? teacherRecord(n)), ...set.wrote };
  const patches = since.map(({ receipt: _, ...patch }) => patch);
  const record: TeacherRecord = Object.assign({}, after, ...patches);
  const later = since.map(
    ({ receipt, ...patch }): LaterVersion => ({
      fields: Object.keys(patch) as RecordField[],
      receipt: receipt ?? null,
    }),
  );
  return {
    ...{ teacher_id: String(n), fields: Object.keys(set.wrote) as RecordField[], before, after },
    now: { id: String(n), version: 2 + since.length, unit_id: '7', unit_name: '甲县实验小学', record },
    later: later.toReversed(),
  };
}

const setOf = (...versions: WrittenVersion[]): AppliedSet => ({ written: versions, holders: new Map() });

describe('the undo of a set', () => {
  it('brings a changed cell back, at the present version of the teacher', () => {
    const { changes, refused } = inverseOf(setOf(written(1, { before: {}, wrote: { title: '高级' } })));
    expect(refused).toEqual([]);
    expect(changes).toEqual([
      {
        ...{ kind: 'change', risk: 4, name: '张试1', id_number: identityNumberOf(1), id_type: '居民身份证' },
        ...{ teacher_id: '1', base_version: 2, sheet: null, row: null },
        cells: { title: { old: '高级', new: '一级' } },
      },
    ]);
  });

  it('leaves a cell alone that was changed again, and says what stands there since which receipt', () => {
    const { changes, refused } = inverseOf(
      setOf(
        written(1, { before: {}, wrote: { title: '高级', email: 'a@example.com' } }, [
          { title: '正高级', receipt: '20261126-000007' },
        ]),
      ),
    );
    expect(changes.map(({ cells }) => cells)).toEqual([{ email: { old: 'a@example.com', new: null } }]);
    expect(refused).toEqual([
      {
        ...{ teacher_id: '1', name: '张试1', id_number: identityNumberOf(1), field: 'title' },
        ...{ written: '高级', now: '正高级', since: '20261126-000007', why: 'changed-later' },
      },
    ]);
  });

  it('leaves a cell alone that later changes took away and brought back', () => {
    const version = written(1, { before: {}, wrote: { title: '高级' } }, [
      { title: '二级' },
      { title: '高级' },
    ]);
    const { changes, refused } = inverseOf(setOf(version));
    expect(changes).toEqual([]);
    expect(refused.map(({ field, why }) => [field, why])).toEqual([['title', 'changed-later']]);
  });

  it('takes somebody back into service whom the set let depart', () => {
    const { changes } = inverseOf(setOf(written(1, { before: {}, wrote: { status: '离职' } })));
    expect(changes).toMatchObject([
      { kind: 'change', risk: 3, cells: { status: { old: '离职', new: '在职' } } },
    ]);
  });

  it('lets a person depart whom the set added, and does not touch one who was changed since', () => {
    const { changes, refused } = inverseOf(
      setOf(
        written(1, { before: null, wrote: {} }),
        written(2, { before: null, wrote: {} }, [{ mobile: '15499990002', receipt: '20261126-000008' }]),
        written(3, { before: null, wrote: { status: '退休' } }),
      ),
    );
    expect(changes).toMatchObject([
      { kind: 'depart', teacher_id: '1', cells: { status: { old: '在职', new: '离职' } } },
    ]);
    expect(refused).toMatchObject([
      { teacher_id: '2', field: 'status', now: '在职', why: 'added-and-changed', since: '20261126-000008' },
      { teacher_id: '3', field: 'status', now: '退休', why: 'not-in-service' },
    ]);
  });

  it('does not touch a teacher whom the unit has no longer, and tells nothing of them', () => {
    const gone = { ...written(1, { before: {}, wrote: { title: '高级' } }, [{ title: '二级' }]), now: null };
    const { changes, refused } = inverseOf(setOf(gone));
    expect(changes).toEqual([]);
    expect(refused).toMatchObject([{ field: 'title', now: null, since: null, why: 'at-another-unit' }]);
  });

  it('takes nobody back under a document under which somebody else is in service by now', () => {
    const version = written(1, { before: {}, wrote: { status: '离职', title: '高级' } });
    const holders = new Map([[identityKey(teacherRecord(1)), '99']]);
    const { changes, refused } = inverseOf({ written: [version], holders });
    expect(changes.map(({ cells }) => cells)).toEqual([{ title: { old: '高级', new: '一级' } }]);
    expect(refused).toMatchObject([{ field: 'status', why: 'document-in-use' }]);
    const own = new Map([[identityKey(teacherRecord(1)), '1']]);
    expect(inverseOf({ written: [version], holders: own }).refused).toEqual([]);
  });

  it('puts what needs a look first, and counts by kind', () => {
    const inverse = inverseOf(
      setOf(
        written(1, { before: {}, wrote: { mobile: '15499990001' } }),
        written(2, { before: {}, wrote: { name: '张试二' } }),
        written(3, { before: null, wrote: {} }),
      ),
    );
    expect(inverse.changes.map(({ teacher_id, risk }) => [teacher_id, risk])).toEqual([
      ['2', 2],
      ['3', 3],
      ['1', 6],
    ]);
    expect(countsOfInverse(inverse)).toMatchObject({ rows: 0, errors: 0, changed: 2, departed: 1, risky: 2 });
  });
});

/** Few fields and few values, so that later changes meet the set's often. */
const patch = fc.record(
  {
    title: fc.constantFrom('一级', '高级', '二级'),
    email: fc.constantFrom(null, 'a@example.com', 'b@example.com'),
    is_rural: fc.boolean(),
    status: fc.constantFrom('在职', '离职', '退休'),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<Patch>;
const person = fc.record({
  before: fc.option(patch, { freq: 4 }),
  wrote: patch,
  since: fc.array(patch, { maxLength: 3 }),
});

const afterwards = (version: WrittenVersion, cells: CellChanges | undefined): TeacherRecord => {
  if (version.now === null) throw new Error('nobody has gone');
  return patched(version.now.record, cells ?? {});
};
const undone = (versions: readonly WrittenVersion[]) => {
  const inverse = inverseOf(setOf(...versions));
  const cells = new Map(inverse.changes.map((change) => [change.teacher_id, change.cells]));
  return {
    ...inverse,
    recordOf: (version: WrittenVersion) => afterwards(version, cells.get(version.teacher_id)),
  };
};

describe('a set and then its undo', () => {
  it('is as if nothing had been applied, where nothing came later', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ before: patch, wrote: patch }), { maxLength: 8 }), (people) => {
        const versions = people.map((one, index) => written(index + 1, one));
        const { refused, recordOf } = undone(versions);
        expect(refused).toEqual([]);
        for (const version of versions) expect(recordOf(version)).toEqual(version.before);
      }),
    );
  });

  it('touches no cell of a later change, and brings back every other that the set wrote', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), (people) => {
        const versions = people.map(({ since, ...set }, index) => written(index + 1, set, since));
        const { recordOf, refused } = undone(versions);
        for (const [index, version] of versions.entries()) {
          const now = version.now?.record ?? version.after;
          const record = recordOf(version);
          const left = new Set(
            refused.flatMap(({ teacher_id, field }) => (teacher_id === version.teacher_id ? [field] : [])),
          );
          const touched = new Set((people[index]?.since ?? []).flatMap((one) => Object.keys(one)));
          for (const field of touched as Set<RecordField>) expect(record[field]).toBe(now[field]);
          if (version.before === null) {
            const departs = version.later.length === 0 && now.status === '在职';
            expect(record).toEqual(departs ? { ...now, status: '离职' } : now);
            continue;
          }
          for (const field of Object.keys(record) as RecordField[]) {
            if (!touched.has(field)) expect(record[field]).toBe(version.before[field]);
            else expect(left.has(field)).toBe(version.before[field] !== version.after[field]);
          }
        }
      }),
    );
  });
});
