/** Progress: where the files of the units below one stand in a round; every open unit that sends in files is counted once. */
import { type RawBuilder, sql } from 'kysely';
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
import type { Scoped } from './scope.ts';

/** What counts. What was applied before the round began belongs to an earlier one; null takes all. */
export interface Round {
  readonly since: Date | null;
  /** Whose collection units submit; null while there is none. */
  readonly campaign_id: string | null;
  readonly policy: OmissionPolicy;
}

const authorities: readonly UnitKind[] = ['city', 'county', 'functional_zone'];

type Root = Pick<UnitFacts, 'id' | 'path'>;

/** Both walls: below the unit that is asked about, and within the scope. */
const below = (tx: Scoped, column: string, path: string) =>
  sql`${sql.ref(column)} >= ${path} and ${sql.ref(column)} < ${`${path}~`}
    and ${sql.ref(column)} >= ${tx.scope} and ${sql.ref(column)} < ${`${tx.scope}~`}`;

const ranks = sql.join(
  precedence.flatMap((state, rank) =>
    progressStates[state].uploads.map((upload) => sql`(${upload}, ${state}, ${sql.lit(rank)})`),
  ),
);
const undone = sql.join(undoneStates.map((state) => sql.lit(state)));

/**
 * CTEs: `files` of the round with the state that each brings its unit to, and `standing`, one row for each unit. A file that was
 * undone has to be sent again; an undo that was itself undone changes nothing.
 */
const standing = (
  tx: Scoped,
  path: string,
  { since, campaign_id, policy }: Round,
): RawBuilder<unknown> => sql`
  undoing as (
    select reverts from uploads r where reverts is not null and state = 'applied' and ${below(tx, 'r.unit_path', path)}
      and not exists (select from uploads again where again.reverts = r.id and again.state = 'applied')),
  files as (
    select up.id, up.unit_id, up.state as upload_state, up.counts, coalesce(up.submitted_at, up.applied_at, up.received_at) as said_at,
      case when undoing.reverts is null then ranks.state else 'needs_fix' end as state,
      case when undoing.reverts is null then ranks.rank else ${sql.lit(precedence.indexOf('needs_fix'))} end as rank
    from uploads up
    join (values ${ranks}) as ranks (upload_state, state, rank) on ranks.upload_state = up.state
    left join undoing on undoing.reverts = up.id
    where up.reverts is null and up.template = 'teacher' and ${below(tx, 'up.unit_path', path)}
      and (${since}::timestamptz is null or up.applied_at is null or up.applied_at >= ${since}::timestamptz)),
  furthest as (
    select distinct on (unit_id) *,
      ${countOf('verified', 'changed', 'departed', 'missing')} as before,
      ${countOf('verified', 'changed', 'added', 'transferred', 'conflicts')} as reported
    from files order by unit_id, rank desc, id desc),
  standing as (
    select u.id, u.parent_id, u.path, u.name, u.kind, u.code, u.expected_headcount,
      case when s.id is not null then 'accepted' else coalesce(f.state, 'not_begun') end as state, s.accepted_at, f.id as upload_id, f.upload_state, f.before, f.reported,
      coalesce(${isShort('f.before', policy)}, false) as fewer_than_last,
      coalesce(${isShort('u.expected_headcount', policy)}, false) as fewer_than_expected
    from units u left join furthest f on f.unit_id = u.id
    left join submissions s on s.unit_id = u.id and s.campaign_id = ${campaign_id} and s.step = 'collection'
      and s.state = any(${settledStates}::text[])
    where u.kind = any(${reportingKinds}::text[]) and u.closed_at is null and ${below(tx, 'u.path', path)})`;

/** Teachers of a check by what became of them; null before it has concluded. */
const countOf = (...keys: string[]) =>
  sql.join(
    keys.map((key) => sql`(counts ->> ${sql.lit(key)})::int`),
    sql` + `,
  );

