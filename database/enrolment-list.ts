/** Enrolments of a unit as its page and its template show them: who is enrolled in what, who is excused, who is left. */
import { sql } from 'kysely';
import type { Campaign } from '../schemas/campaign.ts';
import type { EnrolmentCell, ExcuseCode, Standing, Tally } from '../schemas/enrolment.ts';
import { emptyTally } from '../schemas/enrolment.ts';
import { headPost, type Post, schoolCertificates } from '../schemas/stage-choice.ts';
import { type Stage, type Subject, stageOrder } from '../schemas/subject.ts';
import { closedStates } from '../schemas/submission-lifecycle.ts';
import { certifiedPosts } from '../schemas/teacher-choices.ts';
import { holding } from './pattern.ts';
import { type Scoped, visibleTo } from './scope.ts';
import { open } from './seal.ts';

/** What the teachers of a unit are enrolled in this year, by teacher. */
export async function enrolledAt(
  tx: Scoped,
  { year }: Pick<Campaign, 'year'>,
  unitId: string,
): Promise<ReadonlyMap<string, EnrolmentCell>> {
  const rows = await tx.sql
    .selectFrom('enrolments')
    .where('campaign_year', '=', year)
    .where('unit_id', '=', unitId)
    .where(visibleTo(tx.scope))
    .where('state', '=', 'enrolled')
    .select(['teacher_id', 'stage', 'subject'])
    .execute();
  return new Map(rows.map(({ teacher_id, ...cell }) => [teacher_id, cell]));
}

/** Teachers of whom the unit says why they are not enrolled. */
export async function excusedAt(
  tx: Scoped,
  { id }: Pick<Campaign, 'id'>,
  unitId: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.sql
    .selectFrom('enrolment_excuses')
    .where('campaign_id', '=', id)
    .where('unit_id', '=', unitId)
    .where(visibleTo(tx.scope))
    .select('teacher_id')
    .execute();
  return new Set(rows.map(({ teacher_id }) => teacher_id));
}

/**
 * Everybody in service within the scope, with where they stand: `teachers t`, `units u`, `enrolments e`, `enrolment_excuses x` and
 * `standing`. An enrolment holds where `enrolmentRefusal` in schemas/enrolment.ts would still let its teacher take the stage: this is
 * its SQL twin.
 */
export const everybody = (tx: Scoped, { id, year }: Pick<Campaign, 'id' | 'year'>) => sql`
  from teachers t join units u on u.id = t.unit_id and u.closed_at is null
  left join enrolments e on e.teacher_id = t.id and e.campaign_year = ${year} and e.state = 'enrolled' and e.unit_id = t.unit_id
  left join enrolment_excuses x on x.teacher_id = t.id and x.campaign_id = ${id} and x.unit_id = t.unit_id
  cross join lateral (select case
    when e.id is null then case when x.teacher_id is null then 'neither' else 'excused' end
    when exists (select from openings o where o.campaign_id = ${id} and o.unit_id = t.unit_id and o.stage = e.stage) then 'enrolled'
    when u.kind = 'school' and not e.stage = any(u.stages) and ${choosesAny}
      and exists (select from openings o where o.campaign_id = ${id} and o.unit_id = t.unit_id)
      -- A unit right below a city or the province has nothing above it that could be opened.
      and (split_part(u.path, '/', 5) = '' or exists (select from openings o
        where o.campaign_id = ${id} and o.unit_id = u.parent_id and o.stage = e.stage)) then 'enrolled'
    else 'broken' end as standing) s
  where t.status = '在职' and t.unit_path >= ${tx.scope} and t.unit_path < ${`${tx.scope}~`}`;

/** Of a teacher of a school: the SQL twin of `mayChooseAnyStage`. */
const choosesAny = sql`(t.post_type is null or t.post_type = any(${certifiedPosts}::text[])
  or t.post_type = ${headPost} and t.cert_type = any(${schoolCertificates}::text[]))`;

export interface EnrolmentLine extends Post {
  readonly teacher_id: string;
  readonly name: string;
  /** What the registry says they teach. */
  readonly registered: { readonly stage: Stage | null; readonly subject: Subject | null };
  readonly standing: Standing;
  readonly enrolment:
    | (EnrolmentCell & { readonly id: string; readonly version: number; readonly at: Date })
    | null;
  readonly excuse: { readonly code: ExcuseCode; readonly note: string | null } | null;
  /** Why it was last released by somebody's word, of whoever isn't settled since. */
  readonly released_reason: string | null;
  readonly has_certificate: boolean;
}

export interface LineFilter {
  readonly standing?: Standing | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
  readonly offset?: number;
}

interface LineRow extends Post {
  readonly teacher_id: string;
  readonly name: string;
  readonly t_stage: Stage | null;
  readonly t_subject: Subject | null;
  readonly standing: Standing;
  readonly e_id: string | null;
  readonly e_stage: Stage | null;
  readonly e_subject: Subject | null;
  readonly e_version: number | null;
  readonly e_at: Date | null;
  readonly code: ExcuseCode | null;
  readonly sealed: Buffer | null;
  readonly released: Buffer | null;
  readonly has_certificate: boolean;
  readonly total: number;
}

