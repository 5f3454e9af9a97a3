/** Extensions: a unit asks for more days, and those above it grant or refuse them within their own reach. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import { type Campaign, closesAt, type WindowName } from '../schemas/campaign.ts';
import { type ExtensionPolicy, furthestGrant, unitWindow } from '../schemas/campaign-window.ts';
import {
  type ExtensionAction,
  type ExtensionCover,
  type ExtensionState,
  extensionLifecycle,
  extensionRole,
} from '../schemas/extension.ts';
import type { Params } from '../schemas/language.ts';
import { permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import { appendEvent } from './events.ts';
import { tellAsked, tellDecision, tellGranted } from './extension-notices.ts';
import type { Scoped } from './scope.ts';
import { seal } from './seal.ts';
import { nameAbove, type Placed, windowOfUnit } from './unit-windows.ts';
import { unitById } from './units.ts';

export interface NewExtension {
  readonly step: WindowName;
  /** Whom it is for. */
  readonly unit_id: string;
  readonly covers: ExtensionCover;
  /** `YYYY-MM-DD`, the last day that belongs to it. */
  readonly until: string;
  readonly reason: string;
}

/** What decisions on extensions are judged by besides themselves. */
export interface Judgement {
  readonly policy: ExtensionPolicy;
  readonly now: Date;
}

/**
 * A unit asks for more days for itself; those above it grant them unasked (a unit to all below it), and where the unit has asked already that is the answer.
 * Answers the extension's id. Throws `not-found`, `extension-too-early`, `extension-too-far`, `extension-asked`.
 */
export async function addExtension(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  wanted: NewExtension,
  judgement: Judgement,
): Promise<string> {
  const unit = await unitById(tx, wanted.unit_id);
  await requireLater(tx, campaign, wanted, unit, judgement.now);
  if (extensionRole(actor, unit.path, wanted.covers) === 'owner')
    return await ask(tx, actor, campaign, unit, wanted);
  await requireWithinReach(tx, actor, campaign, wanted, judgement);
  return await grantUnasked(tx, actor, campaign, unit, wanted);
}

/** More days are more than there are, and not over already. */
async function requireLater(
  tx: Scoped,
  campaign: Campaign,
  { step, until, covers }: Pick<NewExtension, 'step' | 'until' | 'covers'>,
  unit: Placed,
  now: Date,
): Promise<void> {
  // What a unit was granted itself says nothing of those below it.
  const window =
    covers === 'below'
      ? unitWindow(campaign.windows[step], [], now)
      : await windowOfUnit(tx, campaign, step, unit, now);
  if (window.by === 'nothing') throw problem('invalid-input', { fields: 'step' });
  const isOver = closesAt({ opens_on: until, closes_on: until }) <= now;
  if (isOver || until <= window.closes_on) {
    throw problem('extension-too-early', { closes_on: window.closes_on });
  }
}

/** Nobody grants further than its own last day and the days that its tier may add. */
async function requireWithinReach(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  { step, until }: Pick<NewExtension, 'step' | 'until'>,
  { policy, now }: Judgement,
): Promise<void> {
  const own = { id: actor.unit_id, path: actor.unit_path };
  const window = await windowOfUnit(tx, campaign, step, own, now);
  if (window.by === 'nothing') throw problem('invalid-input', { fields: 'step' });
  const furthest = furthestGrant(actor.tier, window.closes_on, policy);
  if (furthest === null || until <= furthest) return;
  throw problem('extension-too-far', { furthest, whom: (await nameAbove(tx, actor.unit_path)) ?? '' });
}

async function ask(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: UnitFacts,
  { step, covers, until, reason }: NewExtension,
): Promise<string> {
  const row = {
    ...{ campaign_id: campaign.id, step, unit_id: unit.id, unit_path: unit.path, covers },
    ...{ asked_until: until, reason: seal(tx.keys, 'extension', reason), made_by: actor.account_id },
  };
  const added = await tx.sql
    .insertInto('extensions')
    .values({ ...row, state: 'requested' })
    .onConflict((same) =>
      same.columns(['campaign_id', 'step', 'unit_id']).where('state', '=', 'requested').doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) throw problem('extension-asked');
  await note(tx, actor, unit, added.id, 'request', { step, until, covers });
  await tellAsked(tx, campaign.id, unit, until);
  return added.id;
}

