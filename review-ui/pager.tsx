/** Numbered pages: a list can be cited, printed and audited page by page. */
import type { PageContext } from './page.ts';
import { common } from './words.ts';

interface Props {
  readonly page: PageContext;
  readonly current: number;
  readonly pages: number;
  readonly href: (page: number) => string;
}

export const Pager = ({ page, current, pages, href }: Props) =>
  pages <= 1 ? null : (
    <nav class="pager">
      {current > 1 && (
        <a href={href(current - 1)} rel="prev">
          {page.say(common.previous)}
        </a>
      )}
      <span class="num">
        {page.say(common.pageOf, { page: page.number(current), pages: page.number(pages) })}
      </span>
      {current < pages && (
        <a href={href(current + 1)} rel="next">
          {page.say(common.next)}
        </a>
      )}
    </nav>
  );
