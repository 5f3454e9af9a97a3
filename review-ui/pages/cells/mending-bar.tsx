/** The bar that stays in sight: how many errors are left, what was mended, and what can be done for all rows. */
import type { ComponentChildren } from 'preact';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import type { Remaining } from './cells-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: Remaining;
  readonly page: PageContext;
}

export const MendingBar = ({ model, page }: Props) => {
  const { upload, mending, errors, repairable, isMendable } = model;
  return (
    <div id="mending-bar" class="review-bar">
      <p class="tally">
        <strong class={errors === 0 ? 'good' : 'bad'}>
          {errors === 0 ? page.say(words.noErrors) : page.say(words.left, { errors: page.number(errors) })}
        </strong>{' '}
        {mending.edits > 0 && (
          <span class="muted">{page.say(words.mended, { edits: page.number(mending.edits) })}</span>
        )}
      </p>
      <div class="actions">
        {isMendable && mending.steps > 0 && (
          <Act page={page} action={`/uploads/${upload.id}/cells/undo`}>
            <Button kind="quiet" icon="undo">
              {page.say(words.undo)}
            </Button>
          </Act>
        )}
        {isMendable && repairable > 0 && (
          <Act page={page} action={`/uploads/${upload.id}/repairs`}>
            <Button kind="plain" icon="check">
              {page.say(words.repairAll, { count: page.number(repairable) })}
            </Button>
          </Act>
        )}
        <LinkButton kind={errors === 0 ? 'primary' : 'plain'} href={`/uploads/${upload.id}`}>
          {page.say(errors === 0 && upload.state === 'ready' ? words.goSubmit : words.back)}
        </LinkButton>
      </div>
    </div>
  );
};

const Act = ({
  page,
  action,
  children,
}: {
  page: PageContext;
  action: string;
  children: ComponentChildren;
}) => (
  <form method="post" action={action}>
    <CsrfField page={page} />
    <input type="hidden" name="back" value={page.here} />
    {children}
  </form>
);
