/** What a reminder came to, said on the page that one comes back to. */
import type { PageContext } from '../../page.ts';
import { Notice } from '../../parts/notice.tsx';
import { words } from './words.ts';

export interface ToldReminder {
  readonly reminded?: number | undefined;
  readonly skipped?: number | undefined;
  readonly done?: number | undefined;
}

export const Told = ({ told, page }: { told: ToldReminder; page: PageContext }) => {
  const { reminded = 0, skipped = 0, done = 0 } = told;
  return reminded === 0 ? null : (
    <Notice tone="good">
      <p role="status">
        {page.say(words.reminded, { reminded: page.number(reminded) })}{' '}
        {skipped > 0 && page.say(words.skipped, { skipped: page.number(skipped) })}{' '}
        {done > 0 && page.say(words.alreadyDone, { done: page.number(done) })}
      </p>
    </Notice>
  );
};
