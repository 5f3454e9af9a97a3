/** The only place where a submission changes its state: hold, ask the lifecycle and what stands in the way, write, tell. */
import { sql } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import { type CampaignWindow, opensAt } from '../schemas/campaign.ts';
import { type LifecycleRow, permitted } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { Missing, SubmissionKey } from '../schemas/submission.ts';
import { isClosed, type SubmissionState, submissionLifecycle } from '../schemas/submission-lifecycle.ts';
import { campaignById } from './campaigns.ts';
import type { Scoped } from './scope.ts';
import { seal } from './seal.ts';
import { holdSubmission } from './submission-locks.ts';
import { takeSnapshot } from './submission-snapshots.ts';
import { appendSteps, tellSteps } from './submission-trail.ts';
import { type MissingList, missingOf, type ShownSubmission, submissionOf } from './submissions.ts';
import { requireStaffed } from './team-readiness.ts';

export interface SubmissionAct {
  readonly action: string;
  readonly reason: string | null;
  /** What the actor saw; undefined where they did not say. */
  readonly version?: number | undefined;
  /** Groups without an expert that a city knows of as it submits its team. */
  readonly gaps?: number | undefined;
  readonly now: Date;
}

type Row = LifecycleRow<SubmissionState>;

/**
 * Takes one action. Throws `not-found`, `stale`, `wrong-state`, `not-your-tier`, `reason-missing`, `superior-has-submitted`, and for
 * a unit that may not give its word yet `window-not-open`, `files-in-work`, `nothing-applied`, `teachers-not-enrolled`,
 * `enrolments-not-holding`, `units-unsettled`, `experts-undecided`, `plan-missing` or `gaps-left`.
 */
export async function actOnSubmission(
  tx: Scoped,
  actor: Actor,
  key: SubmissionKey,
  act: SubmissionAct,
): Promise<void> {
  const window = await windowOf(tx, key);
  const { unit_path } = await submissionOf(tx, key);
  await holdSubmission(tx, { id: key.unit_id, path: unit_path });
  // Looked at again: what was seen before the hold may have changed since.
  const submission = await submissionOf(tx, key);
  if (act.version !== undefined && act.version !== submission.version) throw problem('stale');
  const role = roleOf(actor, submission.unit_path);
  if (role === 'superior') await requireOpenAbove(tx, actor, key);
  const row = permitted(submissionLifecycle, submission.state, act.action, role);
  if (row.needs === 'reason' && !act.reason) throw problem('reason-missing');
  if (act.action === 'submit') {
    await requireReady(tx, submission, window, act.now);
    await requireStaffed(tx, submission, act.gaps);
  }
  await move(tx, actor, submission, row, window, act);
}

