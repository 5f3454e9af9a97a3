/** The state of a transfer, from where its reader stands. */
import type { TransferState } from '../../../schemas/transfer-lifecycle.ts';
import { transferLifecycle } from '../../../schemas/transfer-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { words } from './words.ts';

const moods: Readonly<Record<TransferState, Mood>> = {
  proposed: 'waiting',
  carried_out: 'good',
  declined: 'bad',
  withdrawn: 'quiet',
};

interface Props {
  readonly state: TransferState;
  /** Whether it waits for the reader. */
  readonly waits?: boolean;
  readonly page: PageContext;
}

export const TransferBadge = ({ state, waits = false, page }: Props) => (
  <Badge mood={waits ? 'todo' : moods[state]}>
    {page.say(waits ? words.waiting : transferLifecycle.states[state])}
  </Badge>
);
