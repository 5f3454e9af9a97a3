/** Enrolment: a school's teachers with what they take part in, or the units of an area with how complete they are. */
import type { PageContext } from '../../page.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { AreaTable } from './area-table.tsx';
import type { EnrolmentsModel } from './enrolment-model.ts';
import { SchoolPage } from './school-page.tsx';
import { words } from './words.ts';

export const EnrolmentsPage = (model: EnrolmentsModel, page: PageContext) => (
  <section id="enrolments">
    {model.kind === 'none' && (
      <>
        <PageHead title={page.say(words.title)} />
        <EmptyState icon="calendar" title={page.say(words.none)}>
          {page.say(words.noneHint)}
        </EmptyState>
      </>
    )}
    {model.kind === 'school' && <SchoolPage model={model} page={page} />}
    {model.kind === 'area' && <AreaTable model={model} page={page} />}
  </section>
);
