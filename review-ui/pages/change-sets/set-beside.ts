/** What stands beside the changes of a set: records, claims of others, transfers, findings, within the reader's scope. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { claimsBesideChanges, type ShownClaim } from '../../../database/claims.ts';
import { issuesOfRows } from '../../../database/issues.ts';
import type { Scoped } from '../../../database/scope.ts';
import { type RegisteredTeacher, teachersByIds } from '../../../database/teachers.ts';
import { type ShownTransfer, transfersBeside } from '../../../database/transfers.ts';
import { claimingKinds } from '../../../schemas/change.ts';
import type { Issue } from '../../../schemas/issue.ts';
import { claimingStates } from '../../../schemas/upload-lifecycle.ts';
import { undoneAdditions } from '../reverts/revert-model.ts';
import type { SetHead } from './set-head.ts';

/** What is known beside the changes themselves. */
export interface Beside {
  /** Those whose records are shown, as they are in the registry, as far as the reader may see them. */
  readonly known: ReadonlyMap<string, RegisteredTeacher>;
  /** By change: other units that send in the same person at this moment. */
  readonly claims: ReadonlyMap<string, readonly ShownClaim[]>;
  /** For an undo: people whose addition it undoes. */
  readonly undone: ReadonlySet<string>;
  /** By teacher: what has become of a move that the file speaks of. */
  readonly transfers: ReadonlyMap<string, ShownTransfer>;
  /** By change: what the check found in its row, apart from what is only told. */
  readonly found: ReadonlyMap<string, readonly Issue[]>;
}

/** Rows on a page that is meant for paper: more would be no page for a browser. */
export const printed = 2_000;

/** @param idsOf whose records are shown: a list shows what changes, only the page of one change the rest of a record. */
export async function besideOf(
  tx: Scoped,
  head: SetHead,
  changes: readonly ShownChange[],
  idsOf: (change: ShownChange) => readonly string[],
): Promise<Beside> {
  return {
    known: await teachersByIds(tx, changes.flatMap(idsOf)),
    claims: await claimsOf(tx, head, changes),
    undone: await undoneAdditions(tx, head.upload, changes),
    transfers: await transfersIn(tx, head, changes),
    found: await foundIn(tx, head, changes),
  };
}

const transfersIn = (tx: Scoped, { upload }: SetHead, changes: readonly ShownChange[]) =>
  transfersBeside(
    tx,
    changes.flatMap(({ teacher_id }) => teacher_id ?? []),
    upload.unit_id,
    upload.received_at,
  );

/** Whether the check found anything, which may be no more than notes; before its counts are known, it may have. */
export const hasFindings = ({ counts }: SetHead['upload'], { notes }: { readonly notes: boolean }): boolean =>
  counts === null || counts.errors + counts.warnings + (notes ? counts.notes : 0) > 0;

/** Rows on screen only: a program asks for the issues of the upload. */
async function foundIn(tx: Scoped, { upload }: SetHead, changes: readonly ShownChange[]) {
  const rows =
    changes.length > printed || !hasFindings(upload, { notes: false })
      ? []
      : changes.flatMap(({ row_number }) => row_number ?? []);
  const issues = rows.length === 0 ? [] : await issuesOfRows(tx, upload.id, rows);
  const byPlace = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (issue.severity === 'note') continue;
    const place = placeOf(issue);
    byPlace.set(place, [...(byPlace.get(place) ?? []), issue]);
  }
  return new Map(
    changes.map(({ id, sheet, row_number }) => [id, byPlace.get(placeOf({ sheet, row: row_number })) ?? []]),
  );
}

const placeOf = ({ sheet, row }: { sheet: string | null; row: number | null }): string => `${row}@${sheet}`;

export const alikeIds = ({ alike = [] }: ShownChange): string[] => alike.map(({ teacher_id }) => teacher_id);
/** Of transfers too, for it depends on the reader's scope whether there is more to see. */
export const listedIds = (change: ShownChange): string[] =>
  change.kind === 'transfer' ? concernedIds(change) : alikeIds(change);
export const concernedIds = (change: ShownChange): string[] => [
  ...(change.teacher_id === null ? [] : [change.teacher_id]),
  ...alikeIds(change),
];

/** Asked when it is shown: of two files that were checked at once neither could hear of the other. */
const claimsOf = (tx: Scoped, { upload }: SetHead, changes: readonly ShownChange[]) =>
  claimsBesideChanges(
    tx,
    claimingStates.includes(upload.state)
      ? changes.flatMap(({ id, kind }) => (claimingKinds.has(kind) ? [id] : []))
      : [],
  );
