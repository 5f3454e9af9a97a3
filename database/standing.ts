/** Where each unit below one stands in a round, by the files that it has sent; every open unit that sends in files once. */
import { type RawBuilder, sql } from 'kysely';
import {
  type Omission,
  type OmissionPolicy,
  type ProgressState,
  precedence,
  progressOrder,
  progressStates,
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

export type Root = Pick<UnitFacts, 'id' | 'path'>;

/** Both walls: below the unit that is asked about, and within the scope. */
export const below = (tx: Scoped, column: string, path: string) =>
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
/** As values of a statement. */
export const undone = sql.join(undoneStates.map((state) => sql.lit(state)));
const doneRanks = sql.join(
  precedence.filter((state) => progressStates[state].isDone).map((state) => sql.lit(rankOf(state))),
);

/**
 * CTE `standing`: one row for each unit. A file that was undone has to be sent again; an undo that was itself undone changes nothing.
 * Units and files are laid on one heap and sorted by unit, not joined: how many there are of either is guessed far too low behind row
 * security, and a join that was planned for a few would compare each with each.
 */
export const standing = (
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

export interface Standing {
  readonly units: readonly UnitStanding[];
  /** However many are listed. */
  readonly total: number;
}

/** A row of {@link listing}. */
export interface ListedUnit extends UnitStanding {
  readonly total: number;
}

/** The units below `root`, those with the longest way to go first, by authority and code. */
export async function unitsStanding(
  tx: Scoped,
  root: Root,
  round: Round,
  filter: StandingFilter,
): Promise<Standing> {
  const { rows } = await sql<ListedUnit>`
    with ${standing(tx, root.path, round)} ${listing(root, filter)}`.execute(tx.sql);
  return standingOf(rows);
}

export const standingOf = (rows: readonly ListedUnit[]): Standing => ({
  units: rows.map(({ total: _, ...unit }) => unit),
  total: rows[0]?.total ?? 0,
});

/** From the CTE `standing`. Ids are text, in JSON too. */
export function listing(root: Root, filter: StandingFilter): RawBuilder<unknown> {
  const states = filter.states ?? progressOrder;
  const omission = filter.omission ? sql.ref(`s.fewer_than_${filter.omission}`) : sql`true`;
  return sql`
    select s.id::text, u.name, u.kind, u.code, s.parent_id::text, p.name as parent_name, s.state, s.upload_id::text, s.reported,
      coalesce(s.before, ${inServiceAt(sql.ref('s.id'))}) as before,
      s.expected_headcount, s.fewer_than_last, s.fewer_than_expected, count(*) over ()::int as total,
      (select max(sent_on) from reminders r where r.unit_id = s.id) as reminded_on
    from standing s join units u on u.id = s.id left join units p on p.id = s.parent_id
    where s.state = any(${states}::text[]) and ${omission}
      and (${filter.direct ?? false} = false or s.parent_id = ${root.id})
    order by array_position(${progressOrder}::text[], s.state), p.code, p.id, u.code, s.id
    limit ${filter.limit} offset ${filter.offset ?? 0}`;
}

/** Ids of the units below `root`, or itself, that have not said their word. */
export async function undoneUnits(tx: Scoped, root: Root, round: Round): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ${standing(tx, root.path, round)}
    select id from standing where state in (${undone}) order by id`.execute(tx.sql);
  return rows.map(({ id }) => id);
}
