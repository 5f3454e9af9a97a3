/** What a change says about a person: changed cells only, the rest on demand, questions as questions. */
import type { ShownChange } from '../../../database/change-sets.ts';
import type { CellChange } from '../../../schemas/change.ts';
import type { Words } from '../../../schemas/language.ts';
import { personalFields, type RecordField, recordFields } from '../../../schemas/sheets/teacher.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';
import { ChangedCell } from '../../parts/cell-change.tsx';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { words as revertWords } from '../reverts/words.ts';
import { TransferNote } from '../transfers/transfer-note.tsx';
import { AbsenceNote } from './absence-note.tsx';
import { ClaimNote } from './claim-note.tsx';
import { ConflictCell } from './conflict-cell.tsx';
import { whereTheyDiffer } from './differences.ts';
import { Found } from './found.tsx';
import { changesIdentity } from './identity.ts';
import { LookalikeNote } from './lookalike-note.tsx';
import { maskedCell } from './masked-cell.ts';
import { Rest, RestLink } from './rest.tsx';
import type { Beside } from './set-beside.ts';
import { words } from './words.ts';

interface Props {
  readonly change: ShownChange;
  readonly page: PageContext;
}

const questions: Readonly<Partial<Record<ShownChange['kind'], Words>>> = {
  missing: words.missingAsks,
  transfer: words.transferAsks,
  verify: words.verified,
  conflict: words.conflictAsks,
};

interface ContentProps extends Props {
  readonly setId: string;
  readonly beside: Beside;
  /** Whether the reader decides here and now. */
  readonly isReviewer: boolean;
  /** With the rest of the record, instead of the way to it. */
  readonly isWhole?: boolean | undefined;
}

export const ChangeContent = ({ setId, change, beside, isReviewer, isWhole, page }: ContentProps) => {
  const known = beside.known.get(change.teacher_id ?? '');
  const transfer = beside.transfers.get(change.teacher_id ?? '');
  // What has become of it says more than what it was.
  const asked = change.absence === null && (change.kind !== 'transfer' || transfer === undefined);
  const question = asked ? questions[change.kind] : undefined;
  return (
    <div class="content">
      {changesIdentity(change) && (
        <p class="identity-warning">
          <Icon name="warning" />
          {page.say(words.identityWarning)}
        </p>
      )}
      {question && <p class="asks">{page.say(question, { unit: change.other_unit ?? '' })}</p>}
      {beside.undone.has(change.teacher_id ?? '') && <p class="asks">{page.say(revertWords.wasAdded)}</p>}
      <AbsenceNote change={change} page={page} />
      {transfer && <TransferNote transfer={transfer} page={page} />}
      <LookalikeNote setId={setId} change={change} page={page} />
      <ClaimNote claims={beside.claims.get(change.id) ?? []} page={page} />
      {change.kind === 'add' ? (
        <Added change={change} page={page} />
      ) : (
        <ChangedCells setId={setId} change={change} isReviewer={isReviewer} page={page} />
      )}
      <Found issues={beside.found.get(change.id) ?? []} page={page} />
      {isWhole ? (
        <Rest change={change} known={known} page={page} />
      ) : (
        <RestLink setId={setId} change={change} known={known} page={page} />
      )}
    </div>
  );
};

const cellsOf = (change: ShownChange): [RecordField, CellChange][] =>
  recordFields.flatMap((field): [RecordField, CellChange][] => {
    const cell = change.cells[field];
    return cell === undefined ? [] : [[field, cell]];
  });

const ChangedCells = ({ setId, change, isReviewer, page }: Omit<ContentProps, 'beside' | 'isWhole'>) => {
  const cells = cellsOf(change);
  if (cells.length === 0) return null;
  return (
    <dl class="changed-cells">
      {cells.map(([field, cell]) => {
        const shown = maskedCell(field, cell);
        return (
          <div key={field} class="changed-cell">
            {cell.base === undefined ? (
              <ChangedCell field={field} change={shown} page={page} />
            ) : (
              <ConflictCell cell={shown} {...{ setId, field, change, isReviewer, page }} />
            )}
            <Differs field={field} cell={cell} page={page} />
          </div>
        );
      })}
    </dl>
  );
};

/** Two masked numbers may look the same: say where they differ without showing what stands there. */
const Differs = ({ field, cell, page }: { field: RecordField; cell: CellChange; page: PageContext }) => {
  if (!personalFields.includes(field) || typeof cell.old !== 'string' || typeof cell.new !== 'string') {
    return null;
  }
  const found = whereTheyDiffer(cell.old, cell.new);
  return (
    <dd class="differs muted small">
      {'places' in found
        ? page.say(words.differsAt, { places: found.places })
        : page.say(words.lengthDiffers, found)}
    </dd>
  );
};

/** What a reviewer asks first about a new colleague. */
const introduced: readonly RecordField[] = [
  'post_type',
  'stage',
  'subject',
  'is_rural',
  'education',
  'title',
];

const Added = ({ change, page }: Props) => (
  <p class="added">
    {introduced.flatMap((field) => {
      const value = change.cells[field]?.new ?? null;
      return value === null
        ? []
        : [
            <span key={field}>
              <span class="muted">{labelOf(field, page.language)}</span>{' '}
              <CellText field={field} value={value} page={page} />
            </span>,
          ];
    })}
  </p>
);
