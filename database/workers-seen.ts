/** Workers that say they are alive: one row each, renewed every few seconds, with what they see of the queue. */
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import { asSystem, type Scoped } from './scope.ts';

/** A worker that said nothing for so long is taken for gone; longer than a pause from which it comes back. */
export const silent_s = 30;
/** The row of one that was killed is of no use to anybody after a day. */
const forgotten_s = 86_400;

/** Jobs as the queue counts them; null where it doesn't answer. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

export interface Beat {
  /** Of the process. */
  readonly id: string;
  readonly concurrency: number;
  readonly in_hand: number;
  readonly queue: 'postgres' | 'redis';
  readonly counts: QueueCounts | null;
}

/** Losing this in a crash loses nothing, so it waits for no disk. */
export async function noteBeat(db: Database, beat: Beat): Promise<void> {
  const { id, concurrency, in_hand, queue, counts } = beat;
  await asSystem(db, async (tx) => {
    await sql`with quick as (select set_config('synchronous_commit', 'off', true)),
      old as (delete from workers_seen where seen_at < now() - make_interval(secs => ${forgotten_s}) and id <> ${id}::uuid)
      insert into workers_seen (id, concurrency, in_hand, queue, waiting, active, delayed)
      select ${id}::uuid, ${concurrency}, ${in_hand}, ${queue}, ${counts?.waiting ?? null}, ${counts?.active ?? null},
        ${counts?.delayed ?? null} from quick
      on conflict (id) do update set seen_at = now(), concurrency = excluded.concurrency, in_hand = excluded.in_hand,
        queue = excluded.queue, waiting = excluded.waiting, active = excluded.active, delayed = excluded.delayed`.execute(
      tx.sql,
    );
  });
}

/** A worker that ends in order takes its row along. */
export async function forgetWorker(db: Database, id: string): Promise<void> {
  await asSystem(db, async (tx) => {
    await sql`delete from workers_seen where id = ${id}::uuid`.execute(tx.sql);
  });
}

export interface SeenWorker {
  readonly started_at: Date;
  readonly seen_at: Date;
  readonly silent_s: number;
  readonly concurrency: number;
  readonly in_hand: number;
  readonly queue: 'postgres' | 'redis';
  readonly counts: QueueCounts | null;
}

/** Those heard of within a day, the latest first; by the server's clock. */
export async function workersSeen(tx: Scoped): Promise<SeenWorker[]> {
  type Row = Omit<SeenWorker, 'counts'> & { readonly [K in keyof QueueCounts]: number | null };
  const { rows } = await sql<Row>`
    select started_at, seen_at, greatest(0, extract(epoch from now() - seen_at))::int as silent_s, concurrency, in_hand, queue,
      waiting, active, delayed
    from workers_seen order by seen_at desc limit 200`.execute(tx.sql);
  return rows.map(({ waiting, active, delayed, ...seen }) => ({
    ...seen,
    counts: waiting === null || active === null || delayed === null ? null : { waiting, active, delayed },
  }));
}

/** Who has said lately that it is alive. */
export const alive = (seen: readonly SeenWorker[]): SeenWorker[] =>
  seen.filter((worker) => worker.silent_s <= silent_s);

/** What the latest of them sees of the queue; null where none of them reaches it. */
export const queueSeen = (seen: readonly SeenWorker[]): QueueCounts | null =>
  alive(seen).find(({ counts }) => counts !== null)?.counts ?? null;
