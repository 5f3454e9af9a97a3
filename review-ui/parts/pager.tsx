/** Numbered pages: what an auditor can name and a printer can end. */
import { Icon } from '../icons.tsx';
import { pageSize, pagesOf } from '../inputs.ts';
import type { PageContext } from '../page.ts';
import { safeUrl } from './safe-url.ts';
import { parts } from './words.ts';

interface PagerProps {
  readonly page: PageContext;
  /** Counted from 1. */
  readonly number: number;
  readonly total: number;
  readonly size?: number;
  readonly hrefOf: (number: number) => string;
}

export const Pager = ({ page, number, total, size = pageSize, hrefOf }: PagerProps) => {
  const pages = size === pageSize ? pagesOf(total) : Math.max(1, Math.ceil(total / size));
  if (total === 0) return null;
  const range = {
    first: page.number((number - 1) * size + 1),
    last: page.number(Math.min(number * size, total)),
    total: page.number(total),
  };
  return (
    <nav class="pager" aria-label={page.say(parts.pages)}>
      <span class="muted">{page.say(parts.range, range)}</span>
      {pages > 1 && (
        <span class="pager-links">
          {number > 1 && (
            <a class="button plain" rel="prev" href={safeUrl(hrefOf(number - 1))}>
              <Icon name="previous" />
              {page.say(parts.previous)}
            </a>
          )}
          {number < pages && (
            <a class="button plain" rel="next" href={safeUrl(hrefOf(number + 1))}>
              {page.say(parts.next)}
              <Icon name="next" />
            </a>
          )}
        </span>
      )}
    </nav>
  );
};
