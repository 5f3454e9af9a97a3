/** An area's enrolment: each unit with its counts, who has not submitted by name, and registered beside enrolled. */
import type { CellCount, UnitTally } from '../../../database/enrolment-list.ts';
import { cellText, type Standing, standingOrder, standings } from '../../../schemas/enrolment.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { textOfSubject } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Figures } from '../../parts/figures.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { AreaEnrolments } from './enrolment-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: AreaEnrolments;
  readonly page: PageContext;
}

export const AreaTable = ({ model, page }: Props) => {
  const { unit, campaign, tally, units, query, total } = model;
  return (
    <>
      <PageHead
        title={`${page.say(words.title)} · ${unit.name}`}
        about={`${campaign.name} · ${page.say(words.aboutArea)}`}
        actions={
          <>
            <LinkButton icon="bell" href={addressOf('/enrolments/unsubmitted', { unit: unit.id })}>
              {page.say(words.toUnsubmitted)}
            </LinkButton>
            <LinkButton href={addressOf('/submissions', { step: 'enrolment', unit: unit.id })}>
              {page.say(words.toSubmission)}
            </LinkButton>
          </>
        }
      />
      <Figures
        page={page}
        figures={standingOrder.map((one) => ({ label: page.say(standings[one]), value: tally[one] }))}
      />
      {units.length === 0 ? (
        <EmptyState icon="units" title={page.say(words.emptyUnits)} />
      ) : (
        <DataTable
          caption={page.say(words.title)}
          columns={unitColumns(page)}
          rows={units}
          keyOf={({ id }) => id}
        />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(number) => addressOf('/enrolments', { unit: query.unit, page: number })}
      />
      <Cells model={model} page={page} />
    </>
  );
};

function unitColumns(page: PageContext): Column<UnitTally>[] {
  const counted = (one: Standing): Column<UnitTally> => ({
    ...{ label: page.say(standings[one]), kind: 'num' },
    cell: ({ tally }) => page.number(tally[one]),
  });
  return [
    {
      ...{ label: page.say(words.unit), header: true, kind: 'wide' },
      cell: ({ id, name }) => <a href={addressOf('/enrolments', { unit: id })}>{name}</a>,
    },
    {
      ...{ label: page.say(words.inService), kind: 'num' },
      cell: ({ tally }) => page.number(standingOrder.reduce((sum, one) => sum + tally[one], 0)),
    },
    ...standingOrder.map(counted),
    {
      label: page.say(words.submitted),
      cell: ({ is_locked, is_opened }) => (
        <>
          <Badge mood={is_locked ? 'good' : 'waiting'}>
            {page.say(is_locked ? words.isSubmitted : words.isOpen)}
          </Badge>
          {!is_opened && (
            <>
              {' '}
              <Badge mood="bad">{page.say(words.isNotOpened)}</Badge>
            </>
          )}
        </>
      ),
    },
  ];
}

const Cells = ({ model: { cells }, page }: Props) =>
  cells.length === 0 ? null : (
    <section class="section" aria-labelledby="cells-title">
      <h2 id="cells-title">{page.say(words.cells)}</h2>
      <DataTable
        caption={page.say(words.cells)}
        columns={[
          {
            label: page.say(words.cell),
            header: true,
            kind: 'wide',
            cell: (one: CellCount) => textOfSubject(one, page),
          },
          {
            label: page.say(words.countRegistered),
            kind: 'num',
            cell: ({ registered }) => page.number(registered),
          },
          {
            label: page.say(words.countEnrolled),
            kind: 'num',
            cell: ({ enrolled }) => page.number(enrolled),
          },
          {
            label: page.say(words.difference),
            kind: 'num',
            cell: ({ registered, enrolled }) => page.number(enrolled - registered),
          },
        ]}
        rows={cells}
        keyOf={cellText}
      />
    </section>
  );
