/** Sealing: committed events become links of their units' chains, by one hand at a time, while nobody who appends waits. */
import { sql } from 'kysely';
import { type Anchor, anchorOfToday } from './audit-anchors.ts';
import { eventText, type Head, nothingBefore, sealOf } from './audit-chain.ts';
import type { Database } from './connect.ts';
import { asSystem, type Scoped } from './scope.ts';

export interface Sealed {
  readonly events: number;
  /** More may be waiting. */
  readonly is_more: boolean;
  /** Made at the first look of a day that left nothing waiting. */
  readonly anchor: Anchor | null;
}

const batch = 5_000;
/** Of this database; any number that nothing else locks. */
const turn = 4_100_041;

/**
 * Seals what is waiting, at most `limit` events in one short transaction, in the order of their ids as far as they are
 * committed. Whoever comes while another is at it leaves it to him.
 */
export const sealEvents = (db: Database, limit = batch): Promise<Sealed> =>
  asSystem(db, async (tx) => {
    if (!(await hasTurn(tx))) return { events: 0, is_more: false, anchor: null };
    const waiting = await take(tx, limit);
    if (waiting.length > 0) await append(tx, waiting);
    const is_more = waiting.length === limit;
    return { events: waiting.length, is_more, anchor: is_more ? null : await anchorOfToday(tx) };
  });

async function hasTurn(tx: Scoped): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${turn}) as mine`.execute(
    tx.sql,
  );
  return rows[0]?.mine === true;
}

interface Waiting {
  readonly id: string;
  readonly unit_id: string;
  readonly text: string;
}

/**
 * What was taken waits again if the transaction fails. An event that somebody took away meanwhile stays on the list, to be found,
 * and stands in nobody's way.
 */
async function take(tx: Scoped, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`/*audit-take*/ with taken as (
      delete from audit_pending p using events e
      where e.id = p.event_id and p.event_id = any(array(
        select event_id from audit_pending join events on id = event_id order by event_id limit ${limit}))
      returning e.id, e.unit_id, ${eventText} as text)
    select * from taken order by id`.execute(tx.sql);
  return rows;
}

async function append(tx: Scoped, waiting: readonly Waiting[]): Promise<void> {
  let number = await lastNumber(tx);
  const heads = await headsOf(tx, [...new Set(waiting.map(({ unit_id }) => unit_id))]);
  const seals = waiting.map(({ id, unit_id, text }) => {
    number += 1;
    const before = heads.get(unit_id) ?? { sequence: 0, mac: nothingBefore };
    const place = { number, unit_id, sequence: before.sequence + 1 };
    const mac = sealOf(tx.keys, place, before.mac, text);
    heads.set(unit_id, { ...place, mac });
    return { ...place, event_id: id, mac };
  });
  const column = <K extends keyof (typeof seals)[number]>(key: K) => seals.map((seal) => seal[key]);
  await sql`/*audit-seal*/ insert into audit_seals (number, unit_id, sequence, event_id, mac)
    select * from unnest(${column('number')}::bigint[], ${column('unit_id')}::bigint[], ${column('sequence')}::bigint[],
      ${column('event_id')}::bigint[], ${column('mac')}::bytea[])`.execute(tx.sql);
  const moved = new Map(seals.map((seal) => [seal.unit_id, seal]));
  const head = <K extends keyof (typeof seals)[number]>(key: K) =>
    [...moved.values()].map((seal) => seal[key]);
  await sql`/*audit-heads*/ insert into audit_heads (unit_id, sequence, number, mac)
    select * from unnest(${head('unit_id')}::bigint[], ${head('sequence')}::bigint[], ${head('number')}::bigint[],
      ${head('mac')}::bytea[])
    on conflict (unit_id) do update set sequence = excluded.sequence, number = excluded.number, mac = excluded.mac`.execute(
    tx.sql,
  );
}

async function lastNumber(tx: Scoped): Promise<number> {
  const last = await tx.sql
    .selectFrom('audit_seals')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return Number(last?.number ?? 0);
}

async function headsOf(tx: Scoped, units: readonly string[]): Promise<Map<string, Head>> {
  const { rows } = await sql<{ unit_id: string; sequence: string; mac: Buffer }>`
    select unit_id, sequence, mac from audit_heads where unit_id = any(${[...units]}::bigint[])`.execute(
    tx.sql,
  );
  return new Map(rows.map(({ unit_id, sequence, mac }) => [unit_id, { sequence: Number(sequence), mac }]));
}
