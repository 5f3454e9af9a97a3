/** Sending the whole file back to the school, with a reason. */
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Reasons } from './reasons.tsx';
import type { SetHead } from './set-head.ts';
import { cannedReturns, words } from './words.ts';

export const returnDialogId = 'return-dialog';

export const ReturnDialog = ({ head, page }: { head: SetHead; page: PageContext }) => (
  <Dialog
    page={page}
    id={returnDialogId}
    title={page.say(words.returnTitle, { unit: head.upload.unit_name })}
  >
    <form method="post" action={`/change-sets/${head.id}/return`} class="stack">
      <CsrfField page={page} />
      <p class="muted">{page.say(words.returnAbout)}</p>
      <Reasons id="return" canned={cannedReturns} page={page} />
      <div class="dialog-foot">
        <Button kind="danger">{page.say(words.returnSubmit)}</Button>
      </div>
    </form>
  </Dialog>
);
