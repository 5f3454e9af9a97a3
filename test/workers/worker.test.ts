/** A whole worker on both queues: every upload comes to its end once, however often and in whatever order it is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf } from '../../database/change-sets.ts';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { historyOf } from '../../database/histories.ts';
import { asSystem } from '../../database/scope.ts';
import { teachersInService } from '../../database/teachers.ts';
import type { RunningWorker } from '../../workers/main.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import { openQueueOf, queueKinds, type TestQueue } from '../setup/queues.ts';
import {
  addSchool,
  csvOf,
  enrolTeachers,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { approve, comesTo, startTestWorker, submit } from '../setup/working.ts';

describe.each(queueKinds)('a worker with its queue on %s', (kind) => {
  let database: FreshDatabase;
  let db: Database;
  let queue: TestQueue;
  let registry: SeededRegistry;
  let worker: RunningWorker;
  let schools = 0;

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    queue = await openQueueOf(kind, database);
    registry = await seedRegistry(db);
    worker = await startTestWorker(db, queue.place);
  });
  afterAll(async () => {
    await worker.close();
    await queue.stop();
    await db.close();
    await database.drop();
  });

  /** A school of the county with the first `count` of its hundred teachers in the registry; ten persons apart from the others. */
  const newSchool = async (count: number): Promise<{ school: Place; first: number; ids: string[] }> => {
    schools += 1;
    const n = schools;
    const school = await asSystem(db, (tx) =>
      addSchool(tx, registry.county, `甲县第${n + 10}小学`, `21370001${String(n).padStart(2, '0')}`),
    );
    const first = n * 100;
    const records = Array.from({ length: count }, (_, index) => teacherRecord(first + index));
    return { school, first, ids: await enrolTeachers(db, school, records) };
  };
  const actionsOf = async (id: string): Promise<string[]> =>
    (await asSystem(db, (tx) => eventsOf(tx, 'upload', id))).map((event) => event.action);

  it('checks a clean file and says what it would change', async () => {
    const { school, first } = await newSchool(3);
    const [one, two, , four] = rowsAt(school, first, 4);
    if (!one || !two || !four) throw new Error('rows');
    const id = await sendIn(db, school, csvOf([one, { ...two, title: '高级' }, four]));
    const upload = await comesTo(db, id, ['ready', 'needs_fix', 'refused', 'failed']);
    expect(upload.state).toBe('ready');
    expect(upload.counts).toMatchObject({
      ...{ rows: 3, errors: 0, verified: 1, changed: 1, added: 1, missing: 1 },
    });
    expect(await actionsOf(id)).toEqual(['receive', 'find-clean']);
  });

  it('sends a file with errors back to be fixed', async () => {
    const { school, first } = await newSchool(1);
    const [row] = rowsAt(school, first, 1);
    if (!row) throw new Error('rows');
    const id = await sendIn(db, school, csvOf([{ ...row, is_rural: null }]));
    const upload = await comesTo(db, id, ['ready', 'needs_fix', 'refused', 'failed']);
    expect(upload.state).toBe('needs_fix');
    expect(upload.counts).toMatchObject({ errors: 1 });
  });

  it('refuses a file that is no table, with its code', async () => {
    const { school } = await newSchool(0);
    const id = await sendIn(db, school, Buffer.from('%PDF-1.7 not a table'), 'teachers.xlsx');
    const upload = await comesTo(db, id, ['ready', 'needs_fix', 'refused', 'failed']);
    expect(upload.state).toBe('refused');
    expect(upload.refusal?.code).toBe('not-a-spreadsheet');
  });

  it('applies what was approved: registry, revisions and events, each once', async () => {
    const { school, first, ids } = await newSchool(2);
    const [one, two, three] = rowsAt(school, first, 3);
    if (!one || !two || !three) throw new Error('rows');
    const id = await sendIn(db, school, csvOf([one, { ...two, title: '高级' }, three]));
    await comesTo(db, id, ['ready']);
    await submit(db, school, id);
    await approve(db, registry.county, id);
    const upload = await comesTo(db, id, ['applied', 'stuck', 'received']);
    expect(upload.state).toBe('applied');
    const teachers = await asSystem(db, (tx) => teachersInService(tx, school.unit.id));
    expect(teachers.map(({ version, record }) => [record.name, record.title, version])).toEqual([
      [`张试${first}`, '一级', 1],
      [`张试${first + 1}`, '高级', 2],
      [`张试${first + 2}`, '一级', 1],
    ]);
    const history = await asSystem(db, (tx) => historyOf(tx, ids[1] ?? ''));
    expect(history.map((r) => [r.version, r.kind, r.fields, r.upload_id, r.row_number, r.made_by])).toEqual([
      [2, 'change', ['title'], id, 3, expect.stringContaining(registry.county.actor.username)],
      [1, 'add', [], null, null, null],
    ]);
    expect(await actionsOf(id)).toEqual(['receive', 'find-clean', 'submit', 'decide', 'approve', 'apply']);
  });

  it('checks again when the registry moved under an approved set, and keeps the untouched decisions', async () => {
    const { school, first, ids } = await newSchool(2);
    const [one, two] = rowsAt(school, first, 2);
    if (!one || !two) throw new Error('rows');
    const id = await sendIn(
      db,
      school,
      csvOf([
        { ...one, title: '高级' },
        { ...two, title: '高级' },
      ]),
    );
    await comesTo(db, id, ['ready']);
    await submit(db, school, id);
    await asSystem(db, async (tx) => {
      await tx.sql
        .updateTable('teachers')
        .set((eb) => ({ version: eb('version', '+', 1), title: '正高级' }))
        .where('id', '=', ids[0] ?? '')
        .execute();
    });
    await approve(db, registry.county, id);
    const upload = await comesTo(db, id, ['applied', 'stuck', 'submitted']);
    expect(upload.state).toBe('submitted');
    expect(await actionsOf(id)).toEqual([
      ...['receive', 'find-clean', 'submit', 'decide', 'approve', 'stale', 'find-clean-again'],
    ]);
    const changes = await asSystem(db, (tx) => changesOf(tx, upload.change_set_id ?? '', { limit: 10 }));
    expect(changes.map((change) => [change.teacher_id, change.cells.title?.old, change.decision])).toEqual([
      [ids[0], '正高级', null],
      [ids[1], '一级', 'approve'],
    ]);
    await approve(db, registry.county, id);
    await comesTo(db, id, ['applied']);
    const history = await asSystem(db, (tx) => historyOf(tx, ids[1] ?? ''));
    expect(history.map((revision) => revision.version)).toEqual([2, 1]);
  });

  it('only waits when the queue is emptied before it was worked on', async () => {
    await worker.close();
    const { school, first } = await newSchool(1);
    const sent: string[] = [];
    for (let file = 0; file < 5; file += 1)
      sent.push(await sendIn(db, school, csvOf(rowsAt(school, first + file, 1))));
    await queue.flush();
    worker = await startTestWorker(db, queue.place);
    for (const id of sent) await comesTo(db, id, ['ready', 'superseded']);
  });
});
