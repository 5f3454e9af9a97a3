/** From a saved check to the registry: review, apply, staleness, and what two hands at once can do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChangeSet } from '../../database/applications.ts';
import { changesOf } from '../../database/change-sets.ts';
import { saveCheck } from '../../database/checks.ts';
import { connect, type Database } from '../../database/connect.ts';
import { approveChangeSet, decide, returnChangeSet } from '../../database/decisions.ts';
import { eventsOf } from '../../database/events.ts';
import { facetsOf } from '../../database/facets.ts';
import { historyOf } from '../../database/histories.ts';
import { issuesOf } from '../../database/issues.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { snapshotFor } from '../../database/snapshots.ts';
import { teacherById, teachersInService } from '../../database/teachers.ts';
import { receiveUpload, submitUpload, uploadById, withdrawUpload } from '../../database/uploads.ts';
import { reconcile } from '../../pipeline/reconcile.ts';
import type { Change } from '../../schemas/change.ts';
import { type RecordField, recordFields, type TeacherRow } from '../../schemas/sheets/teacher.ts';
import { freshDatabase } from '../setup/database.ts';
import { teacherRow } from '../setup/people.ts';
import { type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { submit } from '../setup/working.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let registry: SeededRegistry;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: 'the secret of the review test, long enough' });
  registry = await seedRegistry(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let files = 0;
/** Receives a file of the school and saves the check of these rows, as the worker does. */
async function checked(rows: readonly TeacherRow[], errors = 0): Promise<string> {
  const { school } = registry;
  const { upload } = await inScope(db, school.unit.path, (tx) =>
    receiveUpload(tx, school.actor, {
      unit: school.unit,
      template: 'teacher',
      file_name: '教师.xlsx',
      bytes: Buffer.from(`file ${++files}`),
    }),
  );
  await recheck(upload.id, rows, errors);
  return upload.id;
}

async function recheck(uploadId: string, rows: readonly TeacherRow[], errors = 0): Promise<void> {
  const { school } = registry;
  const checkedRows = rows.map((values, i) => ({ sheet: '教师', row: i + 4, values, stamp: null }));
  const snapshot = await asSystem(db, (tx) => snapshotFor(tx, school.unit.id, rows, []));
  const changes = reconcile(checkedRows, snapshot, new Set<RecordField>(recordFields));
  await saveCheck(db, uploadId, {
    examined: {
      template: 'teacher',
      format: 'xlsx',
      rows: checkedRows,
    },
    issues: Array.from({ length: errors }, (_, i) => ({
      ...{ rule: 'identity-checksum', severity: 'error' as const, sheet: '教师', row: i + 4, column: 'C' },
      ...{ field: 'id_number', value: '379900198503071230', params: {} },
    })),
    changes,
    counts: countsOf(rows, changes, errors),
  });
}

const countsOf = (rows: readonly TeacherRow[], changes: readonly Change[], errors: number) => {
  const of = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    ...{ rows: rows.length, errors, warnings: 0, notes: 0, added: of('add'), changed: of('change') },
    ...{ verified: of('verify'), missing: of('missing'), unanswered: 0, departed: of('depart') },
    ...{ transferred: of('transfer'), conflicts: of('conflict'), risky: changes.length - of('verify') },
  };
};

const asSchool = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, registry.school.unit.path, work);
const asCounty = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, registry.county.unit.path, work);
const stateOf = async (id: string) => (await asSchool((tx) => uploadById(tx, id))).state;

async function changeSetOf(uploadId: string): Promise<string> {
  const { change_set_id } = await asSchool((tx) => uploadById(tx, uploadId));
  return change_set_id ?? '';
}

async function approvedAll(uploadId: string): Promise<void> {
  await submit(db, registry.school, uploadId);
  const set = await changeSetOf(uploadId);
  await asCounty((tx) => decide(tx, registry.county.actor, set, 'all', 'approve', null));
  await asCounty((tx) => approveChangeSet(tx, registry.county.actor, set, () => ({})));
}

/** Leaves the school free for the next test. */
async function returned(uploadId: string): Promise<void> {
  const set = await changeSetOf(uploadId);
  await asCounty((tx) => returnChangeSet(tx, registry.county.actor, set, '请核对'));
}

const rowsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => teacherRow(from + i));

