/** All units of a board by state; each number opens its units. */
import { progressOrder, progressStates, type Tally } from '../../../schemas/progress.ts';
import type { PageContext } from '../../page.ts';
import { Figures } from '../../parts/figures.tsx';
import { listAddress } from './address.ts';
import { words } from './words.ts';

interface Props {
  readonly unitId: string;
  readonly total: Tally;
  readonly page: PageContext;
}

export const StateLine = ({ unitId, total, page }: Props) => (
  <Figures
    page={page}
    figures={[
      { label: page.say(words.states), value: total.units, href: listAddress(unitId) },
      ...progressOrder.map((state) => ({
        label: page.say(progressStates[state]),
        value: total[state],
        href: listAddress(unitId, { state }),
      })),
      {
        label: page.say(words.fewerThanLast),
        value: total.fewer_than_last,
        href: listAddress(unitId, { omission: 'last' }),
      },
      {
        label: page.say(words.fewerThanExpected),
        value: total.fewer_than_expected,
        href: listAddress(unitId, { omission: 'expected' }),
      },
    ]}
  />
);
