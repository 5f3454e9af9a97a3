/** Rejecting one change with a reason: a dialog over the list, and the same form on a page of its own. */
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Reasons } from './reasons.tsx';
import { cannedReasons, words } from './words.ts';

export const rejectDialogId = 'reject-dialog';

interface FormProps {
  readonly setId: string;
  /** The change; in the dialog, the script fills it in. */
  readonly changeId: string;
  readonly back: string;
  /** Where scripts run, only the row is swapped; the script says which. */
  readonly isInDialog?: boolean;
  readonly page: PageContext;
}

export const RejectForm = ({ setId, changeId, back, isInDialog, page }: FormProps) => {
  const action = `/change-sets/${setId}/decisions`;
  return (
    <form
      method="post"
      action={action}
      class="reject-form stack"
      {...(isInDialog ? { 'hx-post': action, 'hx-swap': 'outerHTML' } : {})}
    >
      <CsrfField page={page} />
      <input type="hidden" name="changes" value={changeId} />
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="decision" value="reject" />
      {/* Only what is undecided is rejected. */}
      <input type="hidden" name="seen" value="none" />
      <p class="muted">{page.say(words.rejectAbout)}</p>
      <Reasons id="reject" canned={cannedReasons} page={page} />
      <div class="dialog-foot">
        <Button kind="danger">{page.say(words.rejectSubmit)}</Button>
      </div>
    </form>
  );
};

/** One for all rows; client/review.js says which row it is about and where the answer goes. */
export const RejectDialog = ({ setId, page }: { setId: string; page: PageContext }) => (
  <Dialog page={page} id={rejectDialogId} title={page.say(words.rejectTitle)}>
    <p class="about-whom" data-about />
    <RejectForm setId={setId} changeId="" back={page.here} isInDialog page={page} />
  </Dialog>
);
