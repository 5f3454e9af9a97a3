/** How long the password is good yet: on the first page for a month before, on every page at the end. */
import { pressing_days } from '../../../schemas/password-age.ts';
import type { PageContext } from '../../page.ts';
import { Notice } from '../../parts/notice.tsx';
import { words } from './words.ts';

export const PasswordDue = ({ page }: { page: PageContext }) => {
  const { password_days_left: days, path } = page;
  if (days === null || path === '/password' || (days > pressing_days && path !== '/')) return null;
  return (
    <div class="password-due">
      <Notice tone="warning">
        <p>
          {days > 0 ? page.say(words.dueIn, { days }) : page.say(words.putOff)}{' '}
          <a href="/password">{page.say(words.title)}</a>
        </p>
      </Notice>
    </div>
  );
};