/** The days of the step. Throws `not-found` for a campaign or a step that is not planned. */
export async function windowOf(
  tx: Scoped,
  { campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>,
): Promise<CampaignWindow> {
  const window = (await campaignById(tx, campaign_id)).windows[step];
  if (window === undefined) throw problem('not-found');
  return window;
}

/** Whether a superior has given its own word, on which what it accepted below rests. */
export async function hasSubmitted(tx: Scoped, key: SubmissionKey): Promise<boolean> {
  const row = await tx.sql
    .selectFrom('submissions')
    .where('campaign_id', '=', key.campaign_id)
    .where('step', '=', key.step)
    .where('unit_id', '=', key.unit_id)
    .select('state')
    .executeTakeFirst();
  return row !== undefined && isClosed(row.state);
}

export async function requireOpenAbove(tx: Scoped, actor: Actor, key: SubmissionKey): Promise<void> {
  const isSubmitted = await hasSubmitted(tx, { ...key, unit_id: actor.unit_id });
  if (isSubmitted) throw problem('superior-has-submitted', { unit: actor.unit_name });
}

async function requireReady(
  tx: Scoped,
  submission: ShownSubmission,
  window: CampaignWindow,
  now: Date,
): Promise<void> {
  if (now < opensAt(window)) throw problem('window-not-open', { opens_on: window.opens_on });
  const missing = await missingOf(tx, submission, opensAt(window));
  const refusal = missing.total > 0 ? refusalOf(missing) : null;
  if (refusal !== null) throw refusal;
}

/** As many as a sentence bears. */
const namedInProblem = 5;

function refusalOf({ items, total: count }: MissingList) {
  const named = (nameOf: (one: Missing) => string) => {
    const names = items.slice(0, namedInProblem).map(nameOf).join('、');
    return count > namedInProblem ? `${names}…` : names;
  };
  const [first] = items;
  if (first?.kind === 'file-in-work') {
    return problem('files-in-work', {
      count,
      files: named((one) => (one.kind === 'file-in-work' ? one.receipt : '')),
    });
  }
  if (first?.kind === 'nothing-applied') return problem('nothing-applied', { count: first.teachers });
  if (first?.kind === 'not-enrolled') return problem('teachers-not-enrolled', { count: first.teachers });
  if (first?.kind === 'enrolment-broken') {
    return problem('enrolments-not-holding', { count: first.teachers });
  }
  return problem('units-unsettled', {
    count,
    units: named((one) => (one.kind === 'unit-unsettled' ? one.unit.name : '')),
  });
}

/** What an action sets beside the state. */
const marks: Readonly<Record<string, (actor: Actor, now: Date) => Record<string, unknown>>> = {
  submit: ({ account_id }, now) => ({
    ...{ submitted_at: now, submitted_by: account_id, accepted_at: null, accepted_by: null },
  }),
  accept: ({ account_id }, now) => ({ accepted_at: now, accepted_by: account_id }),
};
const takenBack = { snapshot_id: null, accepted_at: null, accepted_by: null };

async function move(
  tx: Scoped,
  actor: Actor,
  submission: ShownSubmission,
  row: Row,
  window: CampaignWindow,
  { action, reason, now }: SubmissionAct,
): Promise<void> {
  const { campaign_id, step, unit_id, unit_path, unit_name } = submission;
  const id = submission.row_id ?? (await firstRow(tx, submission));
  const version = submission.version + 1;
  const isWord = isClosed(row.to);
  const unit = { id: unit_id, path: unit_path, name: unit_name };
  const snapshot = { submission_id: id, campaign_id, step, unit, begins_at: opensAt(window), at: now };
  const about = action === 'submit' ? { snapshot_id: await takeSnapshot(tx, snapshot) } : {};
  await tx.sql
    .updateTable('submissions')
    .set({ state: row.to, version, ...(isWord ? about : takenBack), ...marks[action]?.(actor, now) })
    .where('id', '=', id)
    .execute();
  if (reason) {
    const sealed = seal(tx.keys, 'submission', reason);
    await tx.sql.insertInto('submission_reasons').values({ submission_id: id, version, sealed }).execute();
  }
  await appendSteps(
    tx,
    actor.account_id,
    [{ id, unit_id, unit_path, action, from: row.from, to: row.to, version }],
    submission,
  );
  if (isClosed(row.from) !== isWord) await moveBelow(tx, submission, isWord ? 'lock' : 'unlock');
  await tellSteps(tx, action, [submission]);
}

/** The row that everything later is written to; nobody else makes it, since the unit is held. */
async function firstRow(
  tx: Scoped,
  { campaign_id, step, unit_id, unit_path }: ShownSubmission,
): Promise<string> {
  const { id } = await tx.sql
    .insertInto('submissions')
    .values({ campaign_id, step, unit_id, unit_path, state: 'open', version: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a unit accepted below it is locked by its own word, and unlocked when that is taken back. */
async function moveBelow(tx: Scoped, above: ShownSubmission, action: 'lock' | 'unlock'): Promise<void> {
  const row = submissionLifecycle.rows.find((one) => one.action === action && one.by === 'system');
  if (row === undefined) throw new Error(`nothing says what ${action} does`);
  const moved = await sql<{ id: string; unit_id: string; unit_path: string; version: number }>`
    update submissions s set state = ${row.to}, version = s.version + 1 from units u
    where u.id = s.unit_id and u.parent_id = ${above.unit_id} and s.campaign_id = ${above.campaign_id}
      and s.step = ${above.step} and s.state = ${row.from}
    returning s.id, s.unit_id, s.unit_path, s.version`.execute(tx.sql);
  await appendSteps(
    tx,
    null,
    moved.rows.map((one) => ({ ...one, action, from: row.from, to: row.to })),
    above,
  );
}
