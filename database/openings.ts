/** Openings: a city opens stages to its areas, a county to its units, singly or all at once; and closes them again. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Campaign } from '../schemas/campaign.ts';
import { openedKinds, openingIn, openingRefusal, stagesToOpen } from '../schemas/opening.ts';
import { problem } from '../schemas/problem.ts';
import { type Stage, stageOrder } from '../schemas/subject.ts';
import { tierOfKind, type UnitFacts } from '../schemas/unit.ts';
import { enrolledUnder } from './enrolled-under.ts';
import { appendEvent } from './events.ts';
import { tell } from './notices.ts';
import { closeAgainst, holdOpenings, openingFacts, requireOpened } from './opening-facts.ts';
import type { Scoped } from './scope.ts';
import { requireInTime } from './unit-windows.ts';

export interface OpeningOrder {
  /** Units right below the actor's. */
  readonly units: readonly string[] | 'all';
  readonly stages: readonly Stage[] | 'all';
  readonly open: boolean;
}

/** A cell that stayed closed in a bulk opening, and why. */
export interface RefusedCell {
  readonly unit_id: string;
  readonly unit_name: string;
  readonly stage: Stage;
  readonly code: 'licence-missing';
}

export interface OpeningOutcome {
  /** Cells that were changed. */
  readonly changed: number;
  /** Units with a changed cell. */
  readonly units: number;
  readonly refused: readonly RefusedCell[];
}

type Child = Pick<UnitFacts, 'id' | 'path' | 'name' | 'kind' | 'stages' | 'licence_no'>;
interface Cell {
  readonly unit: Child;
  readonly stage: Stage;
}

/**
 * Opens or closes stages to units right below the actor's, all or nothing. What a unit doesn't offer is passed over where all stages
 * or all units were meant, and a refusal where they were named; so is a kindergarten without a licence. Opening what is open
 * changes nothing. Throws `window-closed`, `not-found`, `not-your-tier`, `not-opened` (the actor's own area isn't opened for it),
 * `stage-not-offered`, `licence-missing`, and for closing `opening-in-use`.
 */
export async function setOpenings(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  order: OpeningOrder,
  now: Date,
): Promise<OpeningOutcome> {
  await requireInTime(tx, campaign, 'openings', { id: actor.unit_id, path: actor.unit_path }, now);
  const children = await childrenOf(tx, actor, order.units);
  return order.open
    ? await openCells(tx, actor, campaign, order, children)
    : await closeCells(tx, actor, campaign, order, children);
}

/** Units right below the actor's that take part; one that is named must be among them. */
async function childrenOf(tx: Scoped, actor: Actor, wanted: OpeningOrder['units']): Promise<Child[]> {
  const query = tx.sql
    .selectFrom('units')
    .where(sql<boolean>`path >= ${tx.scope} and path < ${`${tx.scope}~`}`)
    .where('closed_at', 'is', null)
    .select(['id', 'path', 'name', 'kind', 'stages', 'licence_no', 'parent_id'])
    .orderBy('id');
  if (wanted === 'all') {
    return await query.where('parent_id', '=', actor.unit_id).where('kind', 'in', openedKinds).execute();
  }
  const found = await query.where('id', 'in', wanted.length === 0 ? ['0'] : wanted).execute();
  if (found.length < new Set(wanted).size || found.length === 0) throw problem('not-found');
  const other = found.find(({ parent_id }) => parent_id !== actor.unit_id);
  if (other !== undefined) throw problem('not-your-tier', { by: 'superior' });
  return found;
}