/** Teachers in service at a unit within scope, in the order in which they came to the registry. */
export async function enrolmentLines(
  tx: Scoped,
  campaign: Campaign,
  unitId: string,
  { standing, search, limit, offset = 0 }: LineFilter,
): Promise<{ lines: EnrolmentLine[]; total: number }> {
  const like = search ? holding(search) : null;
  const { rows } = await sql<LineRow>`
    select t.id as teacher_id, t.name, t.stage as t_stage, t.subject as t_subject, t.post_type, t.cert_type,
      t.cert_hash is not null as has_certificate, s.standing, e.id as e_id, e.stage as e_stage, e.subject as e_subject,
      e.version as e_version, e.enrolled_at as e_at, x.code, x.sealed,
      case when s.standing = 'neither' then (select r.reason from enrolments r
        where r.teacher_id = t.id and r.campaign_id = ${campaign.id} and r.unit_id = t.unit_id and r.released_why = 'word'
        order by r.id desc limit 1) end as released,
      count(*) over ()::int as total
    ${everybody(tx, campaign)} and t.unit_id = ${unitId}
      and (${standing ?? null}::text is null or s.standing = ${standing ?? null})
      and (${like}::text is null or t.name like ${like})
    order by t.id limit ${limit} offset ${offset}`.execute(tx.sql);
  return { lines: rows.map((row) => toLine(tx, row)), total: rows[0]?.total ?? 0 };
}

const toLine = (tx: Scoped, row: LineRow): EnrolmentLine => ({
  ...{ teacher_id: row.teacher_id, name: row.name, post_type: row.post_type, cert_type: row.cert_type },
  ...{ standing: row.standing, has_certificate: row.has_certificate },
  registered: { stage: row.t_stage, subject: row.t_subject },
  released_reason: row.released === null ? null : open<string>(tx.keys, 'enrolment', row.released),
  enrolment:
    row.e_id === null || row.e_stage === null || row.e_version === null || row.e_at === null
      ? null
      : { id: row.e_id, stage: row.e_stage, subject: row.e_subject, version: row.e_version, at: row.e_at },
  excuse:
    row.code === null
      ? null
      : { code: row.code, note: row.sealed === null ? null : open<string>(tx.keys, 'enrolment', row.sealed) },
});

/** How many stand where, in the part of the tree at `path`. */
export async function tallyOf(tx: Scoped, campaign: Campaign, path: string): Promise<Tally> {
  const { rows } = await sql<{ standing: Standing; count: number }>`
    select s.standing, count(*)::int as count ${everybody(tx, campaign)} and t.unit_path >= ${path} and t.unit_path < ${`${path}~`}
    group by 1`.execute(tx.sql);
  return { ...emptyTally, ...Object.fromEntries(rows.map(({ standing, count }) => [standing, count])) };
}

export interface UnitTally {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly tally: Tally;
  /** Whether its word on enrolment holds. */
  readonly is_locked: boolean;
  /** Whether some stage is open to it; until then nobody there can be enrolled. A city opens, and is not opened. */
  readonly is_opened: boolean;
}

/** The same for each unit right below one, in the order of codes. */
export async function talliesBelow(
  tx: Scoped,
  campaign: Campaign,
  unitId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ units: UnitTally[]; total: number }> {
  type Row = Omit<UnitTally, 'tally'> & { tally: Tally | null; total: number };
  const { rows } = await sql<Row>`
    with page as materialized (
      select c.id, c.name, c.kind, c.code, c.path, count(*) over ()::int as total from units c
      where c.parent_id = ${unitId} and c.closed_at is null and c.kind <> 'administrative_body'
        and c.path >= ${tx.scope} and c.path < ${`${tx.scope}~`}
      order by c.code, c.id limit ${limit} offset ${offset})
    select page.id, page.name, page.kind, page.total, (select json_object_agg(standing, count) from (
        select s.standing, count(*)::int as count ${everybody(tx, campaign)} and t.unit_path >= page.path and t.unit_path < page.path || '~'
        group by 1) counts) as tally,
      exists (select from submissions m where m.unit_id = page.id and m.campaign_id = ${campaign.id} and m.step = 'enrolment'
        and m.state = any(${closedStates}::text[])) as is_locked,
      page.kind = 'city' or exists (select from openings o where o.campaign_id = ${campaign.id} and o.unit_id = page.id) as is_opened
    from page order by page.code, page.id`.execute(tx.sql);
  const units = rows.map(({ total: _, tally, ...unit }) => ({ ...unit, tally: { ...emptyTally, ...tally } }));
  return { units, total: rows[0]?.total ?? 0 };
}

export interface CellCount {
  readonly stage: Stage;
  readonly subject: Subject | null;
  /** In service and registered in it, wherever they enrol. */
  readonly registered: number;
  readonly enrolled: number;
}

/** Registered beside enrolled, by stage and subject, in the part of the tree at `path`. */
export async function cellsOf(tx: Scoped, campaign: Campaign, path: string): Promise<CellCount[]> {
  const { rows } = await sql<CellCount>`
    with people as (
      select t.stage as t_stage, t.subject as t_subject, e.stage as e_stage, e.subject as e_subject, e.id
      ${everybody(tx, campaign)} and t.unit_path >= ${path} and t.unit_path < ${`${path}~`})
    select stage, subject, sum(registered)::int as registered, sum(enrolled)::int as enrolled from (
      select t_stage as stage, t_subject as subject, 1 as registered, 0 as enrolled from people
      union all select e_stage, e_subject, 0, 1 from people where id is not null) cells
    where stage is not null group by 1, 2
    order by array_position(${[...stageOrder]}::text[], stage), 3 desc, 2`.execute(tx.sql);
  return rows;
}
