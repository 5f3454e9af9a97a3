/** The outbox: uploads whose state owes a job. A row stays here until its state has moved on, whatever a queue forgets. */
import { sql } from 'kysely';
import type { Debt } from '../schemas/lifecycle.ts';
import type { Database } from './connect.ts';
import { asSystem } from './scope.ts';
import { channels } from './transition.ts';

export interface OwedJob {
  readonly upload_id: string;
  readonly owes: Debt;
  readonly size_bytes: number;
  /** Differs when the same upload owes the same work again after a check concluded in between. */
  readonly round: string;
}

/**
 * Takes up to `limit` owed jobs to hand to the queue: those never handed over, and those handed over more than
 * `again_after_s` seconds ago whose state has not moved since (the queue lost them, or is slow). Several dispatchers
 * may ask at once; none gets another's rows. A crash that forgets the hand-over only makes it happen twice.
 */
export async function takeOwed(db: Database, limit: number, again_after_s: number): Promise<OwedJob[]> {
  return await asSystem(db, async (tx) => {
    const { rows } = await sql<OwedJob>`
      with quick as (select set_config('synchronous_commit', 'off', true))
      update uploads set dispatched_at = now() from quick
      where id in (
        select id from uploads
        where owes is not null
          and (dispatched_at is null or dispatched_at < now() - make_interval(secs => ${again_after_s}))
        order by received_at limit ${limit} for update skip locked)
      returning id as upload_id, owes, size_bytes, coalesce(change_set_id, 0)::text as round`.execute(tx.sql);
    return rows;
  });
}

/** Lays jobs back that the queue would not take, for the next asking. */
export async function putBack(db: Database, jobs: readonly OwedJob[]): Promise<void> {
  const ids = jobs.map((job) => job.upload_id);
  await asSystem(db, async (tx) => {
    await sql`update uploads set dispatched_at = null
      where id = any(${ids}::bigint[]) and owes is not null`.execute(tx.sql);
  });
}

/** How many jobs are owed and since when, for readiness and metrics. */
export async function owedCount(db: Database): Promise<{ count: number; oldest_s: number }> {
  return await asSystem(db, async (tx) => {
    const { rows } = await sql<{ count: number; oldest_s: number }>`
      select count(*)::int as count, coalesce(extract(epoch from now() - min(received_at)), 0)::int as oldest_s
      from uploads where owes is not null`.execute(tx.sql);
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
