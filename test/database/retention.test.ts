/** Retention: the file of what came to its end goes after its days, with an event; everything that was concluded from it stays. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { askExport, exportById, takeExport } from '../../database/exports.ts';
import { forgetOverdue, overdueFiles } from '../../database/retention.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { teacherById } from '../../database/teachers.ts';
import { fileOf, uploadById } from '../../database/uploads.ts';
import type { UploadState } from '../../schemas/upload-lifecycle.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { teacherRecord } from '../setup/people.ts';
import { openQueueOf } from '../setup/queues.ts';
import {
  csvOf,
  enrolTeachers,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { startTestWorker } from '../setup/working.ts';

let database: FreshDatabase;
let db: Database;
let owner: pg.Client;
let registry: SeededRegistry;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  registry = await seedRegistry(db);
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

const policy = { uploads_days: 400, exports_days: 30 };
let sent = 0;

/** An upload in a state that it reached so many days ago. */
async function upload(state: UploadState, days: number, changed = ''): Promise<string> {
  sent += 1;
  const id = await sendIn(db, registry.school, csvOf(rowsAt(registry.school, sent * 10, 2)));
  await owner.query(
    `update uploads set state = '${state}', owes = null, received_at = now() - make_interval(days => $2),
      applied_at = case when '${state}' = 'applied' then now() - make_interval(days => $2) end where id = $1`,
    [id, days],
  );
  if (changed !== '') await owner.query(`update uploads set ${changed} where id = $1`, [id]);
  await owner.query(`insert into upload_rows values ($1, 0, 2, '\\x01')`, [id]);
  await owner.query(
    `insert into upload_edits (upload_id, step, sheet, row_number, sealed, made_by) values ($1, 1, 'x', 2, '\\x01', $2)`,
    [id, registry.school.actor.account_id],
  );
  return id;
}
const held = async (id: string) => {
  const { rows } = await owner.query<{ held: number }>(
    `select ((select count(*) from upload_files where upload_id = $1) + (select count(*) from upload_rows where upload_id = $1)
      + (select count(*) from upload_edits where upload_id = $1))::int as held`,
    [id],
  );
  return rows[0]?.held;
};
const ofSchool = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, registry.school.unit.path, work);
const eventsAt = async (subject: string, id: string) => {
  const { rows } = await owner.query(
    'select account_id, action, detail from events where subject = $1 and subject_id = $2 order by id desc limit 1',
    [subject, id],
  );
  return rows[0];
};

