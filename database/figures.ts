/** How the registry fares as a whole: what is owed and given up, who works on it, how far the trail is sealed. Counts and ages only. */
import { sql } from 'kysely';
import { type Debt, debts } from '../schemas/lifecycle.ts';
import { givenUpIn } from '../schemas/upload-lifecycle.ts';
import type { Database } from './connect.ts';
import { debtOf, isOneOf } from './debts.ts';
import { asSystem, type Scoped } from './scope.ts';
import { type SeenWorker, workersSeen } from './workers-seen.ts';

/** Work of one kind that somebody waits for. */
export interface Owed {
  readonly work: Debt;
  readonly count: number;
  /** Of these, with the queue. */
  readonly handed_over: number;
  /** Age of the oldest; 0 for none. */
  readonly oldest_s: number;
  /** Tried too often: nothing is owed until a person says so again. */
  readonly given_up: number;
}

export interface RegistryFigures {
  readonly owed: readonly Owed[];
  readonly workers: readonly SeenWorker[];
  readonly trail: {
    /** Events that wait for their seal; not counted beyond {@link most_counted}. */
    readonly pending: number;
    readonly oldest_s: number;
    readonly anchored_at: Date | null;
  };
  /** When the last backup was made that the trail knows of. */
  readonly backed_up_at: Date | null;
}

/** Whoever asks every few seconds must not make an outage worse: beyond this a number is "at least". */
export const most_counted = 50_000;

const workGivenUp = sql.raw(debtOf(givenUpIn));
const isGivenUp = sql.raw(isOneOf(givenUpIn));

/** By partial indexes that hold what is owed or given up and nothing else; the cost grows with that alone. */
export const registryFigures = (db: Database): Promise<RegistryFigures> => asSystem(db, figuresIn);

/** {@link registryFigures} in a transaction that is there already. */
export const figuresIn = async (tx: Scoped): Promise<RegistryFigures> => ({
  owed: await owedByWork(tx),
  workers: await workersSeen(tx),
  ...(await trailFigures(tx)),
});

/** In the order of {@link debts}. */
export async function owedByWork(tx: Scoped): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    with owing as (
      (select owes, dispatched_at, case owes when 'apply' then coalesce(reviewed_at, received_at) else received_at end as since
        from uploads where owes is not null order by received_at limit ${most_counted})
      union all
      (select owes, dispatched_at, asked_at from exports where owes is not null order by asked_at limit ${most_counted})),
    ended as (
      (select ${workGivenUp} as work from uploads where ${isGivenUp} limit ${most_counted})
      union all (select 'export' from exports where state = 'failed' limit ${most_counted})),
    counted as (
      select owes as work, count(*)::int as count, count(dispatched_at)::int as handed_over,
        greatest(0, extract(epoch from now() - min(since)))::int as oldest_s
      from owing group by owes)
    select work, coalesce(count, 0) as count, coalesce(handed_over, 0) as handed_over, coalesce(oldest_s, 0) as oldest_s,
      (select count(*)::int from ended where ended.work = kinds.work) as given_up
    from unnest(${[...debts]}::text[]) with ordinality as kinds (work, n) left join counted using (work) order by n`.execute(
    tx.sql,
  );
  return rows;
}

async function trailFigures(tx: Scoped): Promise<Pick<RegistryFigures, 'trail' | 'backed_up_at'>> {
  const { rows } = await sql<RegistryFigures['trail'] & Pick<RegistryFigures, 'backed_up_at'>>`
    select (select count(*)::int from (select from audit_pending limit ${most_counted}) pending) as pending,
      coalesce((select extract(epoch from now() - at)::int from events where id = (select min(event_id) from audit_pending)), 0)
        as oldest_s,
      (select made_at from audit_anchors order by day desc limit 1) as anchored_at,
      (select max(at) from (select at from events where subject = 'registry' and action = 'back-up' offset 0) made) as backed_up_at`.execute(
    tx.sql,
  );
  const { backed_up_at = null, pending = 0, oldest_s = 0, anchored_at = null } = rows[0] ?? {};
  return { trail: { pending, oldest_s: Math.max(0, oldest_s), anchored_at }, backed_up_at };
}

/** What happened to files within the last hour. */
export interface LastHour {
  readonly received: number;
  /** With a verdict. */
  readonly checked: number;
  readonly refused: number;
  readonly applied: number;
}

/** By the trail, within scope. */
export async function lastHour(tx: Scoped): Promise<LastHour> {
  const { rows } = await sql<LastHour>`
    with counted as (
      select action, (select count(*)::int from (select from events where subject = 'upload' and events.action = kinds.action
        and at > now() - interval '1 hour' order by at desc limit ${most_counted}) happened) as count
      from unnest(array['receive', 'find-clean', 'find-clean-again', 'find-errors', 'refuse', 'apply']) as kinds (action))
    select sum(count) filter (where action = 'receive')::int as received,
      sum(count) filter (where action like 'find-%')::int as checked,
      sum(count) filter (where action = 'refuse')::int as refused, sum(count) filter (where action = 'apply')::int as applied
    from counted`.execute(tx.sql);
  return rows[0] ?? { received: 0, checked: 0, refused: 0, applied: 0 };
}

/** Something that was tried too often. */
export interface GivenUp {
  readonly work: Debt;
  readonly id: string;
  readonly receipt: string | null;
  readonly unit_name: string;
  readonly asked_at: Date;
  readonly request_id: string | null;
}

/** Within scope, the oldest first. */
export async function givenUp(tx: Scoped, limit: number): Promise<GivenUp[]> {
  const inTree = sql`unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}`;
  const { rows } = await sql<GivenUp>`
    with found as (
      (select ${workGivenUp} as work, id, receipt, unit_id, received_at as asked_at, request_id
        from uploads where ${isGivenUp} and ${inTree} order by received_at limit ${limit})
      union all
      (select 'export', id, null, unit_id, asked_at, request_id from exports where state = 'failed' and ${inTree}
        order by asked_at limit ${limit}))
    select work, found.id::text as id, receipt, u.name as unit_name, asked_at, request_id
    from found join units u on u.id = found.unit_id order by asked_at limit ${limit}`.execute(tx.sql);
  return rows;
}
