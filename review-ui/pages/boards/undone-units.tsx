/** Units right below that owe their word, and one reminder for all of them. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { listAddress, reminderAddress } from './address.ts';
import type { BoardModel } from './board-model.ts';
import { StandingTable } from './standing-table.tsx';
import { words } from './words.ts';

export const UndoneUnits = ({ model, page }: { model: BoardModel; page: PageContext }) => {
  const { unit, undone, areas } = model;
  return (
    <section aria-labelledby="undone-heading">
      <div class="section-head">
        <h2 id="undone-heading">
          {page.say(words.undoneUnits)} <span class="count">{page.number(undone.total)}</span>
        </h2>
        {/* Where there are areas too, the head of the board reminds everybody. */}
        {undone.total > 0 && areas.length === 0 && (
          <LinkButton icon="bell" href={reminderAddress({ below: unit.id })}>
            {page.say(words.remindAll, { count: page.number(undone.total) })}
          </LinkButton>
        )}
      </div>
      {undone.total === 0 ? (
        <EmptyState icon="check" title={page.say(words.undoneNone)} />
      ) : (
        <StandingTable
          caption={page.say(words.undoneUnits)}
          units={undone.units}
          withAuthority={false}
          page={page}
        />
      )}
      {undone.total > undone.units.length && (
        <p>
          <a href={listAddress(unit.id, { direct: true, state: 'undone' })}>
            {page.say(words.showAll, { count: page.number(undone.total) })}
          </a>
        </p>
      )}
    </section>
  );
};
