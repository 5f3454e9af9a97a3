/** The board of one authority within scope, with the way to it. */
import { undoneOf } from '../../../schemas/progress.ts';
import { unitKinds } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { boardAddress, reminderAddress } from './address.ts';
import { Board } from './board.tsx';
import type { BoardModel, WayStep } from './board-model.ts';
import { LiveBoard } from './live-board.tsx';
import { Told, type ToldReminder } from './told.tsx';
import { words } from './words.ts';

export interface BoardPageModel extends BoardModel {
  readonly told: ToldReminder;
}

export const BoardPage = (model: BoardPageModel, page: PageContext) => (
  <>
    <BoardCrumbs way={model.way} page={page} />
    <LiveBoard href={boardAddress(model.unit.id)}>
      <PageHead
        title={page.say(words.of, { unit: model.unit.name })}
        beside={<Badge>{page.say(unitKinds[model.unit.kind])}</Badge>}
        actions={<RemindAll model={model} page={page} />}
      />
      <Told told={model.told} page={page} />
      <Board model={model} page={page} />
    </LiveBoard>
  </>
);

export const RemindAll = ({ model, page }: { model: BoardModel; page: PageContext }) => {
  const count = undoneOf(model.total);
  return count === 0 ? null : (
    <LinkButton icon="bell" href={reminderAddress({ below: model.unit.id })}>
      {page.say(words.remindAll, { count: page.number(count) })}
    </LinkButton>
  );
};

/** Each step leads to its board; the last is the page itself unless it lies below. */
export const BoardCrumbs = ({
  way,
  here,
  page,
}: {
  way: readonly WayStep[];
  here?: string;
  page: PageContext;
}) => (
  <Crumbs
    page={page}
    crumbs={[
      ...way.map(({ id, name }, index) => ({
        label: name,
        href: here === undefined && index === way.length - 1 ? undefined : boardAddress(id),
      })),
      ...(here === undefined ? [] : [{ label: here }]),
    ]}
  />
);
