/** What a submission leaves behind as it moves: an event for the record, a notice for whoever has to know. */
import type { Params } from '../schemas/language.ts';
import type { NoticeKind } from '../schemas/notice.ts';
import { type SubmissionKey, submissionId } from '../schemas/submission.ts';
import type { SubmissionState } from '../schemas/submission-lifecycle.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';

/** One submission that moved. */
export interface SubmissionStep {
  readonly id: string;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly action: string;
  readonly from: SubmissionState;
  readonly to: SubmissionState;
  readonly version: number;
}

/** Events of submissions of one step that moved; `account_id` is null for the system. */
export async function appendSteps(
  tx: Scoped,
  account_id: string | null,
  steps: readonly SubmissionStep[],
  { campaign_id, step }: Pick<SubmissionKey, 'campaign_id' | 'step'>,
): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ id, unit_id, unit_path, action, from, to, version }) => {
    const detail: Params = { from, to, version, campaign_id, step };
    const subject = { subject: 'submission', subject_id: id, action, detail: JSON.stringify(detail) };
    return { account_id, unit_id, unit_path, ...subject };
  });
  await tx.sql.insertInto('events').values(rows).execute();
}

/** Who hears of an action: the unit itself, or the one above it. */
const told: Readonly<Record<string, { readonly kind: NoticeKind; readonly who: 'unit' | 'above' }>> = {
  submit: { kind: 'submission-submitted', who: 'above' },
  accept: { kind: 'submission-accepted', who: 'unit' },
  return: { kind: 'submission-returned', who: 'unit' },
  reopen: { kind: 'submission-reopened', who: 'unit' },
  excuse: { kind: 'submission-excused', who: 'unit' },
  unexcuse: { kind: 'submission-unexcused', who: 'unit' },
};

/** Tells whoever has to hear of an action on these submissions; the root has nobody above it. */
export async function tellSteps(
  tx: Scoped,
  action: string,
  submissions: readonly (SubmissionKey & { readonly unit_path: string; readonly unit_name: string })[],
): Promise<void> {
  const notice = told[action];
  if (notice === undefined) return;
  const notices = submissions.map((one) => ({
    unit: notice.who === 'unit' ? one.unit_id : unitIdOf(parentPath(one.unit_path)),
    kind: notice.kind,
    params: { step: one.step, unit: one.unit_name },
    href: `/submissions/${submissionId(one)}`,
  }));
  await tell(
    tx,
    notices.filter(({ unit }) => unit !== ''),
  );
}

/** What people typed on the way, by the version that it led to. */
export async function reasonsOf(tx: Scoped, rowId: string): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.sql
    .selectFrom('submission_reasons')
    .where('submission_id', '=', rowId)
    .select(['version', 'sealed'])
    .execute();
  return new Map(rows.map(({ version, sealed }) => [version, open<string>(tx.keys, 'submission', sealed)]));
}
