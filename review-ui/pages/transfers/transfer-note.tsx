/** A transfer told beside something else: how far it is, from where to where, who acts, and the way to it. */
import type { ShownTransfer } from '../../../database/transfers.ts';
import { transferRoutes } from '../../../schemas/transfer.ts';
import type { PageContext } from '../../page.ts';
import { TransferBadge } from './state-badge.tsx';
import { words } from './words.ts';

interface Props {
  readonly transfer: ShownTransfer;
  readonly page: PageContext;
}

export const TransferNote = ({ transfer, page }: Props) => (
  <p class="transfer-note">
    <TransferBadge
      state={transfer.state}
      waits={transfer.state === 'proposed' && transfer.acting_unit_id === page.actor?.unit_id}
      page={page}
    />{' '}
    {page.say(words.movedFromTo, { from: transfer.from_name, to: transfer.to_name })}
    {page.language === 'zh' ? '；' : '. '}
    {page.say(transferRoutes[transfer.route].sentence, { unit: transfer.acting_name })}{' '}
    <a href={`/transfers/${transfer.id}`}>{page.say(words.see)}</a>
  </p>
);
