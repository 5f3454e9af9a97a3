/** What pages of submissions show, gathered within the reader's scope, with what the reader may do. */
import { campaignAt, campaignById } from '../../../database/campaigns.ts';
import { eventsOf, type ShownEvent } from '../../../database/events.ts';
import type { Scoped } from '../../../database/scope.ts';
import { hasSubmitted } from '../../../database/submission-actions.ts';
import { reasonsOf } from '../../../database/submission-trail.ts';
import {
  countsBelow,
  type MissingList,
  missingOf,
  owesStep,
  type ShownSubmission,
  type SubmissionLine,
  submissionOf,
  submissionsBelow,
} from '../../../database/submissions.ts';
import { windowsOfUnits } from '../../../database/unit-windows.ts';
import { unitById } from '../../../database/units.ts';
import { type Actor, type Role, roleOf } from '../../../schemas/actor.ts';
import {
  type Campaign,
  type CampaignStep,
  type CampaignWindow,
  closesAt,
  opensAt,
  stepAt,
} from '../../../schemas/campaign.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { problem } from '../../../schemas/problem.ts';
import { type SubmissionKey, stepsOf } from '../../../schemas/submission.ts';
import { type SubmissionState, submissionLifecycle } from '../../../schemas/submission-lifecycle.ts';
import { tierOfKind } from '../../../schemas/unit.ts';
import { offsetOf, pageSize } from '../../inputs.ts';

/** A step of a campaign as it is planned. */
export interface Planned {
  readonly campaign: Campaign;
  readonly step: CampaignStep;
  readonly window: CampaignWindow;
}

export interface WithActions<S extends ShownSubmission = ShownSubmission> {
  readonly submission: S;
  readonly role: Role;
  /** Submitted after the last day. */
  readonly late: boolean;
  /** The reader's own word stands on it, so that nothing may be done here. */
  readonly above_submitted: boolean;
  readonly actions: readonly string[];
}

export interface SubmissionView extends WithActions {
  readonly planned: Planned;
  /** Of the step for this very unit: an extension moves its last day. */
  readonly window: CampaignWindow;
  readonly missing: MissingList;
}

export interface HistoryStep extends ShownEvent {
  readonly reason: string | null;
}

export interface SubmissionDetail extends SubmissionView {
  readonly history: readonly HistoryStep[];
}

export interface ListQuery {
  readonly campaign?: string | undefined;
  readonly step?: CampaignStep | undefined;
  readonly unit?: string | undefined;
  readonly state?: SubmissionState | undefined;
  readonly page: number;
}

export interface SubmissionList {
  readonly planned: Planned;
  readonly unit: { readonly id: string; readonly name: string };
  /** Null for a unit that owes no such step. */
  readonly own: SubmissionView | null;
  readonly below: readonly WithActions<SubmissionLine>[];
  readonly counts: Readonly<Partial<Record<SubmissionState, number>>>;
  /** Those that match the query. */
  readonly total: number;
  /** How many the reader may accept at once. */
  readonly acceptable: number;
  readonly query: ListQuery;
}

const isLate = ({ submitted_at }: ShownSubmission, window: CampaignWindow): boolean =>
  submitted_at !== null && submitted_at >= closesAt(window);

function withActions<S extends ShownSubmission>(
  actor: Actor,
  submission: S,
  window: CampaignWindow,
  above_submitted: boolean,
  isReady: boolean,
): WithActions<S> {
  const role = roleOf(actor, submission.unit_path);
  const isHeld = role === 'superior' && above_submitted;
  const allowed = actions(submissionLifecycle, submission.state, role).map(({ action }) => action);
  return {
    ...{ submission, role, late: isLate(submission, window), above_submitted: isHeld },
    actions: isHeld ? [] : allowed.filter((action) => action !== 'submit' || isReady),
  };
}

async function viewOf(
  tx: Scoped,
  actor: Actor,
  key: SubmissionKey,
  planned: Planned,
  now: Date,
): Promise<SubmissionView> {
  const submission = await submissionOf(tx, key);
  const [window = planned.window] = await windowsFor(tx, planned, [submission], now);
  const isOwed = submissionLifecycle.rows.some(
    ({ from, action }) => from === submission.state && action === 'submit',
  );
  const missing = isOwed ? await missingOf(tx, submission, opensAt(window)) : { items: [], total: 0 };
  const isReady = missing.total === 0 && now >= opensAt(window);
  const isAbove = await hasSubmitted(tx, { ...key, unit_id: actor.unit_id });
  return { ...withActions(actor, submission, window, isAbove, isReady), planned, window, missing };
}

