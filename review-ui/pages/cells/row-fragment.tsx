/** The answer to a mended cell: its row as it is now, and beside it the bar and what to announce. */
import type { PageContext } from '../../page.ts';
import { BesideRow } from '../../parts/beside-row.tsx';
import { rowId } from './cells-address.ts';
import { columnsOf, type MendableRow, type Remaining } from './cells-model.ts';
import { MendingBar } from './mending-bar.tsx';
import { MendingRow } from './mending-row.tsx';
import { words } from './words.ts';

export interface MendedModel {
  readonly number: number;
  /** Null when it was taken out. */
  readonly row: MendableRow | null;
  readonly remaining: Remaining;
  readonly shown: readonly string[];
}

export const RowFragment = ({ number, row, remaining, shown }: MendedModel, page: PageContext) => {
  const { upload, errors, isMendable } = remaining;
  const said = errors === 0 ? words.saidNone : words.saidLeft;
  return (
    <>
      {row === null || upload.template === null ? (
        <tr id={rowId(number)}>
          <td colspan={shown.length + 2} class="muted">
            {page.say(words.removed, { row: number })}
          </td>
        </tr>
      ) : (
        <MendingRow
          {...{ uploadId: upload.id, template: upload.template, row, columns: columnsOf(upload) }}
          {...{ shown, page, isDisabled: !isMendable }}
        />
      )}
      <BesideRow id="mending-bar">
        <MendingBar model={remaining} page={page} />
      </BesideRow>
      <div id="announcement" hx-swap-oob="innerHTML">
        {row === null
          ? page.say(words.removed, { row: number })
          : page.say(said, { row: number, errors: page.number(errors) })}
      </div>
    </>
  );
};
