/** What waits for this unit's review, the oldest day and the greatest risk first. */
import type { WaitingUpload } from '../../../database/boards.ts';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { common } from '../../words.ts';
import { UndoMark } from '../reverts/undo-mark.tsx';
import { words } from './words.ts';

interface Props {
  readonly waiting: readonly WaitingUpload[];
  readonly total: number;
  /** Said when nothing waits. */
  readonly empty: string;
  readonly page: PageContext;
}

export const Queue = ({ waiting, total, empty, page }: Props) => (
  <section aria-labelledby="queue-title">
    <h2 id="queue-title">
      {page.say(words.queue)} <span class="count">{page.number(total)}</span>
    </h2>
    {waiting.length === 0 ? (
      <EmptyState icon="review" title={empty} />
    ) : (
      <DataTable
        caption={page.say(words.queue)}
        columns={columnsFor(page)}
        rows={waiting}
        keyOf={(one) => one.id}
      />
    )}
  </section>
);

const columnsFor = (page: PageContext): Column<WaitingUpload>[] => [
  {
    label: page.say(common.unit),
    kind: 'wide',
    header: true,
    cell: ({ id, change_set_id, unit_name, reverts }) => (
      <>
        <a href={change_set_id === null ? `/uploads/${id}` : `/change-sets/${change_set_id}`}>{unit_name}</a>{' '}
        <UndoMark reverts={reverts} page={page} />
      </>
    ),
  },
  { label: page.say(words.submittedAt), kind: 'time', cell: (one) => page.time(one.submitted_at) },
  { label: page.say(common.rows), kind: 'num', cell: (one) => page.number(one.counts?.rows ?? 0) },
  { label: page.say(words.risky), kind: 'num', cell: (one) => page.number(one.risky) },
  {
    label: page.say(common.receipt),
    kind: 'id',
    cell: (one) => <a href={`/uploads/${one.id}`}>{one.receipt}</a>,
  },
];
