/** What the page of an undo's upload says: what it undoes and why, and where it is reviewed. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { UploadModel } from '../uploads/upload-model.ts';
import { UndoReason } from './undo-notice.tsx';
import { words } from './words.ts';

export const UndoNow = ({ model, page }: { model: UploadModel; page: PageContext }) => {
  const { upload, role, reviewer } = model;
  return (
    <Notice tone="info">
      <div class="undo-notice">
        <p>
          {page.say(words.undoes)}{' '}
          <a class="mono receipt-link" href={`/uploads/${upload.reverts}`}>
            {upload.file_name.replace(/^\D+/, '')}
          </a>
        </p>
        <UndoReason upload={upload} page={page} />
        {upload.return_reason !== null && <blockquote class="reason">{upload.return_reason}</blockquote>}
        {role === 'owner' && upload.state === 'submitted' && (
          <p>{page.say(words.inReview, { unit: reviewer })}</p>
        )}
        {upload.change_set_id !== null && (
          <LinkButton
            kind={role === 'superior' && upload.state === 'submitted' ? 'primary' : 'plain'}
            icon="review"
            href={`/change-sets/${upload.change_set_id}`}
          >
            {page.say(words.look)}
          </LinkButton>
        )}
      </div>
    </Notice>
  );
};