describe('an upload that was checked', () => {
  it('with errors needs fixing, shows them with the value opened, and can not be submitted', async () => {
    const id = await checked(rowsOf(100, 101), 2);
    expect(await stateOf(id)).toBe('needs_fix');
    const issues = await asSchool((tx) => issuesOf(tx, id, { limit: 10 }));
    expect(issues).toHaveLength(2);
    expect(issues[0]).toMatchObject({ rule: 'identity-checksum', row: 4, value: '379900198503071230' });
    await expect(asSchool((tx) => submitUpload(tx, registry.school.actor, id))).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  it('gives way to a newer file of the school', async () => {
    const older = await checked(rowsOf(100, 101));
    const newer = await checked(rowsOf(100, 102));
    expect([await stateOf(older), await stateOf(newer)]).toEqual(['superseded', 'ready']);
  });

  it('sent again byte for byte answers the same receipt and keeps one file', async () => {
    const { school } = registry;
    const send = () =>
      asSchool((tx) =>
        receiveUpload(tx, school.actor, {
          unit: school.unit,
          template: 'teacher',
          file_name: 'twice.xlsx',
          bytes: Buffer.from('the same bytes'),
        }),
      );
    const first = await send();
    const second = await send();
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(second.upload.receipt).toBe(first.upload.receipt);
  });
});

describe('the review', () => {
  it('applies what was approved, leaves what was rejected, and writes down who, when and from which row', async () => {
    const id = await checked([...rowsOf(1, 2)]);
    await submit(db, registry.school, id);
    const set = await changeSetOf(id);
    const changes = await asCounty((tx) => changesOf(tx, set, { limit: 50 }));
    const added = changes.filter((change) => change.kind === 'add').map((change) => change.id);
    const [first = '', second = ''] = added;
    await asCounty((tx) => decide(tx, registry.county.actor, set, [first], 'approve', null));
    await asCounty((tx) => decide(tx, registry.county.actor, set, [second], 'reject', '材料不全'));
    await asCounty((tx) => approveChangeSet(tx, registry.county.actor, set, () => ({})));
    expect(await applyChangeSet(db, id)).toBe('applied');
    const teachers = await asSchool((tx) => teachersInService(tx, registry.school.unit.id));
    const ours = teachers.filter((teacher) => ['张试1', '张试2'].includes(teacher.record.name ?? ''));
    expect(ours.map((teacher) => teacher.record)).toEqual([
      expect.objectContaining({ name: '张试1', mobile: '15400000001' }),
    ]);
    const history = await asSchool((tx) => historyOf(tx, ours[0]?.id ?? ''));
    expect(history).toEqual([
      expect.objectContaining({
        version: 1,
        kind: 'add',
        upload_id: id,
        row_number: 4,
        made_by: `甲县 · ${registry.county.actor.username}`,
      }),
    ]);
    const events = await asCounty((tx) => eventsOf(tx, 'upload', id));
    expect(events.map((event) => event.action)).toEqual([
      'receive',
      'find-clean',
      'submit',
      'decide',
      'decide',
      'approve',
      'apply',
    ]);
  });

  it('is not for the school itself, nor for the city above', async () => {
    const id = await checked(rowsOf(110, 111));
    await submit(db, registry.school, id);
    const set = await changeSetOf(id);
    const { city, school } = registry;
    for (const { actor, unit } of [school, city]) {
      await expect(
        inScope(db, unit.path, (tx) => decide(tx, actor, set, 'all', 'approve', null)),
      ).rejects.toMatchObject({ code: 'not-your-tier' });
    }
    await asSchool((tx) => withdrawUpload(tx, school.actor, id));
  });

  it('can not be closed with undecided changes, and a rejection needs its reason', async () => {
    const id = await checked(rowsOf(112, 113));
    await submit(db, registry.school, id);
    const set = await changeSetOf(id);
    const { undecided } = await asCounty((tx) => facetsOf(tx, set));
    await expect(
      asCounty((tx) => approveChangeSet(tx, registry.county.actor, set, () => ({}))),
    ).rejects.toMatchObject({
      code: 'undecided-changes',
      params: { count: undecided },
    });
    await expect(
      asCounty((tx) => decide(tx, registry.county.actor, set, 'all', 'reject', null)),
    ).rejects.toMatchObject({ code: 'reason-missing' });
    await expect(
      asCounty((tx) => returnChangeSet(tx, registry.county.actor, set, null)),
    ).rejects.toMatchObject({
      code: 'reason-missing',
    });
    await asCounty((tx) => returnChangeSet(tx, registry.county.actor, set, '缺两位教师'));
    expect(await asSchool((tx) => uploadById(tx, id))).toMatchObject({
      state: 'returned',
      return_reason: '缺两位教师',
    });
  });

  it('once begun keeps the school from withdrawing', async () => {
    const id = await checked(rowsOf(114, 115));
    await submit(db, registry.school, id);
    const set = await changeSetOf(id);
    await asCounty((tx) => decide(tx, registry.county.actor, set, 'all', 'approve', null));
    await expect(asSchool((tx) => withdrawUpload(tx, registry.school.actor, id))).rejects.toMatchObject({
      code: 'review-begun',
    });
    await asCounty((tx) => decide(tx, registry.county.actor, set, 'all', 'clear', null));
    await asSchool((tx) => withdrawUpload(tx, registry.school.actor, id));
    expect(await stateOf(id)).toBe('ready');
  });

  it('lets one file of a school be in review at a time', async () => {
    const first = await checked(rowsOf(116, 117));
    await submit(db, registry.school, first);
    const second = await checked(rowsOf(116, 118));
    await expect(asSchool((tx) => submitUpload(tx, registry.school.actor, second))).rejects.toMatchObject({
      code: 'another-in-review',
    });
    await asSchool((tx) => withdrawUpload(tx, registry.school.actor, first));
  });
});

describe('applying', () => {
  it('twenty deliveries at once apply once', async () => {
    const id = await checked(rowsOf(200, 204));
    await approvedAll(id);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => applyChangeSet(db, id)));
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(19);
    const teachers = await asSchool((tx) => teachersInService(tx, registry.school.unit.id));
    const ours = teachers.filter((teacher) => /^张试20[0-4]$/.test(teacher.record.name ?? ''));
    expect(ours.map((teacher) => teacher.version)).toEqual([1, 1, 1, 1, 1]);
    const events = await asCounty((tx) => eventsOf(tx, 'upload', id));
    expect(events.filter((event) => event.action === 'apply')).toHaveLength(1);
  });

  it('a set whose teacher moved on meanwhile becomes stale, applies nothing, and keeps what is still true', async () => {
    const base = await checked(rowsOf(300, 301));
    await approvedAll(base);
    await applyChangeSet(db, base);
    const titled = [teacherRow(300, { title: '高级' }), teacherRow(301, { mobile: '15400009999' })];
    const id = await checked(titled);
    await approvedAll(id);
    // Meanwhile another hand corrects the first teacher in the registry.
    const snapshot = await asSystem(db, (tx) =>
      snapshotFor(tx, registry.school.unit.id, [teacherRow(300)], []),
    );
    const moved = snapshot.teachers.find((teacher) => teacher.record.name === '张试300');
    await asSystem(db, (tx) =>
      tx.sql
        .updateTable('teachers')
        .set({ version: 7, education: '专科' })
        .where('id', '=', moved?.id ?? '')
        .execute(),
    );
    expect(await applyChangeSet(db, id)).toBe('received');
    const untouched = await asSchool((tx) => teacherById(tx, moved?.id ?? ''));
    expect(untouched).toMatchObject({ version: 7, record: { title: '一级', education: '专科' } });

    await recheck(id, titled);
    expect(await stateOf(id)).toBe('submitted');
    const changes = await asCounty(async (tx) => changesOf(tx, await changeSetOf(id), { limit: 2000 }));
    const decisions = new Map(changes.map((change) => [change.name, change.decision]));
    // The phone is the very change that was approved; the moved teacher's differs now and must be looked at again.
    expect(decisions.get('张试301')).toBe('approve');
    expect(decisions.get('张试300')).toBeNull();
    await returned(id);
  });

  it('two schools claiming one new teacher: one gets her, the other is checked again', async () => {
    const { neighbour: otherSchool, county } = registry;
    const ours = await checked([teacherRow(400)]);
    await approvedAll(ours);
    const { upload: theirs } = await inScope(db, otherSchool.unit.path, (tx) =>
      receiveUpload(tx, otherSchool.actor, {
        unit: otherSchool.unit,
        template: 'teacher',
        file_name: 'b.xlsx',
        bytes: Buffer.from('the other school'),
      }),
    );
    const rows = [{ sheet: '教师', row: 4, values: teacherRow(400), stamp: null }];
    const snapshot = await asSystem(db, (tx) => snapshotFor(tx, otherSchool.unit.id, [teacherRow(400)], []));
    const changes = reconcile(rows, snapshot, new Set<RecordField>(recordFields));
    await saveCheck(db, theirs.id, {
      examined: { template: 'teacher', format: 'xlsx', rows },
      issues: [],
      changes,
      counts: countsOf([teacherRow(400)], changes, 0),
    });
    await submit(db, otherSchool, theirs.id);
    const set =
      (await inScope(db, otherSchool.unit.path, (tx) => uploadById(tx, theirs.id))).change_set_id ?? '';
    await asCounty((tx) => decide(tx, county.actor, set, 'all', 'approve', null));
    await asCounty((tx) => approveChangeSet(tx, county.actor, set, () => ({})));

    const outcomes = await Promise.all([applyChangeSet(db, ours), applyChangeSet(db, theirs.id)]);
    expect([...outcomes].sort()).toEqual(['applied', 'received']);
  });

  it('a teacher who departs is kept in the registry with her history', async () => {
    const base = await checked(rowsOf(500, 500));
    await approvedAll(base);
    await applyChangeSet(db, base);
    const id = await checked([teacherRow(500, { status: '离职', action: '离职' })]);
    await approvedAll(id);
    expect(await applyChangeSet(db, id)).toBe('applied');
    const snapshot = await asSystem(db, (tx) =>
      snapshotFor(tx, registry.school.unit.id, [teacherRow(500)], []),
    );
    const departed = snapshot.teachers.find((teacher) => teacher.record.name === '张试500');
    expect(departed).toMatchObject({ version: 2, record: { status: '离职' } });
    const history = await asSchool((tx) => historyOf(tx, departed?.id ?? ''));
    expect(history.map((revision) => [revision.version, revision.kind])).toEqual([
      [2, 'depart'],
      [1, 'add'],
    ]);
  });
});
