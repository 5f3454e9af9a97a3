/** Before a merger: who ends, who takes over, and how many people move. */
import type { ListedUnit } from '../../../database/units.ts';
import type { Organisation } from '../../../schemas/organisation-facts.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

export interface Ending {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  /** In service. */
  readonly teachers: number;
  /** Of these, of stages that the successor doesn't offer. */
  readonly misfits: number;
  /** Receipt of a file in review, which has to end first. */
  readonly in_review: string | null;
}

export interface MergingModel {
  readonly into: Organisation;
  readonly endings: readonly Ending[];
  /** Other units right beside the successor that could be merged along. */
  readonly others: readonly ListedUnit[];
}

export const MergingPage = ({ into, endings, others }: MergingModel, page: PageContext) => {
  const teachers = endings.reduce((sum, one) => sum + one.teachers, 0);
  const misfits = endings.reduce((sum, one) => sum + one.misfits, 0);
  const blocked = endings.filter(({ in_review }) => in_review !== null);
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[{ label: into.name, href: `/units/${into.id}` }, { label: page.say(words.merge) }]}
      />
      <PageHead title={page.say(words.mergeOf, { unit: into.name })} about={page.say(words.mergeAbout)} />
      <DataTable
        caption={page.say(words.mergeFrom)}
        columns={[
          {
            label: page.say(words.mergeFrom),
            header: true,
            cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
          },
          { label: page.say(words.code), kind: 'id', cell: ({ code }) => code },
          { label: page.say(words.inService), kind: 'num', cell: (one) => page.number(one.teachers) },
          { label: page.say(words.inReview), kind: 'id', cell: ({ in_review }) => in_review ?? '–' },
        ]}
        rows={endings}
        keyOf={({ id }) => id}
      />
      {blocked.map(({ id, name, in_review }) => (
        <Notice key={id} tone="warning" title={name}>
          <p>{page.say(words.hasReview, { receipt: in_review })}</p>
        </Notice>
      ))}
      {endings.length > 0 && blocked.length === 0 && (
        <form method="post" action={`/units/${into.id}/merge`}>
          <CsrfField page={page} />
          {endings.map(({ id }) => (
            <input key={id} type="hidden" name="from" value={id} />
          ))}
          <input type="hidden" name="expected" value={teachers} />
          <Notice
            tone={misfits > 0 ? 'warning' : 'info'}
            title={page.say(words.mergeEffect, {
              ...{ count: page.number(teachers), into: into.name, units: page.number(endings.length) },
            })}
          >
            {misfits > 0 && (
              <p>{page.say(words.mergeStages, { count: page.number(misfits), into: into.name })}</p>
            )}
            <p>{page.say(words.accountsStay)}</p>
          </Notice>
          <div class="actions">
            <Button kind="danger">{page.say(words.mergeSubmit)}</Button>
            <LinkButton kind="quiet" href={`/units/${into.id}`}>
              {page.say(words.cancel)}
            </LinkButton>
          </div>
        </form>
      )}
      {others.length > 0 && (
        <form method="get" action={`/units/${into.id}/merge`} class="plain-form">
          <fieldset class="merge-more">
            <legend>{page.say(words.mergeMore)}</legend>
            {[...endings, ...others].map(({ id, name }) => (
              <label key={id} class="check">
                <input
                  type="checkbox"
                  name="from"
                  value={id}
                  checked={endings.some((one) => one.id === id)}
                />{' '}
                {name}
              </label>
            ))}
          </fieldset>
          <Button>{page.say(words.mergeUpdate)}</Button>
        </form>
      )}
    </>
  );
};
