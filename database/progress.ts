/** Progress: where the files of the units below one stand in a round; every open unit that sends in files is counted once. */
import { type RawBuilder, sql } from 'kysely';
import { areaKinds } from '../schemas/organisation.ts';
import {
  emptyTally,
  type Omission,
  type OmissionPolicy,
  type ProgressState,
  precedence,
  progressOrder,
  progressStates,
  type Tally,
  undoneStates,
} from '../schemas/progress.ts';
import { reportingKinds } from '../schemas/submission.ts';
import { settledStates } from '../schemas/submission-lifecycle.ts';
import type { UnitFacts, UnitKind } from '../schemas/unit.ts';
import { inServiceAt } from './headcount.ts';
import type { Scoped } from './scope.ts';

/** What counts. What was applied before the round began belongs to an earlier one; null takes all. */
export interface Round {
  readonly since: Date | null;
  /** Whose collection units submit; null while there is none. */
  readonly campaign_id: string | null;
  readonly policy: OmissionPolicy;
}

type Root = Pick<UnitFacts, 'id' | 'path'>;

/** Both walls: below the unit that is asked about, and within the scope. */
const below = (tx: Scoped, column: string, path: string) =>
  sql`${sql.ref(column)} >= ${path} and ${sql.ref(column)} < ${`${path}~`}
    and ${sql.ref(column)} >= ${tx.scope} and ${sql.ref(column)} < ${`${tx.scope}~`}`;

const rankOf = (state: ProgressState): number => precedence.indexOf(state);
/** Of a file by its state; null for one that a newer file replaced. */
const rankOfFile = sql`case up.state ${sql.join(
  precedence.flatMap((state) =>
    progressStates[state].uploads.map(
      (upload) => sql`when ${sql.lit(upload)} then ${sql.lit(rankOf(state))}`,
    ),
  ),
  sql` `,
)} end`;
const undone = sql.join(undoneStates.map((state) => sql.lit(state)));
const doneRanks = sql.join(
  precedence.filter((state) => progressStates[state].isDone).map((state) => sql.lit(rankOf(state))),
);

/**
 * CTE `standing`: one row for each unit. A file that was undone has to be sent again; an undo that was itself undone changes nothing.
 * Units and files are laid on one heap and sorted by unit, not joined: how many there are of either is guessed far too low behind row
 * security, and a join that was planned for a few would compare each with each.
 */
const standing = (
  tx: Scoped,
  path: string,
  { since, campaign_id, policy }: Round,
): RawBuilder<unknown> => sql`
  files as (
    select up.id, up.unit_id, up.counts, coalesce(up.submitted_at, up.applied_at, up.received_at) as said_at,
      case when up.state = 'applied' and up.id in (
          select reverts from uploads r where reverts is not null and state = 'applied' and ${below(tx, 'r.unit_path', path)}
            and not exists (select from uploads again where again.reverts = r.id and again.state = 'applied'))
        then ${sql.lit(rankOf('needs_fix'))} else ${rankOfFile} end as rank
    from uploads up
    where up.reverts is null and up.template = 'teacher' and up.state <> 'superseded' and ${below(tx, 'up.unit_path', path)}
      and (${since}::timestamptz is null or up.applied_at is null or up.applied_at >= ${since}::timestamptz)),
  heap as (
    select id, parent_id, path, expected_headcount, null::bigint[] as file, null::timestamptz as said_at, null::timestamptz as accepted_at
    from units u where u.kind = any(${reportingKinds}::text[]) and u.closed_at is null and ${below(tx, 'u.path', path)}
    union all
    select unit_id, null, null, null, array[rank, id, ${countOf('verified', 'changed', 'departed', 'missing')},
        ${countOf('verified', 'changed', 'added', 'transferred', 'conflicts')}],
      case when rank in (${doneRanks}) then said_at end, null from files
    union all
    select unit_id, null, null, null, array[${sql.lit(rankOf('accepted'))}, null, null, null], null, coalesce(accepted_at, ${since}::timestamptz - interval '1 second')
    from submissions s where campaign_id = ${campaign_id} and step = 'collection' and state = any(${settledStates}::text[])
      and ${below(tx, 's.unit_path', path)}),
  gathered as (
    select id, max(parent_id) as parent_id, max(path) as path, max(expected_headcount) as expected_headcount,
      max(file[1]) as rank, max(file) filter (where file[2] is not null) as file, coalesce(min(said_at), min(accepted_at)) as done_at
    from heap group by id having max(path) is not null),
  standing as (
    select id, parent_id, path, expected_headcount, (${precedence}::text[])[coalesce(rank, 0) + 1] as state, done_at,
      file[2] as upload_id, file[3]::int as before, file[4]::int as reported,
      coalesce(${isShort('file[3]', policy)}, false) as fewer_than_last,
      coalesce(${isShort('expected_headcount', policy)}, false) as fewer_than_expected
    from gathered)`;