async function grantUnasked(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: UnitFacts,
  { step, covers, until, reason }: NewExtension,
): Promise<string> {
  const sealed = seal(tx.keys, 'extension', reason);
  const asked = await tx.sql
    .updateTable('extensions')
    .set({ state: 'granted', until, covers, answer: sealed, ...decidedBy(actor) })
    .where('campaign_id', '=', campaign.id)
    .where('step', '=', step)
    .where('unit_id', '=', unit.id)
    .where('state', '=', 'requested')
    .returning('id')
    .executeTakeFirst();
  const added =
    asked ??
    (await tx.sql
      .insertInto('extensions')
      .values({
        ...{ campaign_id: campaign.id, step, unit_id: unit.id, unit_path: unit.path, covers, until },
        ...{ state: 'granted', reason: sealed, made_by: actor.account_id, ...decidedBy(actor) },
      })
      .returning('id')
      .executeTakeFirstOrThrow());
  await note(tx, actor, unit, added.id, 'grant', { step, until, covers });
  await tellGranted(tx, actor, campaign.id, { ...unit, covers, until });
  return added.id;
}

const decidedBy = (actor: Actor) => ({ decided_by: actor.account_id, decided_at: sql<Date>`now()` });

const note = (
  tx: Scoped,
  actor: Actor,
  unit: Placed,
  id: string,
  action: string,
  detail: Params,
): Promise<void> =>
  appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: unit.id, unit_path: unit.path },
    ...{ subject: 'extension', subject_id: id, action, detail },
  });

/** What goes with a decision. */
export interface Decision {
  /** Another last day than was asked for. */
  readonly until?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Decides on an extension within scope by one row of its lifecycle. Throws `not-found`, `wrong-state`, `not-your-tier`,
 * `reason-missing`, and for a grant `extension-too-early` and `extension-too-far`.
 */
export async function decideExtension(
  tx: Scoped,
  actor: Actor,
  campaigns: readonly Campaign[],
  id: string,
  action: ExtensionAction,
  { until, reason }: Decision,
  judgement: Judgement,
): Promise<ExtensionState> {
  const locked = await lockExtension(tx, id);
  const role = extensionRole(actor, locked.unit_path, locked.covers);
  const row = permitted(extensionLifecycle, locked.state, action, role);
  if (row.needs === 'reason' && !reason) throw problem('reason-missing');
  const day = action === 'grant' ? (until ?? locked.asked_until) : locked.until;
  const campaign = campaigns.find((one) => one.id === locked.campaign_id);
  if (campaign === undefined) throw problem('not-found');
  if (action === 'grant') {
    const wanted = { step: locked.step, covers: locked.covers, until: day ?? '' };
    await requireLater(tx, campaign, wanted, { id: locked.unit_id, path: locked.unit_path }, judgement.now);
    await requireWithinReach(tx, actor, campaign, wanted, judgement);
  }
  const answer = reason ? { answer: seal(tx.keys, 'extension', reason) } : {};
  await tx.sql
    .updateTable('extensions')
    .set({ state: row.to, until: day, ...answer, ...decidedBy(actor) })
    .where('id', '=', id)
    .execute();
  const unit = { id: locked.unit_id, path: locked.unit_path, name: locked.unit_name };
  await note(tx, actor, unit, id, action, { step: locked.step, from: row.from, to: row.to, until: day });
  await tellDecision(tx, actor, action, { ...locked, ...unit, until: day ?? '' });
  return row.to;
}

async function lockExtension(tx: Scoped, id: string) {
  const found = await tx.sql
    .selectFrom('extensions')
    .innerJoin('units', 'units.id', 'extensions.unit_id')
    .where('extensions.id', '=', id)
    .where(sql<boolean>`unit_path >= ${tx.scope} and unit_path < ${`${tx.scope}~`}`)
    .select(['extensions.id', 'campaign_id', 'step', 'unit_id', 'unit_path', 'units.name as unit_name'])
    .select(['covers', 'state', 'asked_until', 'until'])
    .forUpdate('extensions')
    .executeTakeFirst();
  if (!found) throw problem('not-found');
  return found;
}
