/** Laws of reconciliation, over made-up registries that moved on since the school got its template. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../pipeline/reconcile.ts';
import { type Change, patched } from '../../schemas/change.ts';
import type { CheckedRow } from '../../schemas/examined.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { identityKey, type KnownTeacher, type Snapshot } from '../../schemas/snapshot.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { elsewhere, everyField, here, known, snapshotOf, stampOf, told } from './registry.ts';

/** What may differ between a template, the registry and a file; few values, so that they meet often. */
const edits = fc.record(
  {
    title: fc.constantFrom('一级', '高级', '二级'),
    email: fc.constantFrom(null, 'a@example.com', 'b@example.com'),
    work_start: fc.constantFrom(null, '2007-08', '2008-09'),
    is_rural: fc.boolean(),
    status: fc.constantFrom('在职', '在职', '离职', '退休'),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<Partial<TeacherRecord>>;

/** One person: what the registry held when the template was made, holds now, and what the file says. */
const person = fc.record({
  registered: fc.constantFrom('no', 'here', 'here', 'here', 'elsewhere'),
  before: edits,
  /** Null while nobody touched the record since. */
  since: fc.option(edits),
  moved: fc.nat(9).map((n) => n === 0),
  /** Null when the file does not name the person. */
  file: fc.option(edits, { freq: 4 }),
  stamped: fc.boolean(),
  newDocument: fc.nat(4).map((n) => n === 0),
});
const world = fc.array(person, { maxLength: 9 }).map((people) => {
  const teachers: KnownTeacher[] = [];
  const bases: (readonly [ReturnType<typeof stampOf>, TeacherRecord])[] = [];
  const rows: CheckedRow[] = [];
  for (const [index, one] of people.entries()) {
    const n = index + 1;
    const before = teacherRecord(n, one.before);
    const wasHere = one.registered === 'here' && before.status === '在职';
    if (one.registered !== 'no') {
      const unit_id = one.registered === 'elsewhere' || one.moved ? elsewhere : here;
      const version = one.since === null ? 1 : 2;
      teachers.push(known(n, { ...one.before, ...one.since }, { version, unit_id }));
      if (version === 2) bases.push([stampOf(n), before]);
    }
    if (one.file === null) continue;
    const stamp = wasHere && one.stamped ? stampOf(n) : null;
    const id_number = one.newDocument ? identityNumberOf(500 + n) : identityNumberOf(n);
    // Whoever is stamped edits what the template said; the others type everything themselves.
    rows.push(told(n, { ...(stamp === null ? {} : before), ...one.file, id_number }, { stamp }));
  }
  return { rows, snapshot: snapshotOf(teachers, bases) };
});

const reconciled = ({ rows, snapshot }: { rows: readonly CheckedRow[]; snapshot: Snapshot }): Change[] =>
  reconcile(rows, snapshot, everyField);

const blank = Object.fromEntries(recordFields.map((field) => [field, null])) as TeacherRecord;
const applied = new Set<Change['kind']>(['add', 'change', 'depart', 'conflict', 'verify']);

/** The registry after every change that a reviewer may decide was approved; what is replaced becomes a base. */
function approved(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const teachers = new Map(snapshot.teachers.map((teacher) => [teacher.id, teacher]));
  const bases = new Map(snapshot.bases);
  for (const change of changes.filter(({ kind }) => applied.has(kind))) {
    const teacher = change.teacher_id === null ? undefined : teachers.get(change.teacher_id);
    if (teacher === undefined) {
      const id = String(9000 + (change.row ?? 0));
      teachers.set(id, { ...known(0, {}, { id }), record: patched(blank, change.cells) });
    } else if (change.kind !== 'verify') {
      bases.set(`${teacher.id}@${teacher.version}`, teacher.record);
      const record = patched(teacher.record, change.cells);
      teachers.set(teacher.id, { ...teacher, version: teacher.version + 1, record });
    }
  }
  return { ...snapshot, teachers: [...teachers.values()], bases };
}

const byRow = (rows: readonly CheckedRow[]) => new Map(rows.map((row) => [row.row, row]));
const recordOf = ({ values }: CheckedRow): TeacherRecord =>
  Object.fromEntries(recordFields.map((field) => [field, values[field]])) as TeacherRecord;
const isCurrent = ({ stamp }: CheckedRow, { bases }: Snapshot): boolean =>
  stamp === null || !bases.has(`${stamp.teacher_id}@${stamp.version}`);

describe('reconciling', () => {
  it('gives changes that turn the registry into what the file says', () => {
    fc.assert(
      fc.property(world, ({ rows, snapshot }) => {
        const changes = reconciled({ rows, snapshot });
        const { teachers } = approved(snapshot, changes);
        const records = new Map(teachers.map((teacher) => [teacher.id, teacher.record]));
        const found = byRow(rows);
        for (const { kind, teacher_id, row } of changes) {
          const from = found.get(row ?? 0);
          if (from === undefined || !applied.has(kind) || !isCurrent(from, snapshot)) continue;
          expect(records.get(teacher_id ?? String(9000 + from.row))).toEqual(recordOf(from));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('again, after its changes were applied, finds everything verified and asks the same questions', () => {
    fc.assert(
      fc.property(world, ({ rows, snapshot }) => {
        const first = reconciled({ rows, snapshot });
        const second = reconciled({ rows, snapshot: approved(snapshot, first) });
        const questions = (changes: readonly Change[]) =>
          changes.filter(({ kind }) => kind === 'missing' || kind === 'transfer');
        expect(questions(second)).toEqual(questions(first));
        const rest = second.filter(({ kind }) => kind !== 'missing' && kind !== 'transfer');
        expect(rest.map(({ kind, cells }) => ({ kind, cells }))).toEqual(
          rest.map(() => ({ kind: 'verify', cells: {} })),
        );
        expect(rest).toHaveLength(first.length - questions(first).length);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order of rows or of teachers', () => {
    const shuffled = world.chain(({ rows, snapshot }) =>
      fc.tuple(
        fc.constant({ rows, snapshot }),
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.shuffledSubarray([...snapshot.teachers], { minLength: snapshot.teachers.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([given, rows, teachers]) => {
        expect(reconciled({ rows, snapshot: { ...given.snapshot, teachers } })).toEqual(reconciled(given));
      }),
    );
  });

  it('names every person of the file and every teacher in service here exactly once', () => {
    fc.assert(
      fc.property(world, ({ rows, snapshot }) => {
        const changes = reconciled({ rows, snapshot });
        const ids = changes.flatMap(({ teacher_id }) => teacher_id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        const inService = snapshot.teachers.filter(
          ({ unit_id, record }) => unit_id === here && record.status === '在职',
        );
        for (const { id } of inService) expect(ids).toContain(id);
        const concluded = changes.flatMap(({ row }) => row ?? []);
        expect(new Set(concluded).size).toBe(concluded.length);
        const isHere = new Set(
          snapshot.teachers
            .filter(({ unit_id }) => unit_id === here)
            .map(({ record }) => identityKey(record)),
        );
        // Whoever departs without being here has an error instead; a new document may hide that he is.
        const silent = rows.filter(({ row }) => !concluded.includes(row));
        for (const { values } of silent) {
          expect(['离职', '退休']).toContain(values.status);
          expect(isHere.has(identityKey(values))).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never proposes to overwrite what another unit holds', () => {
    fc.assert(
      fc.property(world, ({ rows, snapshot }) => {
        const others = new Set(
          snapshot.teachers.filter(({ unit_id }) => unit_id !== here).map(({ id }) => id),
        );
        const touching = reconciled({ rows, snapshot }).filter(({ teacher_id }) =>
          others.has(teacher_id ?? ''),
        );
        expect(
          touching.every(({ kind, other_unit }) => kind === 'transfer' && other_unit !== undefined),
        ).toBe(true);
      }),
    );
  });

  it('shows in a cell only what differs, with the registry on the old side', () => {
    fc.assert(
      fc.property(world, ({ rows, snapshot }) => {
        const records = new Map(snapshot.teachers.map(({ id, record }) => [id, record]));
        for (const { teacher_id, cells } of reconciled({ rows, snapshot })) {
          const record = teacher_id === null ? blank : records.get(teacher_id);
          for (const [field, cell] of Object.entries(cells)) {
            expect(cell.old).toBe(record?.[field as RecordField]);
            expect(cell.new).not.toBe(cell.old);
          }
        }
      }),
    );
  });

  it('touches no field that the file has no column for', () => {
    fc.assert(
      fc.property(world, fc.subarray([...recordFields]), ({ rows, snapshot }, fields) => {
        const present = new Set(fields);
        for (const { kind, cells } of reconcile(rows, snapshot, present)) {
          if (kind === 'add') continue;
          for (const field of Object.keys(cells)) expect(present.has(field as RecordField)).toBe(true);
        }
      }),
    );
  });

  it('comes most urgent first', () => {
    fc.assert(
      fc.property(world, (given) => {
        const risks = reconciled(given).map(({ risk }) => risk);
        expect(risks).toEqual(risks.toSorted((a, b) => a - b));
      }),
    );
  });
});

/** One teacher of this unit whose template, registry and file say these. */
const merged = (
  base: Partial<TeacherRecord>,
  registry: Partial<TeacherRecord>,
  file: Partial<TeacherRecord>,
) => {
  const snapshot = snapshotOf([known(1, registry, { version: 2 })], [[stampOf(1), teacherRecord(1, base)]]);
  const [change] = reconciled({ rows: [told(1, file, { stamp: stampOf(1) })], snapshot });
  return { kind: change?.kind, record: patched(teacherRecord(1, registry), change?.cells ?? {}) };
};
const { status: _left, ...edited } = { ...teacherRecord(1) };
const inService = edits.map((edit) => ({ ...edited, ...edit, status: '在职' as const }));

describe('a template from before the registry moved on', () => {
  it('that nobody edited changes nothing, whatever happened meanwhile', () => {
    const meanwhile = fc.record({
      before: edits,
      since: edits,
      moved: fc.boolean(),
      renamed: fc.boolean(),
      newDocument: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(meanwhile, { maxLength: 8 }), (people) => {
        const teachers: KnownTeacher[] = [];
        const bases: (readonly [ReturnType<typeof stampOf>, TeacherRecord])[] = [];
        const rows: CheckedRow[] = [];
        for (const [index, { before, since, moved, renamed, newDocument }] of people.entries()) {
          const n = index + 1;
          const then = teacherRecord(n, { ...before, status: '在职' });
          const now = {
            ...then,
            ...since,
            ...(renamed ? { name: '王改名' } : {}),
            ...(newDocument ? { id_number: identityNumberOf(700 + n) } : {}),
          };
          teachers.push(known(n, now, { version: 2, unit_id: moved ? elsewhere : here }));
          bases.push([stampOf(n), then]);
          rows.push(told(n, then, { stamp: stampOf(n) }));
        }
        const changes = reconciled({ rows, snapshot: snapshotOf(teachers, bases) });
        expect(changes.map(({ cells }) => cells)).toEqual(people.map(() => ({})));
        for (const { kind } of changes) expect(['verify', 'transfer']).toContain(kind);
      }),
    );
  });

  it('merges the same whichever side came first, unless they conflict', () => {
    fc.assert(
      fc.property(inService, inService, inService, (base, one, other) => {
        const first = merged(base, one, other);
        const second = merged(base, other, one);
        expect(first.kind === 'conflict').toBe(second.kind === 'conflict');
        if (first.kind !== 'conflict') expect(first.record).toEqual(second.record);
      }),
    );
  });

  it('conflicts exactly where both sides left the base for different values', () => {
    fc.assert(
      fc.property(inService, inService, inService, (base, registry, file) => {
        const both = recordFields.filter(
          (field) =>
            registry[field] !== base[field] && file[field] !== base[field] && registry[field] !== file[field],
        );
        expect(merged(base, registry, file).kind === 'conflict').toBe(both.length > 0);
      }),
    );
  });

  it('loses neither the edits of the school nor those of the registry when nothing conflicts', () => {
    fc.assert(
      fc.property(inService, inService, inService, (base, registry, file) => {
        const { kind, record } = merged(base, registry, file);
        if (kind === 'conflict') return;
        for (const field of recordFields) {
          if (file[field] !== base[field]) expect(record[field]).toBe(file[field]);
          if (registry[field] !== base[field]) expect(record[field]).toBe(registry[field]);
        }
      }),
    );
  });
});
