/** Before a unit is closed: what would end, in numbers, and what stands in the way. */
import type { ClosingFacts } from '../../../database/closures.ts';
import type { RegisteredTeacher } from '../../../database/teachers.ts';
import type { Organisation } from '../../../schemas/organisation-facts.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words } from './words.ts';

export interface ClosingModel {
  readonly unit: Organisation;
  readonly facts: ClosingFacts;
  /** In service, a page of them. */
  readonly teachers: readonly RegisteredTeacher[];
  readonly page: number;
  readonly canMerge: boolean;
}

export const ClosingPage = (
  { unit, facts, teachers, page: number, canMerge }: ClosingModel,
  page: PageContext,
) => {
  const isFree = facts.teachers === 0 && facts.below === 0 && facts.in_review === null;
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words.close) }]}
      />
      <PageHead title={page.say(words.closeOf, { unit: unit.name })} about={page.say(words.closeEffect)} />
      <Figures
        page={page}
        figures={[
          {
            label: page.say(words.inService),
            value: facts.teachers,
            href: addressOf('/teachers', { unit: unit.id, status: '在职' }),
          },
          {
            label: page.say(words.unitsBelow),
            value: facts.below,
            href: addressOf('/units', { parent: unit.id }),
          },
          { label: page.say(words.activeAccounts), value: facts.accounts },
        ]}
      />
      {isFree ? (
        <form method="post" action={`/units/${unit.id}/close`}>
          <CsrfField page={page} />
          <input type="hidden" name="version" value={unit.version} />
          {facts.accounts > 0 && <p class="muted">{page.say(words.accountsStay)}</p>}
          <div class="actions">
            <Button kind="danger">{page.say(words.closeSubmit)}</Button>
            <LinkButton kind="quiet" href={`/units/${unit.id}`}>
              {page.say(words.cancel)}
            </LinkButton>
          </div>
        </form>
      ) : (
        <Notice tone="warning" title={page.say(words.cannotYet)}>
          {facts.in_review !== null && <p>{page.say(words.hasReview, { receipt: facts.in_review })}</p>}
          {facts.below > 0 && <p>{page.say(words.hasUnits, { count: page.number(facts.below) })}</p>}
          {facts.teachers > 0 && <p>{page.say(words.hasTeachers, { count: page.number(facts.teachers) })}</p>}
          {facts.teachers > 0 && canMerge && (
            <LinkButton href={`/units/${unit.id}/merge-into`}>{page.say(words.mergeInstead)}</LinkButton>
          )}
        </Notice>
      )}
      {teachers.length > 0 && (
        <section aria-labelledby="teachers-title">
          <h2 id="teachers-title">{page.say(words.theTeachers)}</h2>
          <DataTable
            caption={page.say(words.theTeachers)}
            columns={[
              {
                label: page.say(words.person),
                header: true,
                cell: ({ id, record }) => <a href={`/teachers/${id}`}>{record.name}</a>,
              },
              { label: page.say(words.stage), cell: ({ record }) => record.stage },
            ]}
            rows={teachers}
            keyOf={({ id }) => id}
          />
          <Pager
            page={page}
            current={number}
            pages={pagesOf(facts.teachers)}
            href={(next) => addressOf(`/units/${unit.id}/close`, { page: next })}
          />
        </section>
      )}
    </>
  );
};
