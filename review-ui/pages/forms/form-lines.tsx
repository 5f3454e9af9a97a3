/** The lines of a form as a table. */
import type { FormLine } from '../../../schemas/form.ts';
import type { PageContext } from '../../page.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { words } from './words.ts';

export const FormLines = ({ lines, page }: { lines: readonly FormLine[]; page: PageContext }) => (
  <DataTable
    caption={page.say(words.title)}
    columns={[
      { label: page.say(words.row), kind: 'num', cell: ({ row }) => page.number(row) },
      { label: page.say(words.subject), header: true, cell: ({ subject }) => subject },
      { label: page.say(words.does), kind: 'wide', cell: ({ does }) => does },
    ]}
    rows={lines}
    keyOf={({ row }) => String(row)}
  />
);
