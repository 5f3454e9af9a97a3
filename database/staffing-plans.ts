/** Staffing plans as they are kept: a new version for whatever is done, one of them published to the counties. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { MadeHow, PlanContent, PlanFigures } from '../schemas/kept-plan.ts';
import type { CellRoster, MadePlan } from '../schemas/planner.ts';
import { problem } from '../schemas/problem.ts';
import type { Cell } from '../schemas/staffing.ts';
import { appendEvent } from './events.ts';
import { openPlan } from './plan-content.ts';
import type { Scoped } from './scope.ts';

export interface City {
  readonly id: string;
  readonly path: string;
  readonly name: string;
}

export interface KeptPlan {
  readonly version: number;
  readonly made_how: MadeHow;
  readonly made_at: Date;
  readonly made_by: string;
  readonly published_at: Date | null;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  readonly figures: PlanFigures;
  readonly content: PlanContent;
}

/** Everybody who is enrolled in a city, by the county they count in; units right below the city count as the city's own. */
const enrolledIn = (campaignId: string, city: City) => sql`select teacher_id, unit_id, stage, subject,
    case when split_part(unit_path, '/', 5) = '' then ${city.id}::text else split_part(unit_path, '/', 4) end as county_id
  from enrolments where campaign_id = ${campaignId} and state = 'enrolled'
    and unit_path >= ${city.path} and unit_path < ${`${city.path}~`}`;

/** The same whatever order people come in: a sum of hashes. */
const mark = sql`sum(hashtextextended(concat_ws(' ', teacher_id, unit_id, county_id), 0))`;

/** A city's roster by cell. */
export async function rosterOf(tx: Scoped, campaignId: string, city: City): Promise<CellRoster[]> {
  const { rows } = await sql<CellRoster>`
    with unit as (select stage, subject, unit_id, county_id, string_agg(teacher_id::text, ' ' order by teacher_id) as ids,
        ${mark} as mark
      from (${enrolledIn(campaignId, city)}) e group by stage, subject, unit_id, county_id)
    select stage, subject, sum(mark)::text as mark,
      json_agg(json_build_array(unit_id::text, county_id, ids) order by unit_id, county_id)::text as units
    from unit group by stage, subject order by stage, subject`.execute(tx.sql);
  return rows;
}

export interface RosterMark extends Cell, Pick<CellRoster, 'mark'> {
  readonly teachers: number;
}

/** What tells whether a city's roster is still the one that a plan was made with. */
export async function rosterMarks(tx: Scoped, campaignId: string, city: City): Promise<RosterMark[]> {
  const { rows } =
    await sql<RosterMark>`select stage, subject, ${mark}::text as mark, count(*)::int as teachers
    from (${enrolledIn(campaignId, city)}) e group by stage, subject order by stage, subject`.execute(tx.sql);
  return rows;
}

export interface PackedPlan extends Omit<KeptPlan, 'content'> {
  readonly content: Uint8Array;
}

/** {@link planOf}, its content not opened. */
export async function packedPlanOf(
  tx: Scoped,
  campaignId: string,
  cityId: string,
  { published = false }: { readonly published?: boolean } = {},
): Promise<PackedPlan | null> {
  const { rows } = await sql<PackedPlan>`
    select version, made_how, made_at, account_label(made_by) as made_by, published_at, encode(digest, 'hex') as digest, figures, content
    from staffing_plans where campaign_id = ${campaignId} and city_id = ${cityId}
      and (not ${published}::boolean or published_at is not null)
    order by version desc limit 1`.execute(tx.sql);
  return rows[0] ?? null;
}

/** The newest plan of a city, or the one that is published; null before there is one that the scope may read. */
export async function planOf(...asked: Parameters<typeof packedPlanOf>): Promise<KeptPlan | null> {
  const packed = await packedPlanOf(...asked);
  return packed === null ? null : { ...packed, content: await openPlan(packed.content) };
}

export interface NewPlan {
  readonly campaign_id: string;
  readonly city: City;
  /** The version that it was made from, 0 for the first. */
  readonly from: number;
  readonly made_how: MadeHow;
  readonly made: MadePlan;
}

