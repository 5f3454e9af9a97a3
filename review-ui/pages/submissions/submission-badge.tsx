/** A submission's state as a badge. */
import { type SubmissionState, submissionLifecycle } from '../../../schemas/submission-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';

const moods: Readonly<Record<SubmissionState, Mood>> = {
  open: 'quiet',
  submitted: 'waiting',
  returned: 'todo',
  accepted: 'good',
  locked: 'good',
  excused: 'quiet',
};

export const SubmissionBadge = ({ state, page }: { state: SubmissionState; page: PageContext }) => (
  <Badge mood={moods[state]}>{page.say(submissionLifecycle.states[state])}</Badge>
);
