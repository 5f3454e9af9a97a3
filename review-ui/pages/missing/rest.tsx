/** One answer for all the others: how many they are is said, and confirmed, before it is given. */
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { missingAddress } from './missing-address.ts';
import type { MissingModel } from './missing-model.ts';
import { words } from './words.ts';

export const formId = 'missing-form';
export const restDialogId = 'rest-dialog';

interface Props {
  readonly model: MissingModel;
  readonly page: PageContext;
}

const about = ({ model, page }: Props): string =>
  page.say(words.restAbout, { count: page.number(model.tally.unanswered) });

const confirm = ({ model, page }: Props): string =>
  page.say(words.restConfirm, { count: page.number(model.tally.unanswered) });

/** Its button submits the form behind it, so that what was chosen there is kept too. */
export const RestDialog = ({ model, page }: Props) => (
  <Dialog page={page} id={restDialogId} title={page.say(words.restTitle)}>
    <p>{about({ model, page })}</p>
    <div class="dialog-foot">
      <Button kind="primary" form={formId} name="rest" value="kept">
        {confirm({ model, page })}
      </Button>
    </div>
  </Dialog>
);

/** The same question on a page of its own, where scripts don't run. */
export const RestPage = ({ model, page }: Props) => (
  <form class="stack" method="post" action={missingAddress(model.upload.id)}>
    <CsrfField page={page} />
    <input type="hidden" name="count" value={model.tally.unanswered} />
    <h2>{page.say(words.restTitle)}</h2>
    <p>{about({ model, page })}</p>
    <div class="actions">
      <Button kind="primary" name="rest" value="kept">
        {confirm({ model, page })}
      </Button>
      <LinkButton href={missingAddress(model.upload.id)}>{page.say(words.cancel)}</LinkButton>
    </div>
  </form>
);