/** Keeps a plan as the next version and answers which. Throws `stale` when somebody made another meanwhile. */
export async function keepPlan(tx: Scoped, actor: Actor, plan: NewPlan): Promise<number> {
  const { campaign_id, city, from, made_how } = plan;
  const { options, figures, digest, content } = plan.made;
  await requireVersion(tx, campaign_id, city.id, from);
  const added = await tx.sql
    .insertInto('staffing_plans')
    .values({
      ...{ campaign_id, city_id: city.id, city_path: city.path, version: from + 1, made_how },
      ...{ options: JSON.stringify(options), figures: JSON.stringify(figures) },
      ...{ content: Buffer.from(content), digest: Buffer.from(digest, 'hex') },
      made_by: actor.account_id,
    })
    .onConflict((same) => same.columns(['campaign_id', 'city_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  if (added === undefined) throw problem('stale');
  await tell(tx, actor, campaign_id, made_how, {
    ...{ version: added.version, experts: figures.needed, gaps: figures.gaps },
  });
  return added.version;
}

/** Publishes the newest version to the counties in place of another, or takes back what they see. Throws `stale`. */
export async function publishPlan(
  tx: Scoped,
  actor: Actor,
  { campaign_id, city, version, on }: { campaign_id: string; city: City; version: number; on: boolean },
): Promise<void> {
  await requireVersion(tx, campaign_id, city.id, version);
  await tx.sql
    .updateTable('staffing_plans')
    .set({ published_at: null, published_by: null })
    .where('campaign_id', '=', campaign_id)
    .where('city_id', '=', city.id)
    .where('published_at', 'is not', null)
    .execute();
  if (on) {
    await tx.sql
      .updateTable('staffing_plans')
      .set({ published_at: sql`now()`, published_by: actor.account_id })
      .where('campaign_id', '=', campaign_id)
      .where('city_id', '=', city.id)
      .where('version', '=', version)
      .execute();
  }
  await tell(tx, actor, campaign_id, on ? 'publish' : 'unpublish', { version });
}

/** Holds the city's newest version until the transaction ends. */
async function requireVersion(tx: Scoped, campaign: string, city: string, version: number): Promise<void> {
  const newest = await tx.sql
    .selectFrom('staffing_plans')
    .where('campaign_id', '=', campaign)
    .where('city_id', '=', city)
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if ((newest?.version ?? 0) !== version) throw problem('stale');
}

const tell = (tx: Scoped, actor: Actor, campaign: string, action: string, detail: Record<string, number>) =>
  appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
    ...{ subject: 'staffing-plan', subject_id: campaign, action, detail },
  });

export interface CityPlan extends City {
  /** Null before the city has computed one. */
  readonly version: number | null;
  readonly figures: PlanFigures | null;
  readonly published_at: Date | null;
  /** Enrolled now, planned or not. */
  readonly enrolled_now: number;
}

/** Every city within scope with the figures of its newest plan. */
export async function cityPlans(tx: Scoped, campaignId: string): Promise<CityPlan[]> {
  const { rows } = await sql<CityPlan>`select u.id, u.path, u.name, p.version, p.figures,
      (select published_at from staffing_plans q where q.campaign_id = ${campaignId} and q.city_id = u.id
        and q.published_at is not null) as published_at,
      (select count(*)::int from enrolments e where e.campaign_id = ${campaignId} and e.state = 'enrolled'
        and e.unit_path >= u.path and e.unit_path < u.path || '~') as enrolled_now
    from units u left join lateral (select version, figures from staffing_plans p
      where p.campaign_id = ${campaignId} and p.city_id = u.id order by version desc limit 1) p on true
    where u.kind = 'city' and u.closed_at is null and u.path >= ${tx.scope} and u.path < ${`${tx.scope}~`}
    order by u.code, u.id`.execute(tx.sql);
  return rows;
}

export interface PlanNames {
  readonly units: ReadonlyMap<string, string>;
  readonly teachers: ReadonlyMap<string, string>;
}

/** Names of units of a city, and of these teachers where the scope sees them. */
export async function planNames(
  tx: Scoped,
  unitIds: readonly string[],
  teacherIds: readonly string[],
): Promise<PlanNames> {
  const units = await sql<{ id: string; name: string }>`select id::text, unit_name(id) as name
    from unnest(${[...unitIds]}::bigint[]) as u (id)`.execute(tx.sql);
  const teachers = await sql<{ id: string; name: string }>`select id, name from teachers
    where id = any(${[...teacherIds]}::bigint[]) and unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}`.execute(
    tx.sql,
  );
  const asMap = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return { units: asMap(units.rows), teachers: asMap(teachers.rows) };
}
