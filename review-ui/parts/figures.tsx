/** Figures side by side: 新增 3 · 变更 12 · 核实无误 1,188 · 未出现 1; each leads to what it counts. */
import type { PageContext } from '../page.ts';
import { safeUrl } from './safe-url.ts';

export interface Figure {
  readonly label: string;
  readonly value: number;
  /** Where what it counts is listed. */
  readonly href?: string | undefined;
}

export const Figures = ({ page, figures }: { page: PageContext; figures: readonly Figure[] }) => (
  <ul class="figures">
    {figures.map(({ label, value, href }) => {
      const inside = (
        <>
          <span class="figure-label">{label}</span> <span class="figure-value num">{page.number(value)}</span>
        </>
      );
      return (
        <li key={label} class={value === 0 ? 'none' : undefined}>
          {href && value > 0 ? <a href={safeUrl(href)}>{inside}</a> : <div>{inside}</div>}
        </li>
      );
    })}
  </ul>
);