describe('the file of an upload', () => {
  it('goes when its end is longer past than it is kept, with rows and edits; its record and an event stay', async () => {
    const applied = await upload('applied', 401);
    const superseded = await upload('superseded', 401);
    expect(await overdueFiles(db, policy)).toMatchObject({ uploads: 2, exports: 0 });
    expect(await held(applied)).toBe(3);
    expect(await forgetOverdue(db, policy)).toEqual({ uploads: 2, exports: 0 });
    for (const id of [applied, superseded]) {
      expect(await held(id)).toBe(0);
      const kept = await ofSchool((tx) => uploadById(tx, id));
      expect(kept.receipt).toMatch(/\S/);
      expect(kept.file_deleted_at).toBeInstanceOf(Date);
      expect(await eventsAt('upload', id)).toEqual({
        account_id: null,
        action: 'delete-file',
        detail: { days: 400 },
      });
    }
    await expect(ofSchool((tx) => fileOf(tx, applied))).rejects.toMatchObject({
      code: 'file-deleted',
      status: 410,
      params: { on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
    });
    expect(await forgetOverdue(db, policy)).toEqual({ uploads: 0, exports: 0 });
  });

  it('stays while anything may still come of it, however old', async () => {
    const states: UploadState[] = [
      'received',
      'needs_fix',
      'ready',
      'submitted',
      'returned',
      'approved',
      'stuck',
      'refused',
      'failed',
    ];
    const open: string[] = [];
    for (const state of states) open.push(await upload(state, 4000));
    // A form that was put aside may be taken up again; what is owed is not at rest; and an undo is under way.
    open.push(await upload('superseded', 4000, "template = 'transfer'"));
    open.push(await upload('applied', 4000, "owes = 'check'"));
    const undone = await upload('applied', 4000);
    await upload('submitted', 4000, `reverts = ${undone}, revert_reason = 'x'`);
    open.push(undone);
    expect(await forgetOverdue(db, policy)).toEqual({ uploads: 0, exports: 0 });
    for (const id of open) expect(await held(id)).toBe(3);
    // So that the next test begins with nothing that waits.
    await owner.query("update uploads set state = 'ready' where id = any($1)", [open]);
  });

  it('stays within its days, counted from its end; and for ever where the setting says so', async () => {
    const fresh = await upload('applied', 401, 'applied_at = now()');
    expect(await forgetOverdue(db, policy)).toEqual({ uploads: 0, exports: 0 });
    expect(await held(fresh)).toBe(3);
    const old = await upload('applied', 4000);
    expect(await forgetOverdue(db, { uploads_days: 0, exports_days: 0 })).toEqual({ uploads: 0, exports: 0 });
    expect(await held(old)).toBe(3);
    expect(await forgetOverdue(db, policy)).toEqual({ uploads: 1, exports: 0 });
  });

  it('can be deleted by the role of web and worker in no other way, nor sooner than after a month', async () => {
    const young = await upload('applied', 29);
    const open = await upload('submitted', 4000);
    await expect(asSystem(db, (tx) => tx.sql.deleteFrom('upload_files').execute())).rejects.toThrow(
      /permission denied/,
    );
    const forget = 'select forget_files($1::bigint[])';
    const client = await db.pool.connect();
    try {
      await client.query("begin; select set_config('muster.scope', '/', true)");
      expect((await client.query(forget, [[young, open]])).rows).toEqual([]);
      await client.query('commit; begin');
      await client.query("select set_config('muster.scope', $1, true)", [registry.school.unit.path]);
      await expect(client.query(forget, [[young]])).rejects.toThrow(/system alone/);
      await client.query('rollback');
    } finally {
      client.release();
    }
    expect(await held(young)).toBe(3);
  });
});

it('teachers, histories and the audit trail outlive every file', async () => {
  const [id = ''] = await enrolTeachers(db, registry.school, [teacherRecord(1)]);
  await upload('applied', 4000);
  await forgetOverdue(db, policy);
  const { record } = await asSystem(db, (tx) => teacherById(tx, id));
  expect(record.id_number).toBe(teacherRecord(1).id_number);
  const { rows } = await owner.query("select count(*)::int as kept from events where action = 'receive'");
  expect(rows[0].kept).toBe(sent);
});

it('an export goes after its days, and says on which', async () => {
  const { school } = registry;
  const ask = async (days: number): Promise<string> => {
    const id = await ofSchool((tx) =>
      askExport(tx, school.actor, {
        ...{ kind: 'roster', format: 'csv', numbers: 'masked', area: school.unit, campaign_id: null },
        ...{ city_id: null, as_of: null, reason: null, rows_expected: 1, at_once: true },
      } as Parameters<typeof askExport>[2]),
    );
    await owner.query(
      `update exports set state = 'ready', owes = null, digest = '\\x01', size_bytes = 4, snapshot_at = now() - make_interval(days => $2)
        where id = $1`,
      [id, days],
    );
    await owner.query(`insert into export_parts values ($1, 0, '\\x01')`, [id]);
    return id;
  };
  const [old, fresh] = [await ask(31), await ask(29)];
  expect(await forgetOverdue(db, policy)).toEqual({ uploads: 0, exports: 1 });
  const { rows } = await owner.query('select export_id from export_parts');
  expect(rows).toEqual([{ export_id: fresh }]);
  expect(await ofSchool((tx) => exportById(tx, old))).toMatchObject({ state: 'expired', is_overdue: true });
  expect(await eventsAt('export', old)).toMatchObject({
    account_id: null,
    action: 'expire',
    detail: { days: 30 },
  });
  await expect(ofSchool((tx) => takeExport(tx, school.actor, old))).rejects.toMatchObject({
    code: 'file-deleted',
    status: 410,
  });
});

it('is done by a worker when a day begins', async () => {
  const id = await upload('applied', 4000);
  const queue = await openQueueOf('postgres', database);
  const system = connect({ url: database.appUrl, secret: database.secret, system: true });
  const worker = await startTestWorker(system, queue.place, { retention: policy });
  await eventually(
    () => held(id),
    (count) => count === 0,
  );
  await worker.close();
  await system.close();
  await queue.stop();
});
