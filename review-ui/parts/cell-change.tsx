/** One changed cell: what was, struck out, and what will be, underlined; said in words as well as shown. */
import type { CellChange } from '../../schemas/change.ts';
import type { RecordField } from '../../schemas/sheets/teacher.ts';
import type { PageContext } from '../page.ts';
import { CellText, labelOf } from './cell-value.tsx';
import { parts } from './words.ts';

interface CellChangeProps {
  readonly field: RecordField;
  readonly change: CellChange;
  readonly page: PageContext;
}

export const ChangedCell = ({ field, change, page }: CellChangeProps) => (
  <>
    <dt>{labelOf(field, page.language)}</dt>
    <dd>
      <del>
        <span class="visually-hidden">{page.say(parts.oldValue)} </span>
        <CellText field={field} value={change.old} page={page} />
      </del>
      <span class="into" aria-hidden="true">
        →
      </span>
      <ins>
        <span class="visually-hidden">{page.say(parts.newValue)} </span>
        <CellText field={field} value={change.new} page={page} />
      </ins>
    </dd>
  </>
);
