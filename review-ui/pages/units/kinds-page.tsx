/** Kind first: what is added decides which fields there are to fill in. */
import type { OrganisationFacts } from '../../../schemas/organisation-facts.ts';
import { schoolKinds, type UnitKind, unitKinds } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { type Crumb, Crumbs } from '../../parts/crumbs.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { safeUrl } from '../../parts/safe-url.ts';
import { words } from './words.ts';

export interface KindsModel {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
  /** Kinds beside schools. */
  readonly kinds: readonly UnitKind[];
  readonly withSchools: boolean;
  /** Where a choice leads. */
  readonly href: (kind: UnitKind, schoolKind?: NonNullable<OrganisationFacts['school_kind']>) => string;
}

export const KindsPage = ({ title, crumbs, kinds, withSchools, href }: KindsModel, page: PageContext) => (
  <>
    <Crumbs page={page} crumbs={crumbs} />
    <PageHead title={title} about={page.say(words.kindFirst)} />
    {withSchools && (
      <section aria-labelledby="schools-title">
        <h2 id="schools-title">{page.say(words.schoolKinds)}</h2>
        <ul class="kinds">
          {schoolKinds.map((kind) => (
            <li key={kind.value}>
              <a href={safeUrl(href('school', kind.value))}>
                <span class="mono muted">{kind.value}</span> {page.say(kind)}
              </a>
            </li>
          ))}
        </ul>
      </section>
    )}
    {kinds.length > 0 && (
      <section aria-labelledby="others-title">
        <h2 id="others-title">{page.say(words.otherKinds)}</h2>
        <ul class="kinds">
          {kinds.map((kind) => (
            <li key={kind}>
              <a href={safeUrl(href(kind))}>{page.say(unitKinds[kind])}</a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
);
