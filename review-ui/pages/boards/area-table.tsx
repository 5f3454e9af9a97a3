/** How far each area has come: one row each with its bar, all of them together first; each number opens its units. */
import type { AreaProgress } from '../../../database/progress.ts';
import { doneOf, progressOrder, progressStates, type Tally, undoneOf } from '../../../schemas/progress.ts';
import { Bar, BarKey } from '../../charts/bars.tsx';
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { boardAddress, type ListChoice, listAddress, reminderAddress } from './address.ts';
import type { BoardModel } from './board-model.ts';
import { words } from './words.ts';

interface Line {
  readonly key: string;
  readonly name: string;
  readonly tally: Tally;
  /** Board of the area; null where there is none. */
  readonly href: string | null;
  /** Whose units its numbers count, and which of them. */
  readonly listed: { readonly id: string; readonly choice: ListChoice };
  /** Whom the row's reminder asks about; null where nobody is reminded at once. */
  readonly area: AreaProgress | null;
}

interface Props {
  readonly model: Pick<BoardModel, 'unit' | 'areas' | 'direct' | 'total'>;
  readonly page: PageContext;
}

export const AreaTable = ({ model, page }: Props) => (
  <section aria-labelledby="areas-heading" class="board-areas">
    <div class="section-head">
      <h2 id="areas-heading">{page.say(words.areas)}</h2>
      <BarKey
        parts={progressOrder.toReversed().map((key) => ({ key, label: page.say(progressStates[key]) }))}
      />
    </div>
    <DataTable
      caption={page.say(words.areas)}
      columns={columnsFor(page)}
      rows={linesOf(model, page)}
      keyOf={({ key }) => key}
    />
    <WithoutUnits areas={model.areas.filter(({ units }) => units === 0)} page={page} />
  </section>
);

/** Areas where nobody sends in files are no zeros to worry about. */
const WithoutUnits = ({ areas, page }: { areas: readonly AreaProgress[]; page: PageContext }) =>
  areas.length === 0 ? null : (
    <p class="without-units muted">
      {page.say(words.withoutUnits)}{' '}
      {areas.map(({ id, name }, index) => (
        <>
          {index > 0 && (page.language === 'zh' ? '、' : ', ')}
          <a href={boardAddress(id)}>{name}</a>
        </>
      ))}
    </p>
  );

function linesOf({ unit, areas, direct, total }: Props['model'], page: PageContext): Line[] {
  const own = { href: null, area: null };
  return [
    { ...own, key: 'total', name: page.say(words.total), tally: total, listed: { id: unit.id, choice: {} } },
    ...areas
      .filter(({ units }) => units > 0)
      .map((area) => ({
        ...{ key: area.id, name: area.name, tally: area, href: boardAddress(area.id), area },
        listed: { id: area.id, choice: {} },
      })),
    ...(direct.units === 0
      ? []
      : [
          {
            ...{ ...own, key: 'direct', name: page.say(words.direct), tally: direct },
            listed: { id: unit.id, choice: { direct: true } },
          },
        ]),
  ];
}

const columnsFor = (page: PageContext): Column<Line>[] => {
  const counted = (label: string, of: (tally: Tally) => number, choice: ListChoice): Column<Line> => ({
    label,
    kind: 'num',
    cell: ({ name, tally, listed }) => {
      const value = of(tally);
      return value === 0 ? (
        <span class="muted zero">0</span>
      ) : (
        <a
          href={listAddress(listed.id, { ...listed.choice, ...choice })}
          aria-label={`${name} ${label} ${page.number(value)}`}
        >
          {page.number(value)}
        </a>
      );
    },
  });
  return [
    {
      label: page.say(words.area),
      header: true,
      cell: ({ name, href }) => (href === null ? <strong>{name}</strong> : <a href={href}>{name}</a>),
    },
    { label: page.say(words.share), kind: 'wide', cell: ({ tally }) => <Share tally={tally} page={page} /> },
    ...progressOrder.map((state) =>
      counted(page.say(progressStates[state]), (tally) => tally[state], { state }),
    ),
    counted(page.say(words.fewerThanLast), (tally) => tally.fewer_than_last, { omission: 'last' }),
    counted(page.say(words.fewerThanExpected), (tally) => tally.fewer_than_expected, {
      omission: 'expected',
    }),
    {
      label: page.say(words.remind),
      cell: ({ area }) => area !== null && undoneOf(area) > 0 && <RemindArea area={area} page={page} />,
    },
  ];
};

export const RemindArea = ({ area, page }: { area: AreaProgress; page: PageContext }) => (
  <LinkButton
    kind="quiet"
    href={reminderAddress({ below: area.id })}
    label={page.say(words.remindOf, { name: area.name })}
  >
    {page.say(words.remind)}
  </LinkButton>
);

export const Share = ({ tally, page }: { tally: Tally; page: PageContext }) =>
  tally.units === 0 ? (
    <span class="muted">–</span>
  ) : (
    <span class="share">
      <Bar
        parts={progressOrder
          .toReversed()
          .map((key) => ({ key, label: page.say(progressStates[key]), value: tally[key] }))}
        about={progressOrder
          .filter((key) => tally[key] > 0)
          .map((key) => `${page.say(progressStates[key])} ${page.number(tally[key])}`)
          .join(page.language === 'zh' ? '，' : ', ')}
      />
      <span class="share-text">
        {page.number(doneOf(tally))} / {page.number(tally.units)}
      </span>
    </span>
  );
