/** Who waits for whom while a unit gives its word: its files, the units below it, and its superior's own word. */
import { sql } from 'kysely';
import { type Campaign, type CampaignStep, currentCampaign } from '../schemas/campaign.ts';
import { problem } from '../schemas/problem.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import { templateOfStep } from '../schemas/submission.ts';
import { closedStates } from '../schemas/submission-lifecycle.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import { listCampaigns } from './campaigns.ts';
import type { Scoped } from './scope.ts';
import { statement } from './statement.ts';

/** A number of our own for each unit; the same unit is the same number in every process. */
const key = (unitId: string) => sql`hashtextextended('submission of ' || ${unitId}, 0)`;

/**
 * Until the transaction ends nobody else acts on this unit's submissions, and nobody's word above it changes. Always the upper unit
 * first, so that a county and its school wait for each other instead of deadlocking; schools of one county do not wait at all.
 */
export async function holdSubmission(tx: Scoped, unit: { id: string; path: string }): Promise<void> {
  const above = unitIdOf(parentPath(unit.path));
  if (above !== '') await sql`select pg_advisory_xact_lock_shared(${key(above)})`.execute(tx.sql);
  await sql`select pg_advisory_xact_lock(${key(unit.id)})`.execute(tx.sql);
}

/** The same for everything right below a unit at once, in the order of ids. */
export async function holdBelow(tx: Scoped, unitId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${key(unitId)})`.execute(tx.sql);
  await sql`select pg_advisory_xact_lock(hashtextextended('submission of ' || id, 0))
    from (select id from units where parent_id = ${unitId} order by id offset 0) units`.execute(tx.sql);
}

const holdUnits = statement<unknown>(
  'hold-units',
  `select pg_advisory_xact_lock_shared(hashtextextended('submission of ' || id, 0))
  from (select id from unnest($1::bigint[]) as given (id) order by id offset 0) units`,
);
const closedOnes = statement<{ unit_id: string }>(
  'closed-units',
  `select unit_id from submissions
  where campaign_id = $1 and step = $2 and unit_id = any($3::bigint[]) and state = any($4::text[])`,
);

/**
 * Which of these units take no new file of a template, because they have given their word on it in the current campaign. What is
 * asked here stays so until the transaction ends: a file and a word can't slip past each other.
 */
export async function closedUnits(
  tx: Scoped,
  unitIds: readonly string[],
  template: TemplateId,
  now: Date,
): Promise<ReadonlySet<string>> {
  const at = stepOfTemplate(await listCampaigns(tx), template, now);
  if (at === null || unitIds.length === 0) return new Set();
  await holdUnits(tx, [[...new Set(unitIds)]]);
  const rows = await closedOnes(tx, [at.campaign_id, at.step, unitIds, closedStates]);
  return new Set(rows.map(({ unit_id }) => unit_id));
}

function stepOfTemplate(
  campaigns: readonly Campaign[],
  template: TemplateId,
  now: Date,
): { campaign_id: string; step: CampaignStep } | null {
  const campaign = currentCampaign(campaigns, now);
  const step = (Object.keys(templateOfStep) as CampaignStep[]).find(
    (one) => templateOfStep[one] === template,
  );
  return campaign === null || step === undefined ? null : { campaign_id: campaign.id, step };
}

/** Refuses a new file of a unit that has given its word. Throws `submission-closed`. */
export async function requireTakesFiles(
  tx: Scoped,
  unit: { id: string; name: string },
  template: TemplateId,
  now: Date,
): Promise<void> {
  const closed = await closedUnits(tx, [unit.id], template, now);
  if (closed.has(unit.id)) throw problem('submission-closed', { unit: unit.name });
}

/** Whether a unit has given its word on a step; what is answered stays so until the transaction ends. */
export async function hasWord(
  tx: Scoped,
  { campaign_id, step, unit_id }: { campaign_id: string; step: CampaignStep; unit_id: string },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock_shared(${key(unit_id)})`.execute(tx.sql);
  const row = await tx.sql
    .selectFrom('submissions')
    .where('campaign_id', '=', campaign_id)
    .where('step', '=', step)
    .where('unit_id', '=', unit_id)
    .where('state', 'in', closedStates)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