async function openCells(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  order: OpeningOrder,
  children: readonly Child[],
): Promise<OpeningOutcome> {
  const stages = await stagesInReach(tx, actor, campaign, order);
  const cells: Cell[] = [];
  const refused: RefusedCell[] = [];
  for (const unit of children) {
    for (const stage of order.stages === 'all'
      ? stages.filter((one) => stagesToOpen(unit).includes(one))
      : stages) {
      const code = openingRefusal(unit, stage);
      if (code === null) cells.push({ unit, stage });
      else if (order.units !== 'all') throw problem(code, { unit: unit.name, stage });
      else if (code === 'licence-missing')
        refused.push({ unit_id: unit.id, unit_name: unit.name, stage, code });
    }
  }
  const rows = cells.map(({ unit, stage }) => ({
    ...{ campaign_id: campaign.id, unit_id: unit.id, unit_path: unit.path, stage },
    opened_by: actor.account_id,
  }));
  const added = await sql<{ unit_id: string; stage: Stage }>`
    insert into openings (campaign_id, unit_id, unit_path, stage, opened_by)
    select campaign_id, unit_id, unit_path, stage, opened_by from json_to_recordset(${JSON.stringify(rows)}::json)
      as x (campaign_id bigint, unit_id bigint, unit_path text, stage text, opened_by bigint)
    on conflict do nothing returning unit_id, stage`.execute(tx.sql);
  return { ...(await conclude(tx, actor, campaign, 'open', added.rows, children)), refused };
}

/** Of the stages that are meant those that are open to the actor's own unit, held open; one that is named must be. */
async function stagesInReach(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  order: OpeningOrder,
): Promise<readonly Stage[]> {
  await holdOpenings(tx, campaign.id, [actor.unit_path]);
  const facts = await openingFacts(tx, campaign.id, [actor.unit_path]);
  const meant = order.stages === 'all' ? stageOrder : order.stages;
  const answers = meant.map((stage) => ({ stage, opening: openingIn(facts, actor.unit_path, stage) }));
  const reached = answers.filter(({ opening }) => opening.is_open);
  const required = order.stages === 'all' && reached.length > 0 ? reached : answers;
  for (const { opening } of required) requireOpened(opening);
  return reached.map(({ stage }) => stage);
}

async function closeCells(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  order: OpeningOrder,
  children: readonly Child[],
): Promise<OpeningOutcome> {
  const ids = children.map(({ id }) => id);
  await closeAgainst(tx, campaign.id, ids);
  const stages = order.stages === 'all' ? stageOrder : order.stages;
  const cells = ids.flatMap((unit_id) => stages.map((stage) => ({ unit_id, stage })));
  const [enrolled] = await enrolledUnder(tx, campaign.id, cells);
  if (enrolled !== undefined) {
    const { unit_id, stage, count } = enrolled;
    const unit = children.find(({ id }) => id === unit_id)?.name ?? '';
    throw problem('opening-in-use', { unit, stage, count, unit_id });
  }
  const gone = await tx.sql
    .deleteFrom('openings')
    .where('campaign_id', '=', campaign.id)
    .where('unit_id', 'in', ids.length === 0 ? ['0'] : ids)
    .where('stage', 'in', stages)
    .returning(['unit_id', 'stage'])
    .execute();
  return { ...(await conclude(tx, actor, campaign, 'close', gone, children)), refused: [] };
}

/** The event with its counts, and a notice for each unit with what was opened or closed to it. */
async function conclude(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  action: 'open' | 'close',
  changed: readonly { readonly unit_id: string; readonly stage: Stage }[],
  children: readonly Child[],
): Promise<{ changed: number; units: number }> {
  const byUnit = new Map<string, Set<Stage>>();
  for (const { unit_id, stage } of changed) {
    byUnit.set(unit_id, (byUnit.get(unit_id) ?? new Set()).add(stage));
  }
  const touched = children.filter(({ id }) => byUnit.has(id));
  const inOrder = (stages: ReadonlySet<Stage>) => stageOrder.filter((stage) => stages.has(stage)).join('、');
  const counts = { changed: changed.length, units: touched.length };
  if (changed.length === 0) return counts;
  const only = touched.length === 1 ? { unit_id: touched[0]?.id ?? '' } : {};
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
    ...{ subject: 'opening', subject_id: campaign.id, action },
    detail: {
      cells: changed.length,
      units: touched.length,
      ...only,
      stages: inOrder(new Set(changed.map(({ stage }) => stage))),
    },
  });
  await tell(
    tx,
    touched.map(({ id, kind }) => ({
      ...{ unit: id, kind: action === 'open' ? ('opened' as const) : ('opening-closed' as const) },
      params: { unit: actor.unit_name, stages: inOrder(byUnit.get(id) ?? new Set()) },
      href:
        tierOfKind[kind] === 'school' ? `/campaigns/${campaign.id}` : `/campaigns/${campaign.id}/openings`,
    })),
  );
  return counts;
}
