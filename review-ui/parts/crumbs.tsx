/** The way from the top of the tree down to here. */
import type { PageContext } from '../page.ts';
import { safeUrl } from './safe-url.ts';
import { parts } from './words.ts';

export interface Crumb {
  readonly label: string;
  /** Absent for the page itself, and for what lies outside the reader's scope. */
  readonly href?: string | undefined;
}

export const Crumbs = ({ page, crumbs }: { page: PageContext; crumbs: readonly Crumb[] }) => (
  <nav class="crumbs" aria-label={page.say(parts.crumbs)}>
    <ol>
      {crumbs.map(({ label, href }, index) => (
        <li key={label}>
          {href ? (
            <a href={safeUrl(href)}>{label}</a>
          ) : (
            <span aria-current={index === crumbs.length - 1 ? 'page' : undefined}>{label}</span>
          )}
        </li>
      ))}
    </ol>
  </nav>
);