/** Teachers of a check by what became of them; null before it has concluded. */
const countOf = (...keys: string[]) =>
  sql.join(
    keys.map((key) => sql`(counts ->> ${sql.lit(key)})::int`),
    sql` + `,
  );

/** Null where there is nothing to compare. */
const isShort = (
  of: 'file[3]' | 'expected_headcount',
  { more_than_percent, more_than_teachers }: OmissionPolicy,
) => {
  const whole = sql.raw(of);
  const reported = sql.raw('file[4]');
  return sql<boolean>`(${reported} = 0 and ${whole} > 0 or ${whole} - ${reported} > ${more_than_teachers}::int
    and (${whole} - ${reported}) * 100 > ${whole} * ${more_than_percent}::int)`;
};

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

/** How far the units below each authority right below `root` have come. */
export async function progressBelow(tx: Scoped, root: Root, round: Round): Promise<Progress> {
  const states = sql.join(
    progressOrder.map(
      (state) => sql`count(*) filter (where state = ${sql.lit(state)})::int as ${sql.ref(state)}`,
    ),
  );
  const { rows } = await sql<{ id: string | null; done_by_day: DoneOnDay[] | null } & AreaProgress>`
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
        from standing where state not in (${undone}) group by day) d) as done_by_day
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
  };
}

const tallyOf = (row: Partial<Tally>): Tally =>
  Object.fromEntries(
    Object.keys(emptyTally).map((key) => [key, row[key as keyof Tally] ?? 0]),
  ) as unknown as Tally;

export interface UnitStanding {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly parent_id: string;
  /** Null where the unit above lies outside the scope. */
  readonly parent_name: string | null;
  readonly state: ProgressState;
  /** The file that brought it there; null when none was sent. */
  readonly upload_id: string | null;
  /** In service by the registry: when its file was checked, and while it was not, now. */
  readonly before: number;
  /** In service by the file; null before a check has concluded. */
  readonly reported: number | null;
  readonly expected_headcount: number | null;
  readonly fewer_than_last: boolean;
  readonly fewer_than_expected: boolean;
  /** The last day on which a unit above reminded it, `YYYY-MM-DD`. */
  readonly reminded_on: string | null;
}

export interface StandingFilter {
  readonly states?: readonly ProgressState[];
  readonly omission?: Omission;
  /** Only units right below `root`. */
  readonly direct?: boolean;
  readonly limit: number;
  readonly offset?: number;
}

/** The units below `root`, those with the longest way to go first, by authority and code. */
export async function unitsStanding(
  tx: Scoped,
  root: Root,
  round: Round,
  filter: StandingFilter,
): Promise<{ units: UnitStanding[]; total: number }> {
  const states = filter.states ?? progressOrder;
  const omission = filter.omission ? sql.ref(`s.fewer_than_${filter.omission}`) : sql`true`;
  const { rows } = await sql<UnitStanding & { total: number }>`
    with ${standing(tx, root.path, round)}
    select s.id, u.name, u.kind, u.code, s.parent_id, p.name as parent_name, s.state, s.upload_id, s.reported,
      coalesce(s.before, ${inServiceAt(sql.ref('s.id'))}) as before,
      s.expected_headcount, s.fewer_than_last, s.fewer_than_expected, count(*) over ()::int as total,
      (select max(sent_on) from reminders r where r.unit_id = s.id) as reminded_on
    from standing s join units u on u.id = s.id left join units p on p.id = s.parent_id
    where s.state = any(${states}::text[]) and ${omission}
      and (${filter.direct ?? false} = false or s.parent_id = ${root.id})
    order by array_position(${progressOrder}::text[], s.state), p.code, p.id, u.code, s.id
    limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(tx.sql);
  return { units: rows.map(({ total: _, ...unit }) => unit), total: rows[0]?.total ?? 0 };
}

/** Ids of the units below `root`, or itself, that have not said their word. */
export async function undoneUnits(tx: Scoped, root: Root, round: Round): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ${standing(tx, root.path, round)}
    select id from standing where state in (${undone}) order by id`.execute(tx.sql);
  return rows.map(({ id }) => id);
}
