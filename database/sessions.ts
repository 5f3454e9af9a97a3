/** The visits of an account as its owner sees them, and their end. The id that a cookie carries never leaves the table. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { problem } from '../schemas/problem.ts';
import type { VisitOrigin } from '../schemas/session.ts';
import { appendEvent } from './events.ts';
import type { Scoped } from './scope.ts';

export interface ShownSession {
  /** A digest of the session's own id. */
  readonly id: string;
  readonly begun_at: Date;
  readonly seen_at: Date;
  readonly origin: VisitOrigin | null;
  /** It is the one that asks. */
  readonly is_own: boolean;
}

const digest = sql<string>`left(encode(sha256(sid::bytea), 'hex'), 32)`;

/** The actor's visits that are not over, the last used first; `sid` is the one that asks. */
export async function listSessions(tx: Scoped, actor: Actor, sid: string): Promise<ShownSession[]> {
  const { rows } = await sql<ShownSession>`
    select ${digest} as id, sess -> 'origin' as origin, sid = ${sid} as is_own,
      to_timestamp(coalesce((sess ->> 'begun_ms')::float8, 0) / 1000) as begun_at,
      to_timestamp(coalesce((sess ->> 'seen_ms')::float8, (sess ->> 'begun_ms')::float8, 0) / 1000) as seen_at
    from sessions where sess ->> 'account_id' = ${actor.account_id} and expire > now()
      and sess ->> 'begun_ms' is not null
    order by is_own desc, seen_at desc limit 100`.execute(tx.sql);
  return rows;
}

/** Whether this visit is neither ended nor idle for too long; `since_ms`: one that began earlier is over in any case. */
export async function isOpenSession(tx: Scoped, sid: string, since_ms: number): Promise<boolean> {
  const { rows } = await sql`select from sessions
    where sid = ${sid} and expire > now() and (sess ->> 'begun_ms')::float8 >= ${since_ms}`.execute(tx.sql);
  return rows.length > 0;
}

/** Ends one visit of the actor. Throws `not-found` for any other. */
export async function endSessionOf(tx: Scoped, actor: Actor, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from sessions
    where sess ->> 'account_id' = ${actor.account_id} and ${digest} = ${id}`.execute(tx.sql);
  if (numAffectedRows === 0n) throw problem('not-found');
  await note(tx, actor, 'end-visit');
}

/** Ends every visit of the actor, the one that asks too. */
export async function endSessionsOf(tx: Scoped, actor: Actor): Promise<void> {
  await sql`delete from sessions where sess ->> 'account_id' = ${actor.account_id}`.execute(tx.sql);
  await note(tx, actor, 'end-visits');
}

const note = (tx: Scoped, { account_id, unit_id, unit_path }: Actor, action: string) =>
  appendEvent(tx, { account_id, unit_id, unit_path, subject: 'account', subject_id: account_id, action });
