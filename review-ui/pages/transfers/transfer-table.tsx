/** Transfers one a row: who, from where to where, who acts in words, and how far it is. */
import { transferRoutes } from '../../../schemas/transfer.ts';
import type { PageContext } from '../../page.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { TransferBadge } from './state-badge.tsx';
import type { SeenTransfer } from './transfer-model.ts';
import { words } from './words.ts';

interface Props {
  readonly transfers: readonly SeenTransfer[];
  readonly page: PageContext;
}

export const TransferTable = ({ transfers, page }: Props) => (
  <DataTable
    caption={page.say(words.caption)}
    columns={[
      {
        label: page.say(words.person),
        header: true,
        cell: ({ transfer, id_number }) => (
          <>
            <a href={`/transfers/${transfer.id}`}>{transfer.name}</a>
            <span class="mono muted small transfer-document">{id_number}</span>
          </>
        ),
      },
      {
        label: page.say(words.move),
        cell: ({ transfer }) => (
          <>
            {transfer.from_name} <span class="muted">→</span> {transfer.to_name}
          </>
        ),
      },
      {
        label: page.say(words.who),
        cell: ({ transfer }) =>
          page.say(transferRoutes[transfer.route].sentence, { unit: transfer.acting_name }),
      },
      {
        label: page.say(words.state),
        cell: ({ transfer, waits }) => <TransferBadge state={transfer.state} waits={waits} page={page} />,
      },
      {
        label: page.say(words.proposedAt),
        kind: 'time',
        cell: ({ transfer }) => page.time(transfer.proposed_at),
      },
    ]}
    rows={transfers}
    keyOf={({ transfer }) => transfer.id}
  />
);
