/** The outbox: uploads and exports whose state owes a job. A row stays here until its state has moved on, whatever a queue forgets. */
import { sql } from 'kysely';
import type { Debt } from '../schemas/lifecycle.ts';
import type { Database } from './connect.ts';
import { notLately } from './lately.ts';
import { usualPatience } from './receiving.ts';
import { asSystem, atOnce } from './scope.ts';
import { statement } from './statement.ts';
import { channels } from './transition.ts';

export interface OwedJob {
  /** Of the upload or export; which of them, `owes` says. */
  readonly id: string;
  readonly owes: Debt;
  readonly size_bytes: number;
  /** Differs when the same thing owes the same work again after it was concluded in between. */
  readonly round: string;
}

/** An export of a province takes minutes: more of them would take every hand from the checks that schools wait for. */
const mostExports = 2;

/** The tables whose rows owe work, each of its own kind. */
const tables: readonly [string, readonly Debt[]][] = [
  ['uploads', ['check', 'apply']],
  ['exports', ['export']],
];

/** Up to this size a file takes a hundredth of a second, and shares its job with others. */
export const small_bytes = 128 * 1024;

/** Large files that may be in the hands of one dispatcher's workers. */
export interface LargePlaces {
  readonly most: number;
  /** Those that it handed over lately, as far as it remembers. */
  readonly mine: readonly string[];
}

interface Taken extends OwedJob {
  readonly place: number;
}

/**
 * Takes up to `limit` owed jobs to give to the queue: those never handed over, and those handed over more than `again_after_s`
 * seconds ago whose state has not moved since (the queue lost them, or is slow).
 *
 * Counties take turns, however much each of them owes; within one whoever is wanted first comes first. Before everybody's turn come
 * files whose window closes within the half hour. Large files have places of their own: small ones never wait for them, nor they for
 * the small ones. Several dispatchers may ask at once; none gets another's rows. A crash that forgets the hand-over only makes it
 * happen twice.
 */
export async function takeOwed(
  db: Database,
  limit: number,
  again_after_s: number,
  large: LargePlaces = { most: limit, mine: [] },
): Promise<OwedJob[]> {
  const taken = await atOnce(db, (tx) =>
    take(tx, [limit, again_after_s, large.most, large.mine.slice(-mostRemembered), mostExports]),
  );
  return taken
    .sort((a, b) => a.place - b.place)
    .map(({ id, owes, size_bytes, round }) => ({ id, owes, size_bytes, round }));
}

/** More large files than one dispatcher ever has places for. */
export const mostRemembered = 100;

const due = (row: string): string => notLately(`${row}.dispatched_at`, '$2');

/**
 * Places that owe such files are found by skipping from one to the next in the index: what a look costs doesn't grow with what is
 * owed. Of each as many are looked at as make up the limit together, and given out by turns. What is locked and left is free again in
 * a moment.
 */
const byTurns = (name: string, sizes: string, limit: string): string => {
  const isOwed = `u.owes is not null and ${sizes} and ${due('u')}`;
  return `
  ${name}_walk as (
    (select u.turn from uploads u where ${isOwed} order by u.turn limit 1)
    union all
    select (select u.turn from uploads u where u.turn > w.turn and ${isOwed} order by u.turn limit 1)
    from ${name}_walk w where w.turn is not null),
  ${name}_places as materialized (select turn from ${name}_walk where turn is not null),
  ${name}_heads as (
    select h.*, row_number() over (partition by p.turn order by h.wanted_by, h.id) as round
    from ${name}_places p cross join lateral (
      select u.id, u.wanted_by, u.wanted_by < u.received_at + interval '${usualPatience}' as is_pressing from uploads u
      where u.turn = p.turn and ${isOwed}
      order by u.wanted_by, u.id limit (select 1 + ${limit} / greatest(1, count(*)) from ${name}_places)
      for update skip locked) h),
  ${name} as (
    select id, row_number() over (order by is_pressing desc, round, wanted_by, id) as place from ${name}_heads
    order by place limit ${limit})`;
};

const take = statement<Taken>(
  'take-owed',
  `with recursive quick as (select set_config('synchronous_commit', 'off', true)),
  room as materialized (
    select greatest(0, $3::int - count(*))::int as large from uploads u
    where u.id = any($4::bigint[]) and u.owes is not null and not ${due('u')}),
  ${byTurns('small', `u.size_bytes <= ${small_bytes}`, '$1::int')},
  ${byTurns('large', `u.size_bytes > ${small_bytes}`, '(select large from room)')},
  taken_uploads as (
    update uploads set dispatched_at = now()
    from (select * from small union all select * from large) chosen, quick
    where uploads.id = chosen.id and uploads.owes is not null
    returning uploads.id, owes, size_bytes, coalesce(change_set_id, 0)::text as round, place),
  taken_exports as (
    update exports set dispatched_at = now() from quick
    where id in (
      select x.id from exports x where x.owes is not null and ${due('x')} order by x.asked_at
      -- Of two dispatchers at the same moment each may find the same place: then there is one more in hand.
      limit (select greatest(0, $5::int - count(*)) from exports y where y.owes is not null and not ${due('y')})
      for update skip locked)
    returning id, owes, 0 as size_bytes, round::text as round, 0::bigint as place)
  select id, owes, size_bytes, round, place::int from taken_uploads
  union all select id, owes, size_bytes, round, place::int from taken_exports`,
);

/** Lays jobs back that the queue would not take, for the next asking. */
export async function putBack(db: Database, jobs: readonly OwedJob[]): Promise<void> {
  await asSystem(db, async (tx) => {
    for (const [table, debts] of tables) {
      const ids = jobs.filter(({ owes }) => debts.includes(owes)).map(({ id }) => id);
      if (ids.length === 0) continue;
      await sql`update ${sql.table(table)} set dispatched_at = null
        where id = any(${ids}::bigint[]) and owes is not null`.execute(tx.sql);
    }
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
