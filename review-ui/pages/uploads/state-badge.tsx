/** An upload's state as a badge: its words always, its mood as a tint. */
import { type UploadState, uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';

/** Who or what a state waits for. */
const moods: Readonly<Record<UploadState, Mood>> = {
  received: 'busy',
  needs_fix: 'todo',
  ready: 'todo',
  refused: 'bad',
  failed: 'bad',
  submitted: 'waiting',
  returned: 'todo',
  approved: 'busy',
  applied: 'good',
  stuck: 'bad',
  superseded: 'quiet',
};

export const StateBadge = ({ state, page }: { state: UploadState; page: PageContext }) => (
  <Badge mood={moods[state]}>{page.say(uploadLifecycle.states[state])}</Badge>
);
