/** Giving up an undo that is in review, with a reason. */
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Reasons } from '../change-sets/reasons.tsx';
import { cannedDrops, words } from './words.ts';

interface Props {
  /** The one that the bar of the review opens. */
  readonly id: string;
  readonly setId: string;
  readonly page: PageContext;
}

export const DropDialog = ({ id, setId, page }: Props) => (
  <Dialog page={page} id={id} title={page.say(words.dropTitle)}>
    <form method="post" action={`/change-sets/${setId}/return`} class="stack">
      <CsrfField page={page} />
      <p class="muted">{page.say(words.dropAbout)}</p>
      <Reasons id="return" canned={cannedDrops} page={page} />
      <div class="dialog-foot">
        <Button kind="danger">{page.say(words.dropSubmit)}</Button>
      </div>
    </form>
  </Dialog>
);
