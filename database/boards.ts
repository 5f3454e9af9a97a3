/** What waits for an authority's review, and what the registry holds of the units right below it. */
import { sql } from 'kysely';
import type { UploadCounts } from '../schemas/examined.ts';
import { leafKinds } from '../schemas/organisation.ts';
import { progressStates } from '../schemas/progress.ts';
import { reportingKinds } from '../schemas/submission.ts';
import { parentPath, type UnitKind } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';
import { extensionHolds } from './unit-windows.ts';

const inTree = (tx: Scoped, column: string) =>
  sql`${sql.ref(column)} >= ${tx.scope} and ${sql.ref(column)} < ${`${tx.scope}~`}`;

export interface WaitingUpload {
  readonly id: string;
  readonly receipt: string;
  readonly unit_id: string;
  readonly unit_name: string;
  /** The upload that it undoes; null for a file. */
  readonly reverts: string | null;
  readonly change_set_id: string | null;
  readonly submitted_at: Date;
  readonly counts: UploadCounts | null;
  /** Changes that nobody may wave through: all but the low-risk ones. */
  readonly risky: number;
  readonly township: string | null;
  /** Last day that its unit has in the collection in which it was received, more days granted included; null outside any. */
  readonly closes_on: string | null;
}

/**
 * Files submitted by the units right below, with how many wait: what is due first comes first, and of what is due on one day the
 * riskiest. Outside any collection nothing is due, and the oldest day comes first.
 */
export async function reviewQueue(
  tx: Scoped,
  unitId: string,
  limit: number,
): Promise<{ waiting: WaitingUpload[]; total: number }> {
  const { rows } = await sql<WaitingUpload & { total: number }>`
    select up.id, up.receipt, up.unit_id, u.name as unit_name, up.reverts, up.change_set_id, up.submitted_at, up.counts,
      coalesce((up.counts ->> 'risky')::int, 0) as risky, u.township, due.closes_on,
      count(*) over ()::int as total
    from uploads up join units u on u.id = up.unit_id
    left join lateral (
      select greatest(w.closes_on, (select max(x.until) from extensions x
        where x.campaign_id = w.campaign_id and x.step = w.step
          and ${extensionHolds(sql.ref('u.id'), sql.ref('u.path'))})) as closes_on
      from campaign_windows w
      where w.step = 'collection' and w.opens_on <= (up.received_at at time zone 'Asia/Shanghai')::date
      order by w.opens_on desc limit 1) due on true
    where up.state = 'submitted' and u.parent_id = ${unitId} and ${inTree(tx, 'up.unit_path')}
    order by due.closes_on nulls last,
      case when due.closes_on is null then (up.submitted_at at time zone 'Asia/Shanghai')::date end,
      risky desc, up.submitted_at, up.id
    limit ${limit}`.execute(tx.sql);
  return { waiting: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface Completeness {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  /** Units that send in files, itself or below: those that boards count. */
  readonly units: number;
  /** Of these: a file is in the registry, of whatever round, and none is in review. */
  readonly applied: number;
  readonly teachers: number;
  /** Of these, confirmed or corrected by a file since they came into the registry. */
  readonly verified: number;
}

/** Each unit right below with what the registry holds of it and the units under it: areas first, by code. */
export async function completenessBelow(tx: Scoped, unitId: string): Promise<Completeness[]> {
  // The unit itself may stand above the scope: its path is told by one of those below it.
  const children = await sql<{ path: string }>`
    select path from units where parent_id = ${unitId} and ${inTree(tx, 'path')} limit 1`.execute(tx.sql);
  const [child] = children.rows;
  if (child === undefined) return [];
  const path = parentPath(child.path);
  const below = (column: string) =>
    sql`${sql.ref(column)} > ${path} and ${sql.ref(column)} < ${`${path}~`} and ${inTree(tx, column)}`;
  const childOf = (column: string) =>
    sql`split_part(substr(${sql.ref(column)}, ${sql.lit(path.length + 1)}), '/', 1)::bigint`;
  // Laid one below the other and grouped, and put together here: the planner guesses low how much a scope covers, and with
  // joins it would go through the files once for each unit.
  const tallies = await sql<Tally>`
    with standing as (
      select max(child) as child, coalesce(bool_or(in_review), false) as in_review, coalesce(bool_or(applied), false) as applied
      from (
        select id as unit_id, ${childOf('path')} as child, null::boolean as in_review, null::boolean as applied
        from units where ${below('path')} and kind = any(${reportingKinds}::text[]) and closed_at is null
        union all
        select unit_id, null, state = any(${progressStates.in_review.uploads}::text[]), state = 'applied'
        from uploads where reverts is null and template = 'teacher' and ${below('unit_path')}) facts
      group by unit_id having max(child) is not null)
    select child::text, count(*)::int as units, count(*) filter (where applied and not in_review)::int as applied
    from standing group by child`.execute(tx.sql);
  const held = await sql<Held>`
    select ${childOf('unit_path')}::text as child, sum(teachers)::int as teachers, sum(verified)::int as verified
    from headcounts where status = '在职' and ${below('unit_path')} group by child`.execute(tx.sql);
  const { rows } = await sql<Pick<Completeness, 'id' | 'name' | 'kind' | 'code'>>`
    select c.id, c.name, c.kind, c.code from units c
    where c.parent_id = ${unitId} and c.closed_at is null and ${inTree(tx, 'c.path')}
    order by c.kind = any(${leafKinds}::text[]), c.code, c.id`.execute(tx.sql);
  const [tallyOf, heldBy] = [byChild(tallies.rows), byChild(held.rows)];
  return rows.map((row) => ({
    ...row,
    ...(tallyOf.get(row.id) ?? noTally),
    ...(heldBy.get(row.id) ?? nobody),
  }));
}

type Tally = Pick<Completeness, 'units' | 'applied'> & Child;
type Held = Pick<Completeness, 'teachers' | 'verified'> & Child;
interface Child {
  readonly child: string;
}
const noTally = { units: 0, applied: 0 };
const nobody = { teachers: 0, verified: 0 };

const byChild = <T extends Child>(rows: readonly T[]): ReadonlyMap<string, Omit<T, 'child'>> =>
  new Map(rows.map(({ child, ...row }) => [child, row]));
