/** One cell that both sides changed: what the template said, what the registry says now, what the school sent. */
import type { CellChange } from '../../../schemas/change.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import type { PageContext } from '../../page.ts';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { words } from './words.ts';

interface Props {
  readonly field: RecordField;
  readonly change: CellChange;
  readonly page: PageContext;
}

export const ConflictCell = ({ field, change, page }: Props) => (
  <>
    <dt>{labelOf(field, page.language)}</dt>
    <dd class="conflict-cell">
      <span>
        <span class="muted small">{page.say(words.base)}</span>
        <CellText field={field} value={change.base ?? null} page={page} />
      </span>
      <span>
        <span class="muted small">{page.say(words.theirs)}</span>
        <del>
          <CellText field={field} value={change.old} page={page} />
        </del>
      </span>
      <span>
        <span class="muted small">{page.say(words.ours)}</span>
        <ins>
          <CellText field={field} value={change.new} page={page} />
        </ins>
      </span>
    </dd>
  </>
);
