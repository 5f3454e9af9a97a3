/** Cells that an undo leaves alone: whose, which, what stands there now and since when. */
import { masked } from '../../../schemas/mask.ts';
import { type RefusedCell, refusalReasons } from '../../../schemas/revert.ts';
import type { PageContext } from '../../page.ts';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { words } from './words.ts';

interface Props {
  readonly refused: readonly RefusedCell[];
  readonly page: PageContext;
}

/** More are told by their number; a program gets all of them. */
const mostListed = 200;

export const RefusedCells = ({ refused, page }: Props) => (
  <div class="refused-cells">
    <DataTable
      caption={page.say(words.refusedCaption)}
      columns={columns(page)}
      rows={refused.slice(0, mostListed)}
      keyOf={({ teacher_id, field }) => `${teacher_id}-${field}`}
    />
    {refused.length > mostListed && (
      <p class="muted">{page.say(words.more, { count: page.number(refused.length - mostListed) })}</p>
    )}
  </div>
);

const columns = (page: PageContext): Column<RefusedCell>[] => [
  {
    label: page.say(words.person),
    header: true,
    cell: ({ name, id_number }) => (
      <>
        {name} <span class="mono muted">{masked('id_number', id_number)}</span>
      </>
    ),
  },
  { label: page.say(words.field), cell: ({ field }) => labelOf(field, page.language) },
  {
    label: page.say(words.now),
    cell: ({ field, now, why }) =>
      why === 'at-another-unit' ? '—' : <CellText field={field} value={masked(field, now)} page={page} />,
  },
  {
    label: page.say(words.why),
    kind: 'wide',
    cell: ({ why, since }) => (
      <>
        {page.say(refusalReasons[why])}
        {since !== null && (
          <>
            {' · '}
            {page.say(words.since)} <span class="mono receipt-link">{since}</span>
          </>
        )}
      </>
    ),
  },
];
