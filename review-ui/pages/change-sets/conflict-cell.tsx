/** One cell that both sides changed: what the template said, what the registry says now, what the school sent, each to be chosen. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { type CellChange, type CellChoice, cellChoices } from '../../../schemas/change.ts';
import type { Words } from '../../../schemas/language.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { rowId } from './set-address.ts';
import { words } from './words.ts';

interface Props {
  readonly setId: string;
  readonly field: RecordField;
  /** Masked where it is personal. */
  readonly cell: CellChange;
  readonly change: ShownChange;
  /** Whether the reader chooses here and now. */
  readonly isReviewer: boolean;
  readonly page: PageContext;
}

const labels: Readonly<Record<CellChoice, Words>> = {
  base: words.base,
  theirs: words.theirs,
  ours: words.ours,
};
const shownBy = (cell: CellChange, choice: CellChoice) =>
  ({ base: cell.base ?? null, theirs: cell.old, ours: cell.new })[choice];

/** What was chosen; an approval that says nothing of a cell takes the school's value. */
const chosenOf = ({ decision, choices }: ShownChange, field: RecordField): CellChoice | null => {
  if (decision === 'reject') return 'theirs';
  return choices?.[field] ?? (decision === 'approve' ? 'ours' : null);
};

export const ConflictCell = ({ setId, field, cell, change, isReviewer, page }: Props) => {
  const action = `/change-sets/${setId}/changes/${change.id}/choices`;
  const chosen = chosenOf(change, field);
  const isOpen = isReviewer && change.decision === null;
  const label = labelOf(field, page.language);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <form
          class="conflict-cell"
          method="post"
          action={action}
          hx-post={action}
          hx-target={`#${rowId(change.id)}`}
          hx-swap="outerHTML"
        >
          <CsrfField page={page} />
          <input type="hidden" name="field" value={field} />
          <input type="hidden" name="seen" value={change.choices?.[field] ?? 'none'} />
          <input type="hidden" name="back" value={`${page.here}#${rowId(change.id)}`} />
          {cellChoices.map((choice) => (
            <span key={choice} class={choice === chosen ? 'chosen' : undefined}>
              <span class="muted small">{page.say(labels[choice])}</span>
              <CellText field={field} value={shownBy(cell, choice)} page={page} />
              {choice === chosen && <Badge mood="good">{page.say(words.chosen)}</Badge>}
              {isOpen && choice !== chosen && (
                <Button
                  name="choice"
                  value={choice}
                  label={page.say(words.chooseOf, { field: label, which: page.say(labels[choice]) })}
                >
                  {page.say(words.choose)}
                </Button>
              )}
            </span>
          ))}
        </form>
      </dd>
    </>
  );
};
