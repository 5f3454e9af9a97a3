/** Before a bulk approval: how many it is, and ten of them that chance chose once and for all. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { type CellChange, changeKinds } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { ChangedCell } from '../../parts/cell-change.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { maskedCell } from './masked-cell.ts';
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

/** What the dialog loads when it opens, so that it speaks of what is undecided at that moment. */
export const SafeFragment = ({ id, facets, sample, digest }: SampleModel, page: PageContext) =>
  facets.safe_undecided === 0 ? (
    <p>{page.say(words.safeNone)}</p>
  ) : (
    <form method="post" action={`/change-sets/${id}/decisions`} class="stack">
      <CsrfField page={page} />
      <input type="hidden" name="changes" value="safe" />
      {digest !== null && <input type="hidden" name="digest" value={digest} />}
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
    cell: (change) => <SampledChange change={change} page={page} />,
  },
];

/** The cells themselves: ten rows are drawn to be read. */
const SampledChange = ({ change, page }: { change: ShownChange; page: PageContext }) => (
  <>
    {page.say(changeKinds[change.kind].words)}
    <dl class="changed-cells">
      {(Object.entries(change.cells) as [RecordField, CellChange][]).map(([field, cell]) => (
        <div key={field} class="changed-cell">
          <ChangedCell field={field} change={maskedCell(field, cell)} page={page} />
        </div>
      ))}
    </dl>
  </>
);

export const SafeDialog = ({ page }: { page: PageContext }) => (
  <Dialog page={page} id={safeDialogId} title={page.say(words.safeDialog)}>
    <div id={safeDialogBodyId} />
  </Dialog>
);
