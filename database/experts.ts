/** Experts as they are kept: proposed by a unit, listed and counted within scope, and handed to the staffing plan. */
import { type SqlBool, sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { ExpertPerson, ExpertTitle, NewExpert, TeamLevel } from '../schemas/expert.ts';
import { type ExpertState, expertRolesOf } from '../schemas/expert-lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { Expert } from '../schemas/staffing.ts';
import { type Stage, type Subject, stageOrder } from '../schemas/subject.ts';
import { appendEvent } from './events.ts';
import { tellOfExperts } from './expert-notices.ts';
import { beyondScope, type Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import { identityHash } from './teacher-record.ts';

/**
 * Adds experts, all or none, and answers their ids: proposed by a county, on the team at once where the sender is who decides.
 * Throws `expert-taken` when somebody has a place in the campaign by now.
 */
export async function proposeExperts(
  tx: Scoped,
  actor: Actor,
  experts: readonly NewExpert[],
): Promise<string[]> {
  const decides = expertRolesOf(actor, actor.unit_path).includes('deciding');
  const ids: string[] = [];
  for (const expert of experts) {
    const { name, id_type, id_number, mobile, email, serves, ...plain } = expert;
    const person: ExpertPerson = { name, id_type, id_number, mobile, email };
    const added = await tx.sql
      .insertInto('experts')
      .values({
        ...plain,
        serves: serves === null ? null : sql`${[...serves]}::bigint[]`,
        ...{ unit_id: actor.unit_id, unit_path: actor.unit_path, state: decides ? 'decided' : 'proposed' },
        identity_hash: identityHash(tx.keys, person),
        sealed: seal(tx.keys, 'expert', person),
        proposed_by: actor.account_id,
        ...(decides ? { decided_by: actor.account_id, decided_at: sql<Date>`now()` } : {}),
      })
      .onConflict((same) => same.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) throw problem('expert-taken');
    ids.push(added.id);
  }
  for (const campaign of new Set(experts.map(({ campaign_id }) => campaign_id))) {
    await appendEvent(tx, {
      ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
      ...{ subject: 'expert', subject_id: campaign, action: decides ? 'decide' : 'propose' },
      detail: { experts: experts.filter(({ campaign_id }) => campaign_id === campaign).length },
    });
  }
  if (!decides) {
    const { unit_path } = actor;
    await tellOfExperts(
      tx,
      actor,
      'propose',
      experts.map(({ campaign_id }) => ({ campaign_id, unit_path })),
    );
  }
  return ids;
}

export interface ShownExpert extends ExpertPerson {
  readonly id: string;
  readonly campaign_id: string;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly unit_name: string;
  readonly level: TeamLevel;
  readonly workshop: string | null;
  readonly state: ExpertState;
  readonly teacher_id: string | null;
  readonly workplace: string;
  readonly county: string;
  readonly county_id: string | null;
  readonly stage: Stage;
  readonly subject: Subject | null;
  readonly title: ExpertTitle;
  readonly honours: string | null;
  readonly capacity: number;
  readonly serves: readonly string[] | null;
  /** Names of the counties served, in the order of `serves`. */
  readonly served_names: readonly string[];
  readonly decision_reason: string | null;
}

export interface ExpertFilter {
  readonly campaign_id: string;
  readonly ids?: readonly string[] | undefined;
  readonly state?: ExpertState | undefined;
  readonly level?: TeamLevel | undefined;
  readonly stage?: Stage | undefined;
  /** Of the unit at this path and below; the whole scope unless said. */
  readonly area?: string | undefined;
}

const matching = (tx: Scoped, { campaign_id, ids, state, level, stage, area = tx.scope }: ExpertFilter) =>
  sql<SqlBool>`e.campaign_id = ${campaign_id} and e.unit_path >= ${tx.scope} and e.unit_path < ${`${tx.scope}~`}
    and e.unit_path >= ${area} and e.unit_path < ${`${area}~`}
    and (${ids === undefined} or e.id = any(${ids ?? []}::bigint[]))
    and (${state ?? null}::text is null or e.state = ${state ?? null})
    and (${level ?? null}::text is null or e.level = ${level ?? null})
    and (${stage ?? null}::text is null or e.stage = ${stage ?? null})`;

/** Experts within scope: those who wait first, then by stage and subject. */
export async function listExperts(
  tx: Scoped,
  filter: ExpertFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ShownExpert[]> {
  type Row = Omit<ShownExpert, keyof ExpertPerson | 'decision_reason'> & {
    readonly sealed: Buffer;
    readonly why: Buffer | null;
  };
  const { rows } = await sql<Row>`
    select e.id, e.campaign_id, e.unit_id, e.unit_path, u.name as unit_name, e.level, e.workshop, e.state, e.teacher_id, e.workplace,
      e.county, e.county_id, e.stage, e.subject, e.title, e.honours, e.capacity, e.serves, e.sealed, e.decision_reason as why,
      coalesce((select array_agg(unit_name(c) order by n) from unnest(e.serves) with ordinality s (c, n)), '{}') as served_names
    from experts e join units u on u.id = e.unit_id where ${matching(tx, filter)}
    order by e.state <> 'proposed', e.state <> 'decided', array_position(${stageOrder}::text[], e.stage), e.subject, e.workshop, e.id
    limit ${limit} offset ${offset}`.execute(tx.sql);
  return rows.map(({ sealed, why, ...row }) => ({
    ...row,
    ...open<ExpertPerson>(tx.keys, 'expert', sealed),
    decision_reason: why === null ? null : open<string>(tx.keys, 'expert', why),
  }));
}

export interface NamedExpert {
  readonly name: string;
  readonly workplace: string;
}

/** Names of a plan's experts; those of another county are the city's to tell, and it has published them. */
export async function expertNames(
  tx: Scoped,
  campaign_id: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedExpert>> {
  const found = await beyondScope(tx, (all) =>
    listExperts(all, { campaign_id, ids }, { limit: ids.length + 1, offset: 0 }),
  );
  return new Map(found.map(({ id, name, workplace }) => [id, { name, workplace }]));
}

/** Throws `not-found`. */
export async function expertById(tx: Scoped, id: string): Promise<ShownExpert> {
  const row = await tx.sql
    .selectFrom('experts')
    .where('id', '=', id)
    .select('campaign_id')
    .executeTakeFirst();
  const filter = { campaign_id: row?.campaign_id ?? '0', ids: [id] };
  const [expert] = await listExperts(tx, filter, { limit: 1, offset: 0 });
  if (expert === undefined) throw problem('not-found');
  return expert;
}

/** How many there are in each state; `state` itself narrows nothing. */
export async function expertCounts(
  tx: Scoped,
  filter: Omit<ExpertFilter, 'state'>,
): Promise<Partial<Record<ExpertState, number>>> {
  const { rows } = await sql<{ state: ExpertState; count: number }>`select e.state, count(*)::int as count
    from experts e where ${matching(tx, filter)} group by e.state`.execute(tx.sql);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** The decided team of a city, as a plan needs to know it; ids only. */
export async function teamOf(tx: Scoped, campaignId: string, cityPath: string): Promise<Expert[]> {
  type Row = Omit<Expert, 'level' | 'serves'> & { level: TeamLevel; serves: string[] | null };
  const { rows } = await sql<Row>`
    select e.id as expert_id, e.teacher_id, e.level, t.unit_id, e.county_id, e.capacity, e.serves, e.stage, e.subject
    from experts e left join teachers t on t.id = e.teacher_id
    where e.campaign_id = ${campaignId} and e.state = 'decided' and e.level <> '省级'
      and e.unit_path >= ${cityPath} and e.unit_path < ${`${cityPath}~`} order by e.id`.execute(tx.sql);
  return rows.map(({ level, serves, ...row }) => ({
    ...row,
    level: level === '市级' ? 'city' : 'county',
    serves: serves ?? 'city',
  }));
}
