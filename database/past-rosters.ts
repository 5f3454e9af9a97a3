/** The registry as it was at a moment: who stood in service where, as the superiors of that unit may see it now. */
import { sql } from 'kysely';
import type { Moment } from '../schemas/moment.ts';
import { problem } from '../schemas/problem.ts';
import type { Standing, Standings } from '../schemas/roster-comparison.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { holding } from './pattern.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

/** A teacher as registered at a moment. */
export interface PastTeacher {
  readonly id: string;
  readonly version: number;
  /** Where the teacher was then, by its present name. */
  readonly unit_id: string;
  readonly unit_name: string;
  readonly record: TeacherRecord;
  /** When this version was made. */
  readonly made_at: Date;
}

export interface PastFilter {
  /** Unit path within scope. */
  readonly area: string;
  readonly moment: Moment;
  readonly name?: string;
  readonly stage?: string;
  readonly limit: number;
  readonly offset?: number;
}

interface Row {
  readonly teacher_id: string;
  readonly version: number;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly sealed: Buffer;
  readonly made_at: Date;
}

const toPast = (tx: Scoped, { teacher_id, sealed, ...row }: Row): PastTeacher => ({
  ...row,
  id: teacher_id,
  record: open<TeacherRecord>(tx.keys, 'teacher', sealed),
});

/** Those in service in the area at the moment, with how many there were. Only the page's records are opened. */
export async function rosterAsOf(
  tx: Scoped,
  { area, moment, name, stage, limit, offset = 0 }: PastFilter,
): Promise<{ teachers: PastTeacher[]; total: number }> {
  const pattern = name === undefined ? null : holding(name);
  const { rows } = await sql<(Row | { teacher_id: null }) & { total: number }>`
    with found as materialized (
      select * from roster_as_of(${area}, ${moment.until})
      where (${pattern}::text is null or name like ${pattern}) and (${stage ?? null}::text is null or stage = ${stage ?? null})),
    shown as (select * from found order by unit_path collate "C", teacher_id limit ${limit} offset ${offset})
    select s.teacher_id, s.version, s.unit_id, u.name as unit_name, r.sealed, r.made_at, counted.total
    from (select count(*)::int as total from found) counted left join (shown s
      join teacher_revisions r on r.teacher_id = s.teacher_id and r.version = s.version
      join units u on u.id = s.unit_id) on true
    order by s.unit_path collate "C", s.teacher_id`.execute(tx.sql);
  const teachers = rows.flatMap(({ total: _, ...row }) => (row.teacher_id === null ? [] : [toPast(tx, row)]));
  return { teachers, total: rows[0]?.total ?? 0 };
}

/** A teacher who was within scope at the moment, wherever she is now. Throws `not-found`. */
export async function teacherAsOf(tx: Scoped, id: string, { until }: Moment): Promise<PastTeacher> {
  const { rows } = await sql<Row>`
    select r.teacher_id, r.version, r.unit_id, u.name as unit_name, r.sealed, r.made_at
    from teacher_revisions r join units u on u.id = r.unit_id
    where r.teacher_id = ${id} and r.version = version_as_of(${id}, ${until})
      and u.path >= ${tx.scope} and u.path < ${`${tx.scope}~`}`.execute(tx.sql);
  const [row] = rows;
  if (row === undefined) throw problem('not-found');
  return toPast(tx, row);
}

/** The most differing teachers that one comparison takes into memory: more than any county has. */
const mostCompared = 20_000;

export interface PairOfMoments {
  readonly area: string;
  readonly from: Moment;
  readonly to: Moment;
}

/** How everybody stood at two moments whose version differs between them, and how many others there were at both. */
export interface TwoMoments {
  readonly before: Standings;
  readonly after: Standings;
  /** In service in the area at both moments with the same version. */
  readonly same: number;
}

/** Two moments of an area within scope. Throws `comparison-too-large` beyond {@link mostCompared} teachers. */
export async function twoMoments(tx: Scoped, { area, from, to }: PairOfMoments): Promise<TwoMoments> {
  const { rows } = await sql<PairRow>`
    with pairs as materialized (select *, from_place = 'in' and to_place = 'in' and from_version = to_version as same
      from standings_between(${area}, ${from.until}, ${to.until})),
    counted as (select count(*) filter (where same)::int as same, count(*) filter (where same is not true)::int as differing from pairs)
    select counted.same, counted.differing, p.teacher_id, p.from_place, p.to_place,
      a.version as from_version, a.unit_id as from_unit_id, unit_name(a.unit_id) as from_unit_name, a.sealed as from_sealed,
      b.version as to_version, b.unit_id as to_unit_id, unit_name(b.unit_id) as to_unit_name, b.sealed as to_sealed
    from counted left join (pairs p
      left join teacher_revisions a on a.teacher_id = p.teacher_id and a.version = p.from_version and p.from_place <> 'elsewhere'
      left join teacher_revisions b on b.teacher_id = p.teacher_id and b.version = p.to_version and p.to_place <> 'elsewhere')
      on p.same is not true and counted.differing <= ${mostCompared}
    order by p.unit_path collate "C", p.teacher_id`.execute(tx.sql);
  const [first] = rows;
  if (first !== undefined && first.differing > mostCompared)
    throw problem('comparison-too-large', { teachers: first.differing, limit: mostCompared });
  const [before, after] = [new Map<string, Standing>(), new Map<string, Standing>()];
  for (const row of rows) {
    if (row.teacher_id === null) continue;
    const [was, is] = [standing(tx, row, 'from'), standing(tx, row, 'to')];
    if (was !== null) before.set(row.teacher_id, was);
    if (is !== null) after.set(row.teacher_id, is);
  }
  return { before, after, same: first?.same ?? 0 };
}

type Side = 'from' | 'to';
type PairRow = { readonly same: number; readonly differing: number; readonly teacher_id: string | null } & {
  readonly [S in Side as `${S}_place`]: Standing['place'] | null;
} & { readonly [S in Side as `${S}_version`]: number } & {
  readonly [S in Side as `${S}_unit_id` | `${S}_unit_name`]: string;
} & { readonly [S in Side as `${S}_sealed`]: Buffer };

function standing(tx: Scoped, row: PairRow, side: Side): Standing | null {
  const place = row[`${side}_place`];
  if (place === null) return null;
  if (place === 'elsewhere') return { place };
  return {
    ...{
      place,
      version: row[`${side}_version`],
      unit_id: row[`${side}_unit_id`],
      unit_name: row[`${side}_unit_name`],
    },
    record: open<TeacherRecord>(tx.keys, 'teacher', row[`${side}_sealed`]),
  };
}
