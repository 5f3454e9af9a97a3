/** Headcounts: how many teachers units have, as the server counts along, and how many leave one by a change set. */
import { type RawBuilder, sql } from 'kysely';
import type { ChangeKind } from '../schemas/change.ts';
import type { Stage } from '../schemas/subject.ts';
import type { Scoped } from './scope.ts';

export interface Headcount {
  readonly in_service: number;
  /** Departures of the set that were not rejected. */
  readonly departing: number;
}

/** Within scope, by what a set holds of each kind. Nobody is counted where nobody leaves. */
export async function headcountOf(
  tx: Scoped,
  unitId: string,
  kinds: readonly { readonly kind: ChangeKind; readonly count: number; readonly rejected: number }[],
): Promise<Headcount> {
  const departures = kinds.find(({ kind }) => kind === 'depart');
  const departing = departures === undefined ? 0 : departures.count - departures.rejected;
  if (departing === 0) return { in_service: 0, departing };
  const { rows } = await sql<{
    in_service: number;
  }>`select ${inServiceAt(sql`${unitId}::bigint`)} as in_service`.execute(tx.sql);
  return { in_service: rows[0]?.in_service ?? 0, departing };
}

/** Teachers in service at the unit of an id, as a value within a statement. */
export const inServiceAt = (unitId: RawBuilder<unknown>): RawBuilder<number> => sql<number>`
  (select coalesce(sum(h.teachers), 0)::int from headcounts h where h.unit_id = ${unitId} and h.status = '在职')`;

/** In service at a unit within scope, by stage, the largest first. */
export async function stagesOf(
  tx: Scoped,
  unitId: string,
): Promise<{ stage: Stage | null; teachers: number }[]> {
  const { rows } = await sql<{ stage: Stage | null; teachers: number }>`/*stages*/
    select stage, sum(teachers)::int as teachers from headcounts
    where unit_id = ${unitId} and status = '在职' group by stage having sum(teachers) > 0 order by 2 desc, stage`.execute(
    tx.sql,
  );
  return rows;
}

export interface Heads {
  /** Unit path within scope. */
  readonly area: string;
  readonly stage?: string | undefined;
  readonly status?: string | undefined;
}

const counted = (tx: Scoped, { area, stage = '', status = '' }: Heads) => sql<boolean>`
  unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`} and unit_path >= ${area} and unit_path < ${`${area}~`}
    and (${stage} = '' or stage = ${stage}) and (${status} = '' or status = ${status})`;

/** Teachers of an area by stage and status; of a large one as they were within the last ten seconds. */
export const countHeads = (tx: Scoped, heads: Heads): Promise<number> =>
  tx.counts.read([tx.scope, heads.area, heads.stage ?? '', heads.status ?? ''], async () => {
    const { rows } = await sql<{ total: number }>`
      select coalesce(sum(teachers), 0)::int as total from headcounts where ${counted(tx, heads)}`.execute(
      tx.sql,
    );
    return rows[0]?.total ?? 0;
  });

/** The units whose teachers stand on a page of all, ordered by unit path, and how many stand before the first of them. */
export async function unitsOfPage(
  tx: Scoped,
  heads: Heads,
  offset: number,
  limit: number,
): Promise<{ units: string[]; skipped: number }> {
  const { rows } = await sql<{ units: string[] | null; skipped: number | null }>`
    with counted as (
      select unit_id, unit_path, sum(teachers) as heads from headcounts where ${counted(tx, heads)}
      group by unit_id, unit_path having sum(teachers) > 0),
    placed as (select unit_id, heads, sum(heads) over (order by unit_path) as until from counted)
    select array_agg(unit_id::text) as units, min(until - heads)::int as skipped from placed
    where until > ${offset} and until - heads < ${offset + limit}`.execute(tx.sql);
  return { units: rows[0]?.units ?? [], skipped: rows[0]?.skipped ?? 0 };
}
