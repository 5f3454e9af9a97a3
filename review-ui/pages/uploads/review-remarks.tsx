/** What the reviewer did not let pass, with the reasons: the school reads them on its own file's page. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { changeKinds } from '../../../schemas/change.ts';
import type { PageContext } from '../../page.ts';
import { labelOf } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { setAddress } from '../change-sets/set-address.ts';
import type { UploadModel } from './upload-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: Pick<UploadModel, 'upload' | 'rejected'>;
  readonly page: PageContext;
}

export const ReviewRemarks = ({ model: { upload, rejected }, page }: Props) =>
  rejected.total === 0 ? null : (
    <section aria-labelledby="remarks-title">
      <h2 id="remarks-title">
        {page.say(words.remarks)} <span class="count">{page.number(rejected.total)}</span>
      </h2>
      <DataTable
        caption={page.say(words.remarks)}
        columns={columns(page)}
        rows={rejected.changes}
        keyOf={({ id }) => id}
      />
      {rejected.total > rejected.changes.length && upload.change_set_id !== null && (
        <p>
          <a href={setAddress(upload.change_set_id, { decision: 'reject' })}>{page.say(words.allRemarks)}</a>
        </p>
      )}
    </section>
  );

const columns = (page: PageContext): Column<ShownChange>[] => [
  {
    label: page.say(words.place),
    header: true,
    cell: ({ name, row_number }) => (
      <>
        {row_number !== null && <span class="mono">{row_number}</span>} {name}
      </>
    ),
  },
  {
    label: page.say(words.remarkOn),
    cell: ({ kind, fields }) =>
      kind === 'add' || fields.length === 0
        ? page.say(changeKinds[kind].words)
        : fields.map((field) => labelOf(field, page.language)).join('、'),
  },
  { label: page.say(words.remarkReason), kind: 'wide', cell: ({ reason }) => reason },
];
