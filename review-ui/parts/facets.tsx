/** Facets: ways to narrow a list, each a link that says how many it leaves. */
import type { PageContext } from '../page.ts';
import { safeUrl } from './safe-url.ts';

export interface Facet {
  readonly label: string;
  /** Absent where counting would cost more than it tells. */
  readonly count?: number;
  readonly href: string;
  readonly current: boolean;
}

interface FacetsProps {
  readonly page: PageContext;
  readonly label: string;
  readonly facets: readonly Facet[];
}

export const Facets = ({ page, label, facets }: FacetsProps) => (
  <nav class="facets" aria-label={label}>
    <span class="facets-label" aria-hidden="true">
      {label}
    </span>
    {facets.map((facet) => (
      <a key={facet.label} href={safeUrl(facet.href)} aria-current={facet.current ? 'true' : undefined}>
        {facet.label}
        {facet.count !== undefined && <span class="count"> {page.number(facet.count)}</span>}
      </a>
    ))}
  </nav>
);
