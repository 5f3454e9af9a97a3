/** The units that a number of a board counts. */
import type { UnitStanding } from '../../../database/standing.ts';
import {
  type Omission,
  omissionOrder,
  omissions,
  progressOrder,
  progressStates,
  type Tally,
  undoneOf,
} from '../../../schemas/progress.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { type Facet, Facets } from '../../parts/facets.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type ListChoice, listAddress } from './address.ts';
import type { WayStep } from './board-model.ts';
import { BoardCrumbs } from './board-page.tsx';
import { StandingTable } from './standing-table.tsx';
import { Told, type ToldReminder } from './told.tsx';
import { words } from './words.ts';

export interface UnitListModel {
  readonly unit: UnitFacts;
  readonly way: readonly WayStep[];
  readonly choice: ListChoice;
  /** Of all units that the list may be narrowed to. */
  readonly tally: Tally;
  readonly units: readonly UnitStanding[];
  readonly total: number;
  readonly page: number;
  readonly told: ToldReminder;
}

export const BoardUnitsPage = (model: UnitListModel, page: PageContext) => {
  const { unit, choice, units, total } = model;
  const title = page.say(choice.direct ? words.direct : words.units);
  return (
    <>
      <BoardCrumbs way={model.way} here={title} page={page} />
      <PageHead
        title={page.say(words.list, { unit: unit.name })}
        beside={<span class="num muted">{page.number(total)}</span>}
      />
      <Told told={model.told} page={page} />
      <Facets page={page} label={page.say(words.byState)} facets={stateFacets(model, page)} />
      <Facets page={page} label={page.say(words.omissions)} facets={omissionFacets(model, page)} />
      {units.length === 0 ? (
        <EmptyState icon="units" title={page.say(words.listNone)} />
      ) : (
        <StandingTable caption={title} units={units} withAuthority={!choice.direct} page={page} />
      )}
      <Pager
        page={page}
        current={model.page}
        pages={pagesOf(total)}
        href={(next) => listAddress(unit.id, { ...choice, page: next > 1 ? next : undefined })}
      />
    </>
  );
};

function stateFacets({ unit, choice, tally }: UnitListModel, page: PageContext): Facet[] {
  const facet = (label: string, count: number, state: ListChoice['state']): Facet => ({
    ...{ label, count, href: listAddress(unit.id, { ...choice, state }) },
    current: choice.state === state,
  });
  return [
    facet(page.say(words.all), tally.units, undefined),
    facet(page.say(words.undone), undoneOf(tally), 'undone'),
    ...progressOrder.map((state) => facet(page.say(progressStates[state]), tally[state], state)),
  ];
}

/** A chosen one is taken back by its own link. */
function omissionFacets({ unit, choice, tally }: UnitListModel, page: PageContext): Facet[] {
  const facet = (omission: Omission): Facet => {
    const current = choice.omission === omission;
    return {
      ...{ label: page.say(omissions[omission]), count: tally[`fewer_than_${omission}`], current },
      href: listAddress(unit.id, { ...choice, omission: current ? undefined : omission }),
    };
  };
  return omissionOrder.map(facet);
}
