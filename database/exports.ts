/** Exports as they are recorded: asked for by somebody, listed within scope, and moved by their lifecycle. */
import { type SqlBool, sql, type UpdateObject } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import type { ExportKind, ExportWish, Numbers } from '../schemas/export.ts';
import { type ExportState, exportLifecycle } from '../schemas/export-lifecycle.ts';
import type { Params } from '../schemas/language.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import { appendEvent } from './events.ts';
import { dayOf } from './retention-day.ts';
import type { Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import type { Tables } from './tables.ts';
import { channels } from './transition.ts';

export interface NewExport extends ExportWish {
  /** Needed for whole numbers. */
  readonly reason: string | null;
  readonly rows_expected: number;
  /** Whether the one who asks writes it at once: nobody else need be told for a while. */
  readonly at_once: boolean;
}

/** Records what is asked for, which owes its file from now on, and answers its id. */
export async function askExport(tx: Scoped, actor: Actor, wish: NewExport): Promise<string> {
  const { kind, format, numbers, area, campaign_id, city_id, as_of, reason, rows_expected, at_once } = wish;
  const { id } = await tx.sql
    .insertInto('exports')
    .values({
      ...{ kind, format, numbers, area_id: area.id, area_path: area.path, campaign_id, city_id, as_of },
      ...{ unit_id: actor.unit_id, unit_path: actor.unit_path, asked_by: actor.account_id, rows_expected },
      reason: reason === null ? null : seal(tx.keys, 'export', reason),
      dispatched_at: at_once ? sql<Date>`now()` : null,
      request_id: tx.request_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, actor, { id, unit_id: actor.unit_id, unit_path: actor.unit_path }, 'ask', {
    ...{ kind, format, numbers },
    ...(area.id === actor.unit_id ? {} : { area_id: area.id }),
    ...(as_of === null ? {} : { as_of }),
  });
  if (!at_once) await wake(tx);
  return id;
}

const wake = (tx: Scoped) => sql`select pg_notify(${channels.owes}, 'export')`.execute(tx.sql);

interface Recorded {
  readonly id: string;
  readonly unit_id: string;
  readonly unit_path: string;
}

const tell = (
  tx: Scoped,
  actor: Pick<Actor, 'account_id'> | 'system',
  { id, unit_id, unit_path }: Recorded,
  action: string,
  detail: Params = {},
): Promise<void> =>
  appendEvent(tx, {
    account_id: actor === 'system' ? null : actor.account_id,
    ...{ unit_id, unit_path, subject: 'export', subject_id: id, action, detail },
  });

export interface ShownExport extends Recorded {
  readonly kind: ExportKind;
  readonly format: ExportWish['format'];
  readonly numbers: Numbers;
  readonly area_id: string;
  readonly area_name: string;
  readonly campaign_id: string | null;
  readonly campaign: string | null;
  readonly city: string | null;
  readonly as_of: string | null;
  /** Unit and username of whoever asked. */
  readonly by: string;
  readonly username: string;
  readonly asked_at: Date;
  readonly reason: string | null;
  readonly state: ExportState;
  readonly rows_expected: number;
  readonly rows_written: number;
  readonly size_bytes: number | null;
  /** Hexadecimal. */
  readonly digest: string | null;
  /** The registry is in it as it was then. */
  readonly snapshot_at: Date | null;
  /** The day in China, YYYY-MM-DD. */
  readonly deleted_on: string | null;
  /** Nobody deleted it: its time was over. */
  readonly is_overdue: boolean;
}

const shown = async (
  tx: Scoped,
  which: ReturnType<typeof sql<SqlBool>>,
  page = sql``,
): Promise<ShownExport[]> => {
  type Row = Omit<ShownExport, 'reason'> & { readonly why: Buffer | null };
  const { rows } = await sql<Row>`
    select x.id, x.unit_id, x.unit_path, x.kind, x.format, x.numbers, x.area_id, unit_name(x.area_id) as area_name, x.campaign_id,
      c.name as campaign, unit_name(x.city_id) as city, x.as_of, account_label(x.asked_by) as by, coalesce(a.username, '') as username, x.asked_at,
      x.reason as why, x.state, x.rows_expected, x.rows_written, x.size_bytes::float8 as size_bytes, encode(x.digest, 'hex') as digest,
      x.snapshot_at, ${dayOf('x.deleted_at')} as deleted_on, x.state = 'expired' and x.deleted_by is null as is_overdue
    from exports x left join campaigns c on c.id = x.campaign_id left join accounts a on a.id = x.asked_by
    where x.unit_path >= ${tx.scope} and x.unit_path < ${`${tx.scope}~`} and ${which} order by x.id desc ${page}`.execute(
    tx.sql,
  );
  return rows.map(({ why, ...row }) => ({
    ...row,
    reason: why === null ? null : open<string>(tx.keys, 'export', why),
  }));
};

/** What units within scope have exported, the newest first. */
export async function listExports(
  tx: Scoped,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ exports: ShownExport[]; total: number }> {
  const exports = await shown(tx, sql<SqlBool>`true`, sql`limit ${limit} offset ${offset}`);
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from exports
    where unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}`.execute(tx.sql);
  return { exports, total: rows[0]?.total ?? 0 };
}

/** Throws `not-found`. */
export async function exportById(tx: Scoped, id: string): Promise<ShownExport> {
  const [found] = await shown(tx, sql<SqlBool>`x.id = ${id}`);
  if (found === undefined) throw problem('not-found');
  return found;
}

/**
 * Moves an export by one row of its lifecycle and appends the event. Throws `not-found`, `wrong-state` or `not-your-tier`.
 */
export async function moveExport(
  tx: Scoped,
  id: string,
  action: string,
  actor: Actor | 'system',
  also: UpdateObject<Tables, 'exports'> = {},
  detail: Params = {},
): Promise<ExportState> {
  const found = await tx.sql
    .selectFrom('exports')
    .where('id', '=', id)
    .select(['id', 'state', 'unit_id', 'unit_path'])
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) throw problem('not-found');
  const role = roleOf(actor, found.unit_path);
  const row = permitted(exportLifecycle, found.state as ExportState, action, role);
  const owes = row.owes === 'export' ? 'export' : null;
  await tx.sql
    .updateTable('exports')
    .set((eb) => ({
      ...also,
      ...{ state: row.to, owes, attempts: 0, claimed_at: null, dispatched_at: null },
      ...(owes === null ? {} : { round: eb('round', '+', 1), rows_written: 0, request_id: tx.request_id }),
    }))
    .where('id', '=', id)
    .execute();
  await tell(tx, actor, found, action, { ...detail, from: row.from, to: row.to });
  // One that is written or given up leaves its place to the next.
  if (owes !== null || found.state === 'asked') await wake(tx);
  return row.to;
}

/** Deletes the file; that there was one stays on record. Throws as {@link moveExport}. */
export async function deleteExport(tx: Scoped, actor: Actor, id: string): Promise<void> {
  await moveExport(tx, id, 'delete', actor, { deleted_at: sql`now()`, deleted_by: actor.account_id });
  await tx.sql.deleteFrom('export_parts').where('export_id', '=', id).execute();
}

/** Says that the file is being handed out. Throws `not-found` to whoever may not have it, `file-deleted`, `export-not-ready`. */
export async function takeExport(tx: Scoped, actor: Actor, id: string): Promise<ShownExport> {
  const found = await exportById(tx, id);
  // A superior sees that it was made, and asks for its own.
  if (found.unit_id !== actor.unit_id) throw problem('not-found');
  if (found.deleted_on !== null) throw problem('file-deleted', { on: found.deleted_on });
  if (found.state !== 'ready') throw problem('export-not-ready');
  await tell(tx, actor, found, 'download', { numbers: found.numbers });
  return found;
}
