/** The way to the offline checker, in one line. */
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

/** Not boosted: the checker is a document of its own, with a policy of its own. */
export const CheckerLink = ({ page }: { page: PageContext }) => (
  <a href={`/checker?lang=${page.language}`} target="_blank" rel="noopener">
    {page.say(words.link)}
  </a>
);
