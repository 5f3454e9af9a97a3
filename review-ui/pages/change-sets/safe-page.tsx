/** Before a bulk approval: how many it is, and ten of them drawn at random. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { changeKinds } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { labelOf } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { setAddress } from './set-address.ts';
import type { SampleModel } from './set-model.ts';
import { words } from './words.ts';

export const safeDialogId = 'safe-dialog';
export const safeDialogBodyId = 'safe-dialog-body';

export const SafePage = (model: SampleModel, page: PageContext) => (
  <>
    <PageHead
      title={page.say(words.safeTitle, { count: page.number(model.facets.safe_undecided) })}
      about={model.upload.unit_name}
    />
    {SafeFragment(model, page)}
    <p class="section">
      <a href={setAddress(model.id)}>{page.say(words.backToSet)}</a>
    </p>
  </>
);

/** What the dialog loads when it opens, so that the sample is drawn when it is looked at. */
export const SafeFragment = ({ id, facets, sample }: SampleModel, page: PageContext) =>
  facets.safe_undecided === 0 ? (
    <p>{page.say(words.safeNone)}</p>
  ) : (
    <form method="post" action={`/change-sets/${id}/decisions`} class="stack">
      <CsrfField page={page} />
      <input type="hidden" name="changes" value="safe" />
      <input type="hidden" name="back" value={setAddress(id)} />
      <p>{page.say(words.safeAbout, { count: sample.length })}</p>
      <DataTable
        caption={page.say(words.caption)}
        columns={columns(page)}
        rows={sample}
        keyOf={(change) => change.id}
      />
      <div class="dialog-foot">
        <Button kind="primary" name="decision" value="approve">
          {page.say(words.safeSubmit, { count: page.number(facets.safe_undecided) })}
        </Button>
      </div>
    </form>
  );

const columns = (page: PageContext): Column<ShownChange>[] => [
  {
    label: page.say(words.person),
    header: true,
    cell: ({ name, id_number }) => (
      <>
        {name} <span class="mono muted">{masked('id_number', id_number)}</span>
      </>
    ),
  },
  {
    label: page.say(words.change),
    cell: ({ kind, fields }) =>
      [page.say(changeKinds[kind].words), ...fields.map((field) => labelOf(field, page.language))].join(
        ' · ',
      ),
  },
];

export const SafeDialog = ({ page }: { page: PageContext }) => (
  <Dialog page={page} id={safeDialogId} title={page.say(words.safeDialog)}>
    <div id={safeDialogBodyId} />
  </Dialog>
);
