/** Which round runs and how long it still does, by the server's clock; the colour repeats what the words say. */
import { phaseOf, type TimeLeft, timeLeft } from '../../../schemas/campaign.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import type { RunningRound } from './board-model.ts';
import { leftText, windowText } from './figures.ts';
import { words } from './words.ts';

const hour_ms = 60 * 60 * 1000;

/** Amber under 48 hours, red under 4. */
const moodOf = (left: TimeLeft): Mood =>
  left.all_ms < 4 * hour_ms ? 'bad' : left.all_ms < 48 * hour_ms ? 'todo' : 'busy';

export const TimeLeftBadge = ({ running, page }: { running: RunningRound; page: PageContext }) => {
  const left = timeLeft(running.window, page.now);
  const text = leftText(running.window, page);
  return left === null || text === null ? null : <Badge mood={moodOf(left)}>{text}</Badge>;
};

export const RoundLine = ({ running, page }: { running: RunningRound | null; page: PageContext }) =>
  running === null ? (
    <p class="round-line muted">
      {page.say(words.noRound)} <a href="/campaigns">{page.say(words.calendar)}</a>
    </p>
  ) : (
    <p class="round-line">
      {page.say(words.round, { name: running.name })}
      {' · '}
      <span class={phaseOf(running.window, page.now) === 'closed' ? 'muted' : undefined}>
        {windowText(running.window, page)}
      </span>{' '}
      <TimeLeftBadge running={running} page={page} />
    </p>
  );