/** Throws `not-found` for what is not planned. */
export async function plannedStep(
  tx: Scoped,
  { campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>,
): Promise<Planned> {
  const campaign = await campaignById(tx, campaign_id);
  const window = campaign.windows[step];
  if (window === undefined) throw problem('not-found');
  return { campaign, step, window };
}

/** The step's days for each of these units. */
async function windowsFor(
  tx: Scoped,
  { campaign, step, window }: Planned,
  submissions: readonly ShownSubmission[],
  now: Date,
): Promise<CampaignWindow[]> {
  const units = submissions.map(({ unit_id, unit_path }) => ({ id: unit_id, path: unit_path }));
  const found = await windowsOfUnits(tx, campaign, step, units, now);
  return found.map((one) => (one.by === 'nothing' ? window : one));
}

/** One submission with what led to it. Throws `not-found`. */
export async function submissionDetail(
  tx: Scoped,
  actor: Actor,
  key: SubmissionKey,
  now: Date,
): Promise<SubmissionDetail> {
  const view = await viewOf(tx, actor, key, await plannedStep(tx, key), now);
  const { row_id } = view.submission;
  if (row_id === null) return { ...view, history: [] };
  const reasons = await reasonsOf(tx, row_id);
  const events = await eventsOf(tx, 'submission', row_id);
  const history = events.map((event) => ({
    ...event,
    reason: reasons.get(Number(event.detail.version)) ?? null,
  }));
  return { ...view, history };
}

/** The reader's own submission, or that of a unit in scope, with those right below it. Null while no campaign is planned. */
export async function submissionList(
  tx: Scoped,
  actor: Actor,
  query: ListQuery,
  now: Date,
): Promise<SubmissionList | null> {
  const campaign =
    query.campaign === undefined ? await campaignAt(tx, now) : await campaignById(tx, query.campaign);
  const unit = await unitById(tx, query.unit ?? actor.unit_id);
  const step = query.step ?? (campaign && stepAt(campaign, now, stepsOf(tierOfKind[unit.kind])));
  if (campaign === null || step === null) return null;
  const planned = await plannedStep(tx, { campaign_id: campaign.id, step });
  const key = { campaign_id: campaign.id, step, unit_id: unit.id };
  const own = (await owesStep(tx, unit.id, step)) ? await viewOf(tx, actor, key, planned, now) : null;
  const counts = await countsBelow(tx, key);
  const { state } = query;
  const lines = await submissionsBelow(tx, key, {
    ...(state === undefined ? {} : { states: [state] }),
    ...{ limit: pageSize, offset: offsetOf(query.page) },
  });
  const windows = await windowsFor(tx, planned, lines, now);
  const isAbove = await hasSubmitted(tx, { ...key, unit_id: actor.unit_id });
  const isOwn = unit.id === actor.unit_id;
  return {
    ...{ planned, unit: { id: unit.id, name: unit.name }, own, counts, query },
    below: lines.map((line, index) =>
      withActions(actor, line, windows[index] ?? planned.window, isAbove, false),
    ),
    total: state === undefined ? sum(Object.values(counts)) : (counts[state] ?? 0),
    acceptable: isOwn && !isAbove ? (counts.submitted ?? 0) : 0,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

export interface OwnSubmission {
  readonly planned: Planned;
  readonly window: CampaignWindow;
  readonly submission: ShownSubmission;
}

/** How the actor's own submission of the step that people are at stands; null where it owes none. */
export async function ownSubmission(tx: Scoped, actor: Actor, now: Date): Promise<OwnSubmission | null> {
  const campaign = await campaignAt(tx, now);
  const step = campaign && stepAt(campaign, now, stepsOf(actor.tier));
  if (campaign === null || step === null) return null;
  const planned = await plannedStep(tx, { campaign_id: campaign.id, step });
  if (!(await owesStep(tx, actor.unit_id, step))) return null;
  const key = { campaign_id: campaign.id, step, unit_id: actor.unit_id };
  const submission = await submissionOf(tx, key);
  const [window = planned.window] = await windowsFor(tx, planned, [submission], now);
  return { planned, window, submission };
}
