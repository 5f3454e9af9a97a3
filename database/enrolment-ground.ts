/** What decides about enrolments at a unit, and who is to be enrolled: read, and held until the transaction ends. */
import { sql } from 'kysely';
import type { Campaign } from '../schemas/campaign.ts';
import type { Candidate, EnrolmentCell, EnrolmentGround } from '../schemas/enrolment.ts';
import { openingIn } from '../schemas/opening.ts';
import { type Stage, stageOrder } from '../schemas/subject.ts';
import { parentPath, type UnitFacts, unitIdOf } from '../schemas/unit.ts';
import { subjectsOf } from './campaigns.ts';
import { openingFacts } from './opening-facts.ts';
import type { Scoped } from './scope.ts';

export type HeldUnit = Pick<UnitFacts, 'id' | 'path' | 'name' | 'kind' | 'stages' | 'licence_no'>;

/** Which stages and subjects are open at a unit, with who must open what where they are not. */
export interface FullGround extends EnrolmentGround {
  readonly superior: string;
  /** Of stages that are not open: who must open them to whom. */
  readonly missing: ReadonlyMap<Stage, { readonly unit: string; readonly opener: string }>;
}

export async function groundOf(
  tx: Scoped,
  campaign: Pick<Campaign, 'id'>,
  unit: HeldUnit,
): Promise<FullGround> {
  const facts = await openingFacts(tx, campaign.id, [unit.path]);
  const subjects = await subjectsOf(tx, campaign.id);
  const missing = new Map<Stage, { unit: string; opener: string }>();
  for (const stage of stageOrder) {
    const opening = openingIn(facts, unit.path, stage);
    if (!opening.is_open) missing.set(stage, { unit: opening.unit.name, opener: opening.opener.name });
  }
  const above = parentPath(unit.path);
  return {
    ...{ unit, subjects, missing },
    open: new Set(stageOrder.filter((stage) => !missing.has(stage))),
    open_above: new Set(stageOrder.filter((stage) => openingIn(facts, above, stage).is_open)),
    superior: facts.units.get(unitIdOf(above))?.name ?? '',
  };
}

export interface LockedCandidate extends Candidate {
  readonly id: string;
  readonly name: string;
  readonly identity_hash: Buffer;
}

/**
 * Teachers within scope, by id, who can neither move nor leave before the transaction ends. Several may enrol people at the same
 * time: the unique index parts them.
 */
export async function lockCandidates(
  tx: Scoped,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedCandidate>> {
  const { rows } = await sql<LockedCandidate>`
    select id, name, identity_hash, unit_id, status, post_type, cert_type, cert_hash is not null as has_certificate
    from teachers where id = any(${ids}::bigint[]) and unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}
    order by id for share`.execute(tx.sql);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface Holder extends EnrolmentCell {
  readonly unit: string;
  readonly superior: string | null;
}

/** Where a document is enrolled this year, or null. To be asked across all units; only what a refusal may say. */
export async function nameOfHolder(tx: Scoped, year: number, identity_hash: Buffer): Promise<Holder | null> {
  const { rows } = await sql<Holder>`
    select e.stage, e.subject, u.name as unit, a.name as superior
    from enrolments e join units u on u.id = e.unit_id left join units a on a.id = u.parent_id
    where e.campaign_year = ${year} and e.state = 'enrolled' and e.identity_hash = ${identity_hash}`.execute(
    tx.sql,
  );
  return rows[0] ?? null;
}
