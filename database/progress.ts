/** Progress: how many of the units below one stand where in a round, by authority. */
import { type RawBuilder, sql } from 'kysely';
import { areaKinds } from '../schemas/organisation.ts';
import { emptyTally, progressOrder, type Tally } from '../schemas/progress.ts';
import type { UnitKind } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';
import {
  below,
  type ListedUnit,
  listing,
  type Root,
  type Round,
  type Standing,
  type StandingFilter,
  standing,
  standingOf,
  undone,
} from './standing.ts';

export interface AreaProgress extends Tally {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
}

export interface Progress {
  /** Authorities right below, by code, those without any unit too. */
  readonly areas: readonly AreaProgress[];
  /** Units right below that no authority stands between: all of a county, the city-direct ones of a city. */
  readonly direct: Tally;
  /**
   * How many units became done on each day, by day; together those that are done now. Who was excused and sent nothing counts
   * before the round: it says nothing of the pace.
   */
  readonly done_by_day: readonly DoneOnDay[];
}

export interface DoneOnDay {
  /** In Asia/Shanghai, `YYYY-MM-DD`. */
  readonly day: string;
  readonly units: number;
}

/** How far the units below each authority right below `root` have come, and {@link unitsStanding} of the same moment, for what one costs. */
export async function progressBelow(
  tx: Scoped,
  root: Root,
  round: Round,
  filter: StandingFilter,
): Promise<Progress & { readonly listed: Standing }> {
  const states = sql.join(
    progressOrder.map(
      (state) => sql`count(*) filter (where state = ${sql.lit(state)})::int as ${sql.ref(state)}`,
    ),
  );
  const { rows } = await sql<GatheredRow>`
    with ${standing(tx, root.path, round)},
    tallies as (
      select case when parent_id <> ${root.id}
          then split_part(substr(path, ${sql.lit(root.path.length + 1)}), '/', 1)::bigint end as area,
        count(*)::int as units, ${states}, count(*) filter (where fewer_than_last)::int as fewer_than_last,
        count(*) filter (where fewer_than_expected)::int as fewer_than_expected
      from standing group by area),
    areas as (
      select id, name, kind, code, closed_at from units u
      where parent_id = ${root.id} and kind = any(${areaKinds}::text[]) and ${below(tx, 'u.path', root.path)})
    select a.id, a.name, a.kind, a.code, ${sql.join(Object.keys(emptyTally).map((key) => sql.ref(`t.${key}`)))},
      (select json_agg(d order by day) from (
        select to_char(done_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as units
        from standing where state not in (${undone}) group by day) d) as done_by_day, ${listOnce(root, filter)} as listed
    from areas a full join tallies t on t.area = a.id
    where a.closed_at is null or t.units > 0
    order by a.code, a.id`.execute(tx.sql);
  const tallied = rows.map((row) => ({ row, tally: tallyOf(row) }));
  return {
    areas: tallied
      .filter(({ row }) => row.id !== null)
      .map(({ row: { id, name, kind, code }, tally }) => ({ id, name, kind, code, ...tally })),
    direct: tallied.find(({ row }) => row.id === null)?.tally ?? emptyTally,
    done_by_day: rows[0]?.done_by_day ?? [],
    listed: standingOf(rows[0]?.listed ?? []),
  };
}

/** Of the whole, so in the first row alone; not looked for where nobody reports directly, as in most cities and all provinces. */
function listOnce(root: Root, filter: StandingFilter): RawBuilder<unknown> {
  const isAny = filter.direct ? sql`exists (select from standing where parent_id = ${root.id})` : sql`true`;
  return sql`case when row_number() over (order by a.code, a.id) = 1 and ${isAny}
    then (select json_agg(l) from (${listing(root, filter)}) l) end`;
}

type GatheredRow = AreaProgress & {
  readonly id: string | null;
  readonly done_by_day: DoneOnDay[] | null;
  readonly listed: ListedUnit[] | null;
};

const tallyOf = (row: Partial<Tally>): Tally =>
  Object.fromEntries(
    Object.keys(emptyTally).map((key) => [key, row[key as keyof Tally] ?? 0]),
  ) as unknown as Tally;
