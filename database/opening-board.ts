/** The board of openings: the units right below one with what is open to each, and how many are open below them. */
import { sql } from 'kysely';
import { openedKinds } from '../schemas/opening.ts';
import { areaKinds } from '../schemas/organisation.ts';
import { type Stage, stageOrder } from '../schemas/subject.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import { holding } from './pattern.ts';
import type { Scoped } from './scope.ts';

export interface OpeningRow
  extends Pick<UnitFacts, 'id' | 'path' | 'name' | 'code' | 'kind' | 'stages' | 'licence_no'> {
  /** When each open stage was opened. */
  readonly opened: Readonly<Partial<Record<Stage, string>>>;
}

export interface OpeningFilter {
  /** Part of a name or a code. */
  readonly search?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** Units right below a unit within scope that still exist, areas first, then by code. `total` counts all that match. */
export async function openingRows(
  tx: Scoped,
  campaignId: string,
  parentId: string,
  { search, limit, offset = 0 }: OpeningFilter,
): Promise<{ rows: OpeningRow[]; total: number }> {
  const pattern = holding(search ?? '');
  const kinds = ['city', ...openedKinds];
  const { rows } = await sql<OpeningRow & { total: number }>`
    select u.id, u.path, u.name, u.code, u.kind, u.stages, u.licence_no, count(*) over ()::int as total,
      coalesce((select jsonb_object_agg(o.stage, o.opened_at) from openings o
        where o.campaign_id = ${campaignId} and o.unit_id = u.id), '{}') as opened
    from units u
    where u.parent_id = ${parentId} and u.closed_at is null and u.kind = any(${kinds}::text[])
      and u.path >= ${tx.scope} and u.path < ${`${tx.scope}~`} and (u.name like ${pattern} or u.code like ${pattern})
    order by u.kind <> all(${areaKinds}::text[]), u.code, u.id limit ${limit} offset ${offset}`.execute(
    tx.sql,
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface StageCount {
  /** Units that take part in the stage. */
  readonly units: number;
  readonly opened: number;
  /** Neither open nor to be opened, for want of a kindergarten's licence. */
  readonly unlicensed: number;
}
export type StageCounts = Readonly<Partial<Record<Stage, StageCount>>>;

/** For each of these units how many right below it take part in a stage, and to how many of them it is open. */
export async function openingCounts(
  tx: Scoped,
  campaignId: string,
  parentIds: readonly string[],
): Promise<ReadonlyMap<string, StageCounts>> {
  const { rows } = await sql<{ parent_id: string; stage: Stage } & StageCount>`
    select c.parent_id, s.stage, count(*)::int as units, count(o.unit_id)::int as opened,
      count(*) filter (where o.unit_id is null and s.stage = '幼儿园' and c.kind = 'school'
        and coalesce(c.licence_no, '') = '')::int as unlicensed
    from units c cross join unnest(${[...stageOrder]}::text[]) as s (stage)
    left join openings o on o.campaign_id = ${campaignId} and o.unit_id = c.id and o.stage = s.stage
    where c.parent_id = any(${[...parentIds]}::bigint[]) and c.closed_at is null and c.kind = any(${openedKinds}::text[])
      and c.path >= ${tx.scope} and c.path < ${`${tx.scope}~`} and (c.kind <> 'school' or s.stage = any(c.stages))
    group by c.parent_id, s.stage`.execute(tx.sql);
  const counts = new Map<string, Partial<Record<Stage, StageCount>>>();
  for (const { parent_id, stage, ...count } of rows) {
    counts.set(parent_id, { ...counts.get(parent_id), [stage]: count });
  }
  return counts;
}
