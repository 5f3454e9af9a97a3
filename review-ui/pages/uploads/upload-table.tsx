/** Uploads as rows: receipt, whose, which file, how many rows, and where it stands. */
import type { ShownUpload } from '../../../database/uploads.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { common } from '../../words.ts';
import { StateBadge } from './state-badge.tsx';
import { words } from './words.ts';

export const UploadTable = ({ uploads, page }: { uploads: readonly ShownUpload[]; page: PageContext }) => (
  <DataTable
    caption={page.say(words.title)}
    columns={columnsFor(page)}
    rows={uploads}
    keyOf={(upload) => upload.id}
  />
);

const columnsFor = (page: PageContext): Column<ShownUpload>[] => {
  const unit: Column<ShownUpload> = { label: page.say(common.unit), cell: (upload) => upload.unit_name };
  return [
    {
      label: page.say(common.receipt),
      kind: 'id',
      header: true,
      cell: (upload) => <a href={`/uploads/${upload.id}`}>{upload.receipt}</a>,
    },
    // A school sees its own alone.
    ...(page.actor?.tier === 'school' ? [] : [unit]),
    { label: page.say(common.file), kind: 'wide', cell: (upload) => upload.file_name },
    { label: page.say(common.receivedAt), kind: 'time', cell: (upload) => page.time(upload.received_at) },
    {
      label: page.say(common.rows),
      kind: 'num',
      cell: ({ counts }) => (counts === null ? '' : page.number(counts.rows)),
    },
    {
      label: page.say(common.state),
      cell: (upload) => (
        <StateBadge
          state={upload.state}
          isUndo={upload.reverts !== null}
          lifecycle={lifecycleOf(upload)}
          page={page}
        />
      ),
    },
  ];
};
