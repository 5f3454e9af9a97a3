/** One enrolment: whose, in what, what happened to it, and its release by whoever may. */
import type { ShownEnrolment } from '../../../database/enrolment-records.ts';
import type { ShownEnrolmentStep } from '../../../database/enrolment-trail.ts';
import { enrolmentLifecycle } from '../../../schemas/enrolment-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { textOfSubject } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { ReleaseForm } from './release-form.tsx';
import { Trail } from './trail.tsx';
import { words } from './words.ts';

export interface EnrolmentModel {
  readonly enrolment: ShownEnrolment;
  readonly steps: readonly ShownEnrolmentStep[];
  /** What the reader may do now. */
  readonly actions: readonly string[];
}

export const EnrolmentPage = ({ enrolment, steps, actions }: EnrolmentModel, page: PageContext) => {
  const { teacher_id, teacher_name, unit_id, unit_name, state, released_reason } = enrolment;
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[
          { label: page.say(words.title), href: addressOf('/enrolments', { unit: unit_id }) },
          { label: teacher_name },
        ]}
      />
      <PageHead
        title={`${teacher_name} · ${textOfSubject(enrolment, page)}`}
        beside={
          <Badge mood={state === 'enrolled' ? 'good' : 'quiet'}>
            {page.say(enrolmentLifecycle.states[state])}
          </Badge>
        }
        about={enrolment.campaign_name}
        actions={<LinkButton href={`/teachers/${teacher_id}`}>{page.say(words.toTeacher)}</LinkButton>}
      />
      {released_reason !== null && (
        <Notice tone="info">{page.say(words.releasedWhy, { reason: released_reason })}</Notice>
      )}
      <Facts
        facts={[
          { term: page.say(words.unit), value: unit_name },
          { term: page.say(words.choice), value: textOfSubject(enrolment, page) },
          { term: page.say(words.source), value: <Source enrolment={enrolment} page={page} /> },
        ]}
      />
      {actions.includes('release') && (
        <section class="section">
          <ReleaseForm id={enrolment.id} name={teacher_name} page={page} />
        </section>
      )}
      <section class="section" aria-labelledby="trail-title">
        <h2 id="trail-title">{page.say(words.trail)}</h2>
        <Trail steps={steps} page={page} />
      </section>
    </>
  );
};

const Source = ({
  enrolment: { upload_id, receipt },
  page,
}: Pick<EnrolmentModel, 'enrolment'> & { page: PageContext }) =>
  upload_id === null || receipt === null ? (
    <span>{page.say(words.byPage)}</span>
  ) : (
    <a class="mono" href={`/uploads/${upload_id}`}>
      {receipt}
    </a>
  );
