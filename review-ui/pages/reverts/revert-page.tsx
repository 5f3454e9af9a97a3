/** Before an undo is asked for: what comes back, what is left alone, and the reason. */
import type { RefusedCell } from '../../../schemas/revert.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Reasons } from '../change-sets/reasons.tsx';
import { setAddress } from '../change-sets/set-address.ts';
import { words as review } from '../change-sets/words.ts';
import { RefusedCells } from './refused-cells.tsx';
import type { RevertSizes } from './revert-model.ts';
import { cannedReverts, words } from './words.ts';

export interface RevertModel {
  readonly id: string;
  readonly unit: string;
  readonly receipt: string;
  readonly sizes: RevertSizes;
  readonly refused: readonly RefusedCell[];
}

export const revertDialogId = 'revert-dialog';
export const revertDialogBodyId = 'revert-dialog-body';

export const RevertPage = (model: RevertModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[
        { label: page.say(review.title), href: '/change-sets' },
        { label: model.unit, href: setAddress(model.id) },
        { label: page.say(words.title) },
      ]}
    />
    <PageHead
      title={page.say(words.titleOf, { unit: model.unit })}
      about={
        <>
          {page.say(words.since)} <span class="mono">{model.receipt}</span>
        </>
      }
    />
    {RevertFragment(model, page)}
    <p class="section">
      <a href={setAddress(model.id)}>{page.say(words.back)}</a>
    </p>
  </>
);

/** What the dialog loads when it opens, so that it says what holds then. */
export const RevertFragment = (model: RevertModel, page: PageContext) =>
  model.sizes.teachers === 0 ? (
    <div class="stack">
      <p>
        <strong>{page.say(words.none)}</strong>
      </p>
      <p>{page.say(words.noneAbout)}</p>
      <RefusedCells refused={model.refused} page={page} />
    </div>
  ) : (
    <form method="post" action={`/change-sets/${model.id}/revert`} class="stack revert-form">
      <CsrfField page={page} />
      <What model={model} page={page} />
      <p class="muted">{page.say(words.afterwards)}</p>
      <Reasons id="revert" canned={cannedReverts} page={page} />
      <div class="dialog-foot">
        <Button kind="danger">{page.say(words.submit)}</Button>
      </div>
    </form>
  );

const What = ({ model: { sizes, refused }, page }: { model: RevertModel; page: PageContext }) => (
  <>
    <p>
      <strong>
        {page.say(words.will, { teachers: page.number(sizes.teachers), cells: page.number(sizes.cells) })}
      </strong>{' '}
      {sizes.departing > 0 && page.say(words.departing, { count: page.number(sizes.departing) })}
    </p>
    {refused.length > 0 && (
      <>
        <p>{page.say(words.left, { count: page.number(refused.length) })}</p>
        <RefusedCells refused={refused} page={page} />
      </>
    )}
  </>
);

export const RevertDialog = ({ page }: { page: PageContext }) => (
  <Dialog page={page} id={revertDialogId} title={page.say(words.title)}>
    <div id={revertDialogBodyId} />
  </Dialog>
);

/** Opens the dialog, or the page where scripts don't run. */
export const RevertLinkButton = ({ setId, page }: { setId: string; page: PageContext }) => (
  <a
    class="button quiet"
    href={`/change-sets/${setId}/revert`}
    data-opens={revertDialogId}
    hx-get={`/change-sets/${setId}/revert`}
    hx-target={`#${revertDialogBodyId}`}
    hx-swap="innerHTML"
  >
    {page.say(words.revertDots)}
  </a>
);
