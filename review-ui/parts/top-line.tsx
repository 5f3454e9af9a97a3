/** The top line: the product, whose eyes one looks with, what one has not read, the other language, and the way out. */
import { tierNames } from '../../schemas/unit.ts';
import { CsrfField } from '../csrf-field.tsx';
import { Icon } from '../icons.tsx';
import type { PageContext } from '../page.ts';
import { common } from '../words.ts';
import { frame } from './words.ts';

export const TopLine = ({ page }: { page: PageContext }) => (
  <header class="top-line">
    <a class="brand" href="/">
      <span class="brand-mark" aria-hidden="true">
        册
      </span>
      {page.say(common.product)}
    </a>
    {page.actor && (
      <p class="whose">
        <strong>{page.actor.unit_name}</strong>
        <span class="muted">
          {page.say(tierNames[page.actor.tier])} ·{' '}
          <a href="/password" title={page.say(frame.ownAccount)}>
            {page.actor.username}
          </a>
        </span>
      </p>
    )}
    <div class="top-actions">
      {page.actor && <Bell page={page} />}
      <form method="post" action="/language" aria-label={page.say(frame.language)}>
        <CsrfField page={page} />
        <input type="hidden" name="next" value={page.here} />
        <button
          type="submit"
          class="quiet"
          name="language"
          value={page.language === 'zh' ? 'en' : 'zh'}
          lang={page.language === 'zh' ? 'en' : 'zh-CN'}
        >
          <Icon name="language" />
          {page.say(common.otherLanguage)}
        </button>
      </form>
      {page.actor && (
        <form method="post" action="/sign-out">
          <CsrfField page={page} />
          <button type="submit" class="quiet">
            <Icon name="leave" />
            {page.say(common.signOut)}
          </button>
        </form>
      )}
    </div>
  </header>
);

/** More than this is no number that anybody reads. */
const mostShown = 99;

const Bell = ({ page }: { page: PageContext }) => (
  <a
    class="button quiet bell"
    href="/notices"
    aria-current={page.path === '/notices' ? 'page' : undefined}
    aria-label={page.say(page.unread === 0 ? frame.noticesRead : frame.noticesUnread, {
      count: page.number(page.unread),
    })}
  >
    <Icon name="bell" />
    {page.unread > 0 && (
      <span class="bell-count">{page.unread > mostShown ? `${mostShown}+` : page.unread}</span>
    )}
  </a>
);
