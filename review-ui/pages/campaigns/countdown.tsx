/** How long a window is open still for one's own unit; and where to ask for more when it is nearly or already over. */
import {
  campaignWindows,
  deadlineNear_ms,
  timeLeft,
  type WindowName,
  type WindowPhase,
} from '../../../schemas/campaign.ts';
import type { PageContext } from '../../page.ts';
import type { Mood } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { PlannedWindow } from './calendar-model.ts';
import { words } from './words.ts';

export const phaseMoods: Readonly<Record<WindowPhase, Mood>> = {
  before: 'quiet',
  open: 'good',
  closed: 'quiet',
};

/** Less than this is the last evening. */
const veryNear_ms = 4 * 60 * 60 * 1000;

/** Not open, or not for long: what must be said also where the days stand already. */
export function isPressing(window: PlannedWindow, now: Date): boolean {
  const left = window.phase === 'open' ? timeLeft(window, now) : null;
  return left === null || left.all_ms < deadlineNear_ms;
}

interface Props {
  readonly campaignId: string;
  readonly name: WindowName;
  readonly window: PlannedWindow;
  readonly page: PageContext;
}

export const Countdown = ({ campaignId, name, window, page }: Props) => {
  const { phase, opens_on, closes_on, by } = window;
  const step = page.say(campaignWindows[name]);
  const left = phase === 'open' ? timeLeft(window, page.now) : null;
  const isNear = isPressing(window, page.now);
  const tone = left !== null && left.all_ms < veryNear_ms ? 'error' : isNear ? 'warning' : 'info';
  const text = { step, opens_on, closes_on };
  return (
    <Notice tone={phase === 'before' ? 'info' : tone}>
      <p class="countdown">
        {phase === 'before' && page.say(words.notBegun, text)}
        {phase === 'closed' && page.say(words.isOver, text)}
        {left !== null && (
          <>
            {page.say(words.leftOf, { ...text, days: left.days, hours: left.hours })}
            {by === 'extension' && ` ${page.say(words.extended)}`}
          </>
        )}{' '}
        {phase !== 'before' && isNear && page.actor?.tier !== 'province' && (
          <LinkButton href={addressOf(`/campaigns/${campaignId}/extensions`, { step: name })}>
            {page.say(words.askMore)}
          </LinkButton>
        )}
      </p>
    </Notice>
  );
};
