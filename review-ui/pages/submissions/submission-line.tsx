/** One line on the first page: how one's own submission stands, how long there is, and where it is given. */
import { campaignSteps, deadlineNear_ms, phaseOf, timeLeft } from '../../../schemas/campaign.ts';
import type { PageContext } from '../../page.ts';
import { Notice, type NoticeTone } from '../../parts/notice.tsx';
import { Deadline, isOwed } from './panel.tsx';
import { SubmissionBadge } from './submission-badge.tsx';
import type { OwnSubmission } from './submission-model.ts';
import { words } from './words.ts';

interface Props {
  readonly own: OwnSubmission | null;
  /** Whether the time left stands elsewhere on the page already. */
  readonly isTimed?: boolean;
  readonly page: PageContext;
}

export const SubmissionNote = ({ own, isTimed = false, page }: Props) => {
  if (own === null) return null;
  const { submission, planned, window } = own;
  return (
    <Notice tone={toneOf(own, page.now)}>
      <a href="/submissions">
        {page.say(words.title)} · {page.say(campaignSteps[planned.step])}
      </a>{' '}
      <SubmissionBadge state={submission.state} page={page} />{' '}
      {isOwed(submission.state) && !isTimed && <Deadline window={window} page={page} />}
    </Notice>
  );
};

/** Something still to do warns when less than two days are left, and when there is nothing left. */
function toneOf({ submission, window }: OwnSubmission, now: Date): NoticeTone {
  if (!isOwed(submission.state)) return 'good';
  if (submission.state === 'returned') return 'warning';
  const left = timeLeft(window, now);
  const isNear = left === null || left.all_ms < deadlineNear_ms;
  return isNear && phaseOf(window, now) !== 'before' ? 'warning' : 'info';
}