/** Null where there is nothing to compare. */
const isShort = (of: string, { more_than_percent, more_than_teachers }: OmissionPolicy) => {
  const whole = sql.ref(of);
  return sql<boolean>`(f.reported = 0 and ${whole} > 0 or ${whole} - f.reported > ${more_than_teachers}::int
    and (${whole} - f.reported) * 100 > ${whole} * ${more_than_percent}::int)`;
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
}

/** How far the units below each authority right below `root` have come. */
export async function progressBelow(tx: Scoped, root: Root, round: Round): Promise<Progress> {
  const states = sql.join(
    progressOrder.map(
      (state) => sql`count(*) filter (where state = ${sql.lit(state)})::int as ${sql.ref(state)}`,
    ),
  );
  const { rows } = await sql<{ id: string | null } & AreaProgress>`
    with ${standing(tx, root.path, round)},
    tallies as (
      select case when parent_id <> ${root.id}
          then split_part(substr(path, ${sql.lit(root.path.length + 1)}), '/', 1)::bigint end as area,
        count(*)::int as units, ${states}, count(*) filter (where fewer_than_last)::int as fewer_than_last,
        count(*) filter (where fewer_than_expected)::int as fewer_than_expected
      from standing group by area),
    areas as (
      select id, name, kind, code, closed_at from units u
      where parent_id = ${root.id} and kind = any(${authorities}::text[]) and ${below(tx, 'u.path', root.path)})
    select a.id, a.name, a.kind, a.code, t.* from areas a full join tallies t on t.area = a.id
    where a.closed_at is null or t.units > 0
    order by a.code, a.id`.execute(tx.sql);
  const tallied = rows.map((row) => ({ row, tally: tallyOf(row) }));
  return {
    areas: tallied
      .filter(({ row }) => row.id !== null)
      .map(({ row: { id, name, kind, code }, tally }) => ({ id, name, kind, code, ...tally })),
    direct: tallied.find(({ row }) => row.id === null)?.tally ?? emptyTally,
  };
}

const tallyOf = (row: Partial<Tally>): Tally =>
  Object.fromEntries(
    Object.keys(emptyTally).map((key) => [key, row[key as keyof Tally] ?? 0]),
  ) as unknown as Tally;

export interface DoneOnDay {
  /** In Asia/Shanghai, `YYYY-MM-DD`. */
  readonly day: string;
  readonly units: number;
}

/**
 * How many units became done on each day, by day; together those that are done now. Who was excused and sent nothing counts before
 * the round: it says nothing of the pace.
 */
export async function doneByDay(tx: Scoped, root: Root, round: Round): Promise<DoneOnDay[]> {
  const { rows } = await sql<DoneOnDay>`
    with ${standing(tx, root.path, round)},
    said as (
      select coalesce(min(files.said_at), min(standing.accepted_at), ${round.since}::timestamptz - interval '1 second') as at
      from standing left join files on files.unit_id = standing.id and files.state not in (${undone})
      where standing.state not in (${undone}) group by standing.id)
    select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as units
    from said group by day order by day`.execute(tx.sql);
  return rows;
}

export interface UnitStanding {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly parent_id: string;
  readonly parent_name: string;
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
    select s.id, s.name, s.kind, s.code, s.parent_id, p.name as parent_name, s.state, s.upload_id, s.reported,
      coalesce(s.before, (select count(*)::int from teachers t where t.unit_id = s.id and t.status = '在职')) as before,
      s.expected_headcount, s.fewer_than_last, s.fewer_than_expected, count(*) over ()::int as total,
      (select max(sent_on) from reminders r where r.unit_id = s.id) as reminded_on
    from standing s join units p on p.id = s.parent_id
    where s.state = any(${states}::text[]) and ${omission}
      and (${filter.direct ?? false} = false or s.parent_id = ${root.id})
    order by array_position(${progressOrder}::text[], s.state), p.code, p.id, s.code, s.id
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
