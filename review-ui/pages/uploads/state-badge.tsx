/** An upload's state as a badge: its words always, its mood as a tint. */
import type { Lifecycle } from '../../../schemas/lifecycle.ts';
import { type UploadState, undoLifecycle, uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
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

interface Props {
  readonly state: UploadState;
  /** Of an undo, whose end has another name. */
  readonly isUndo?: boolean;
  /** Whose names the states go by. */
  readonly lifecycle?: Lifecycle<UploadState>;
  readonly page: PageContext;
}

export const StateBadge = ({
  state,
  isUndo = false,
  lifecycle = isUndo ? undoLifecycle : uploadLifecycle,
  page,
}: Props) => (
  <Badge mood={isUndo && state === 'returned' ? 'quiet' : moods[state]}>
    {page.say(lifecycle.states[state])}
  </Badge>
);
