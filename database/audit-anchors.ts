/** Anchors: one a day over the chains of all units; kept elsewhere too, they hold the trail against whoever has the key. */
import { sql } from 'kysely';
import { type AnchorFacts, anchorOf, type Head, nothingBefore } from './audit-chain.ts';
import type { Database } from './connect.ts';
import { asSystem, type Scoped } from './scope.ts';

export interface Anchor extends AnchorFacts {
  readonly digest: Buffer;
}

/** All of them, the oldest first. */
export async function anchorsOf(tx: Scoped): Promise<Anchor[]> {
  const { rows } = await sql<Omit<Anchor, 'number'> & { number: string }>`
    select day::text as day, number, units, digest from audit_anchors order by day`.execute(tx.sql);
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

export const allAnchors = (db: Database): Promise<Anchor[]> => asSystem(db, anchorsOf);

/** Makes today's where there is none yet and something to anchor. For whoever has the turn of sealing. */
export async function anchorOfToday(tx: Scoped): Promise<Anchor | null> {
  const { rows } = await sql<{ day: string; digest: Buffer | null; last: string | null }>`
    select t.day::text as day, a.digest, (select max(number) from audit_heads) as last
    from (select (now() at time zone 'Asia/Shanghai')::date as day) t
    left join lateral (select digest from audit_anchors order by day desc limit 1) a on true
    where not exists (select from audit_anchors where day >= t.day)`.execute(tx.sql);
  const [due] = rows;
  if (due === undefined || due.last === null) return null;
  const heads = await allHeads(tx);
  const facts = { day: due.day, number: Number(due.last), units: heads.size };
  const digest = anchorOf(tx.keys, facts, due.digest ?? nothingBefore, heads);
  await tx.sql
    .insertInto('audit_anchors')
    .values({ ...facts, number: String(facts.number), digest })
    .execute();
  return { ...facts, digest };
}

/** The last seal of every unit, as it is kept. */
export async function allHeads(tx: Scoped): Promise<Map<string, Head>> {
  const { rows } = await sql<{ unit_id: string; sequence: string; mac: Buffer }>`
    select unit_id, sequence, mac from audit_heads`.execute(tx.sql);
  return new Map(rows.map(({ unit_id, sequence, mac }) => [unit_id, { sequence: Number(sequence), mac }]));
}

const lineShape = /^(\d{4}-\d{2}-\d{2})\s+(\d+)\s+(\d+)\s+([0-9a-f]{64})$/;

/** As it is printed and kept on paper: day, last seal, units, digest. */
export const anchorLine = ({ day, number, units, digest }: Anchor): string =>
  `${day} ${number} ${units} ${digest.toString('hex')}`;

/** Reads lines as {@link anchorLine} writes them; others are left out. */
export const anchorsIn = (text: string): Anchor[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [, day = '', number, units, hex = ''] = lineShape.exec(line.trim()) ?? [];
    if (day === '') return [];
    return [{ day, number: Number(number), units: Number(units), digest: Buffer.from(hex, 'hex') }];
  });
