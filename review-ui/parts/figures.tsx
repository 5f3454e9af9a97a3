/** Figures side by side: 新增 3 · 变更 12 · 核实无误 1,188 · 未出现 1; each leads to what it counts. */
import type { PageContext } from '../page.ts';
import type { Tone } from './badge.tsx';
import { safeUrl } from './safe-url.ts';

export interface Figure {
  readonly label: string;
  readonly value: number;
  /** Where what it counts is listed. */
  readonly href?: string | undefined;
  /** A tone speaks only when the figure is not zero. */
  readonly tone?: Tone | undefined;
  readonly note?: string | undefined;
}

export const Figures = ({ page, figures }: { page: PageContext; figures: readonly Figure[] }) => (
  <ul class="figures">
    {figures.map((figure) => {
      const inside = (
        <>
          <span class="figure-value">{page.number(figure.value)}</span>
          <span class="figure-label">{figure.label}</span>
          {figure.note && <span class="figure-note">{figure.note}</span>}
        </>
      );
      return (
        <li key={figure.label} class={figure.value === 0 ? 'none' : (figure.tone ?? 'neutral')}>
          {figure.href && figure.value > 0 ? (
            <a href={safeUrl(figure.href)}>{inside}</a>
          ) : (
            <div>{inside}</div>
          )}
        </li>
      );
    })}
  </ul>
);
