/** The outbox: uploads and exports whose state owes a job. A row stays here until its state has moved on, whatever a queue forgets. */
import { type RawBuilder, sql } from 'kysely';
import type { Debt } from '../schemas/lifecycle.ts';
import type { Database } from './connect.ts';
import { asSystem } from './scope.ts';
import { channels } from './transition.ts';

export interface OwedJob {
  /** Of the upload or export; which of them, `owes` says. */
  readonly id: string;
  readonly owes: Debt;
  readonly size_bytes: number;
  /** Differs when the same thing owes the same work again after it was concluded in between. */
  readonly round: string;
}

interface Owing {
  readonly debts: readonly Debt[];
  /** Since when it owes. */
  readonly since: string;
  readonly size_bytes: string;
  readonly round: string;
  /** In hand at once at the most; as many as are asked for unless said. */
  readonly most?: number;
}

/** An export of a province takes minutes: more of them would take every hand from the checks that schools wait for. */
const mostExports = 2;

/** The tables whose rows owe work, each of its own kind. */
const owing = {
  uploads: {
    ...{ debts: ['check', 'apply'], since: 'received_at' },
    ...{ size_bytes: 'size_bytes', round: 'coalesce(change_set_id, 0)' },
  },
  exports: { debts: ['export'], since: 'asked_at', size_bytes: '0', round: 'round', most: mostExports },
} as const satisfies Record<string, Owing>;
const tables = Object.entries(owing) as [string, Owing][];

/**
 * Takes up to `limit` owed jobs of each table, and no more than may be in hand at once, to give to the queue: those never handed
 * over, and those handed over more than `again_after_s` seconds ago whose state has not moved since (the queue lost them, or is
 * slow). Several dispatchers may ask at once; none gets another's rows. A crash that forgets the hand-over only makes it happen twice.
 */
export async function takeOwed(db: Database, limit: number, again_after_s: number): Promise<OwedJob[]> {
  const isDue = sql`(dispatched_at is null or dispatched_at < now() - make_interval(secs => ${again_after_s}))`;
  const taken = tables.map(
    ([table, { since, size_bytes, round, most }]) => sql`taken_${sql.raw(table)} as (
      update ${sql.table(table)} set dispatched_at = now() from quick
      where id in (
        select id from ${sql.table(table)} where owes is not null and ${isDue}
        order by ${sql.ref(since)} limit ${most === undefined ? limit : placesLeft(table, most, isDue)}
        for update skip locked)
      returning id, owes, ${sql.raw(size_bytes)} as size_bytes, (${sql.raw(round)})::text as round)`,
  );
  const all = tables.map(([table]) => sql`select * from taken_${sql.raw(table)}`);
  return await asSystem(db, async (tx) => {
    const { rows } = await sql<OwedJob>`
      with quick as (select set_config('synchronous_commit', 'off', true)), ${sql.join(taken)}
      ${sql.join(all, sql` union all `)}`.execute(tx.sql);
    return rows;
  });
}

/** Of two dispatchers at the same moment each may find the same place: then there is one more in hand. */
const placesLeft = (table: string, most: number, isDue: RawBuilder<unknown>) => sql`
  (select greatest(0, ${most} - count(*)) from ${sql.table(table)} where owes is not null and not ${isDue})`;

/** Lays jobs back that the queue would not take, for the next asking. */
export async function putBack(db: Database, jobs: readonly OwedJob[]): Promise<void> {
  await asSystem(db, async (tx) => {
    for (const [table, { debts }] of tables) {
      const ids = jobs.filter(({ owes }) => debts.includes(owes)).map(({ id }) => id);
      if (ids.length === 0) continue;
      await sql`update ${sql.table(table)} set dispatched_at = null
        where id = any(${ids}::bigint[]) and owes is not null`.execute(tx.sql);
    }
  });
}

/** How many jobs are owed and since when, for readiness and metrics. */
export async function owedCount(db: Database): Promise<{ count: number; oldest_s: number }> {
  const all = tables.map(
    ([table, { since }]) =>
      sql`select ${sql.ref(since)} as since from ${sql.table(table)} where owes is not null`,
  );
  return await asSystem(db, async (tx) => {
    const { rows } = await sql<{ count: number; oldest_s: number }>`
      select count(*)::int as count, coalesce(extract(epoch from now() - min(since)), 0)::int as oldest_s
      from (${sql.join(all, sql` union all `)}) owed`.execute(tx.sql);
    return rows[0] ?? { count: 0, oldest_s: 0 };
  });
}

/** A listener that ends, errors and can be closed; reconnecting is the caller's decision. */
export interface Listener {
  close(): Promise<void>;
}

/**
 * Calls `heard` for each notification on a channel. `lost` is called once when the connection breaks; the caller then
 * listens again and polls what it may have missed.
 */
export async function listen(
  db: Database,
  channel: keyof typeof channels,
  heard: (payload: string) => void,
  lost: (error?: Error) => void,
): Promise<Listener> {
  const client = await db.pool.connect();
  let open = true;
  const end = (error?: Error) => {
    if (!open) return;
    open = false;
    client.release(error ?? true);
    lost(error);
  };
  client.on('error', end);
  client.on('end', () => end());
  client.on('notification', (message) => heard(message.payload ?? ''));
  await client.query(`listen ${channels[channel]}`).catch((error: Error) => end(error));
  return {
    close: async () => {
      if (!open) return;
      open = false;
      // Destroyed rather than reused: it still listens.
      client.release(true);
    },
  };
}
