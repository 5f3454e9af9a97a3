/** On a set's page: what it undoes and what it leaves alone, or which undos of it there are. */
import type { RevertLink } from '../../../database/reverts.ts';
import type { ShownUpload } from '../../../database/uploads.ts';
import type { PageContext } from '../../page.ts';
import { Notice } from '../../parts/notice.tsx';
import { StateBadge } from '../uploads/state-badge.tsx';
import { RefusedCells } from './refused-cells.tsx';
import type { RevertSide } from './revert-model.ts';
import { words } from './words.ts';

interface Props {
  readonly upload: ShownUpload;
  readonly side: RevertSide;
  readonly page: PageContext;
}

export const UndoNotice = ({ upload, side: { undoes, undos }, page }: Props) => (
  <>
    {undoes !== null && (
      <Notice tone="info">
        <div class="undo-notice">
          <p>
            {page.say(words.undoes)} <SetLink link={undoes.link} />
          </p>
          <UndoReason upload={upload} page={page} />
          {undoes.refused.length > 0 && (
            <details>
              <summary>{page.say(words.refusedCount, { count: page.number(undoes.refused.length) })}</summary>
              <RefusedCells refused={undoes.refused} page={page} />
            </details>
          )}
        </div>
      </Notice>
    )}
    {undos.length > 0 && (
      <Notice tone="info">
        {undos.map((undo) => (
          <p key={undo.id}>
            {page.say(words.undoneBy)} <SetLink link={undo} />{' '}
            <StateBadge state={undo.state} isUndo page={page} />
          </p>
        ))}
      </Notice>
    )}
  </>
);

/** Who asked for the undo, and why. */
export const UndoReason = ({ upload, page }: Pick<Props, 'upload' | 'page'>) => (
  <>
    <p>{page.say(words.asked, { by: upload.received_by ?? '' })}</p>
    <blockquote class="reason">{upload.revert_reason}</blockquote>
  </>
);

const SetLink = ({ link: { id, receipt, change_set_id } }: { link: RevertLink }) => (
  <a
    class="mono receipt-link"
    href={change_set_id === null ? `/uploads/${id}` : `/change-sets/${change_set_id}`}
  >
    {receipt}
  </a>
);
