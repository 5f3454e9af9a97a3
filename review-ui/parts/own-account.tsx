/** The places of one's own account: what lets one in, and where one is in. */
import type { Words } from '../../schemas/language.ts';
import type { PageContext } from '../page.ts';
import { frame } from './words.ts';

const places: readonly { readonly path: string; readonly words: Words }[] = [
  { path: '/password', words: frame.password },
  { path: '/second-factor', words: frame.secondFactor },
  { path: '/sessions', words: frame.sessions },
  { path: '/tokens', words: frame.tokens },
];

export const OwnAccount = ({ page }: { page: PageContext }) => (
  <nav class="facets own-account" aria-label={page.say(frame.ownAccount)}>
    {places.map(({ path, words }) => (
      <a key={path} href={path} aria-current={page.path === path ? 'page' : undefined}>
        {page.say(words)}
      </a>
    ))}
  </nav>
);
