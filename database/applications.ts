/** Applying an approved change set: optimistic on every teacher's version, all of it or none of it, exactly once. */
import { sql } from 'kysely';
import type { AbsenceAnswer } from '../schemas/absence.ts';
import { type CellChanges, type ChangeKind, chosenCells, patched } from '../schemas/change.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import { forgetAnswers } from './absences.ts';
import { unclaimed } from './claim.ts';
import type { Database } from './connect.ts';
import { enrolmentsReturn } from './enrolment-moves.ts';
import { tell } from './notices.ts';
import {
  addTeachers,
  blankRecord,
  insertRevisions,
  isAlreadyInService,
  type LockedTeacher,
  lockTeachers,
  lockVersions,
  type NewRevision,
  updateTeachers,
} from './registrations.ts';
import { asSystem, type Scoped } from './scope.ts';
import { open } from './seal.ts';
import { type LockedUpload, lockUpload, transition } from './transition.ts';

/** The registry moved under an approved change: nothing of the set is applied, and the file is checked again. */
class Moved extends Error {}

/** Counts the attempt of an owed apply; answers null when the state has moved on or it was taken up a moment ago. */
export async function claimApply(
  db: Database,
  uploadId: string,
): Promise<{ attempts: number; receipt: string; request_id: string | null } | null> {
  return await asSystem(db, async (tx) => {
    const row = await tx.sql
      .updateTable('uploads')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), claimed_at: sql<Date>`now()` }))
      .where('id', '=', uploadId)
      .where('state', '=', 'approved')
      .where('owes', '=', 'apply')
      .where(unclaimed)
      .returning(['attempts', 'receipt', 'request_id'])
      .executeTakeFirst();
    return row ?? null;
  });
}

/**
 * Applies what was approved, writes a revision for each new version, and moves the upload to `applied`, all in one
 * transaction. A teacher whose version is not the reviewed one, or a new person who is in service somewhere by now,
 * makes the whole set stale instead. Answers null when the state had moved on.
 */
export async function applyChangeSet(db: Database, uploadId: string): Promise<UploadState | null> {
  try {
    return await whenApproved(db, uploadId, async (tx, upload) => {
      const counts = await applyAll(tx, upload);
      const { id, receipt, unit_id, reverts } = upload;
      const kind = reverts === null ? 'set-applied' : 'undo-applied';
      await tell(tx, [{ unit: unit_id, kind, params: { receipt, ...counts }, href: `/uploads/${id}` }]);
      return await transition(tx, upload, 'apply', 'system', { applied_at: new Date() }, counts);
    });
  } catch (error) {
    if (!(error instanceof Moved || isAlreadyInService(error))) throw error;
    return await whenApproved(db, uploadId, (tx, upload) => transition(tx, upload, 'stale', 'system'));
  }
}

/** Ends an apply that failed too often; the reviewer may try again. */
export const saveApplyFailure = (db: Database, uploadId: string): Promise<UploadState | null> =>
  whenApproved(db, uploadId, (tx, upload) => transition(tx, upload, 'fail', 'system'));

const whenApproved = (
  db: Database,
  uploadId: string,
  work: (tx: Scoped, upload: LockedUpload) => Promise<UploadState>,
): Promise<UploadState | null> =>
  asSystem(db, async (tx) => {
    const upload = await lockUpload(tx, uploadId);
    return upload.state === 'approved' ? await work(tx, upload) : null;
  });

interface ApprovedChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly teacher_id: string | null;
  readonly base_version: number | null;
  readonly sheet: string | null;
  readonly row_number: number | null;
  readonly decided_by: string | null;
  readonly answer: AbsenceAnswer | null;
  readonly cells: CellChanges;
}

/** A teacher as it will be, with the revision that says where it came from. */
interface Written {
  readonly change: ApprovedChange;
  readonly id: string;
  readonly version: number;
  readonly record: TeacherRecord;
}

async function applyAll(tx: Scoped, upload: LockedUpload): Promise<Record<string, number>> {
  const changes = await approvedChanges(tx, upload);
  const known = changes.filter((change) => change.teacher_id !== null);
  await lockReviewed(tx, known);
  const verified = known.filter(writesNothing);
  const moving = await movingAway(tx, known);
  const changed = known.filter((change) => !writesNothing(change) && !moving.has(change.teacher_id ?? ''));
  const current = await lockTeachers(tx, changed.map(teacherOf));
  const updated = changed.map((change) => nextVersion(current, change));
  await markVerified(tx, verified);
  // An undo is nobody's word that the record is right.
  await updateTeachers(tx, updated, upload.reverts === null);
  const back = updated.filter(({ change }) => change.cells.status?.new === '在职').map(({ id }) => id);
  await enrolmentsReturn(tx, back);
  const added = await insertTeachers(
    tx,
    upload,
    changes.filter((change) => change.kind === 'add'),
  );
  await insertRevisions(tx, upload.unit_id, [...updated, ...added].map(toRevision(upload)));
  // What the school has said of its file in work holds, whatever the county takes back.
  if (upload.reverts === null) await forgetAnswers(tx, upload);
  return { verified: verified.length, updated: updated.length, added: added.length };
}

const teacherOf = ({ teacher_id }: ApprovedChange): string => teacher_id ?? '';

/** Confirmed as it stands, or a conflict in which every cell stays the registry's. */
const writesNothing = ({ kind, cells }: ApprovedChange): boolean =>
  kind === 'verify' || (kind === 'conflict' && Object.keys(cells).length === 0);

/** Most rows of a file confirm what is registered: of these nothing is fetched or opened that says so once more. */
async function approvedChanges(tx: Scoped, upload: LockedUpload): Promise<ApprovedChange[]> {
  const rows = await tx.sql
    .selectFrom('changes')
    .where('change_set_id', '=', upload.change_set_id ?? '0')
    .where('decision', '=', 'approve')
    .select(['id', 'kind', 'teacher_id', 'base_version', 'sheet', 'row_number', 'decided_by', 'answer'])
    .select(['choices', sql<Buffer | null>`case when kind <> 'verify' then sealed end`.as('sealed')])
    .execute();
  return rows.map(({ sealed, choices, ...row }) => ({
    ...row,
    cells:
      sealed === null
        ? {}
        : chosenCells(open<{ cells: CellChanges }>(tx.keys, 'change', sealed).cells, choices),
  }));
}

/**
 * Who departs because they moved, while a transfer of them is open: they leave by that one, in service all the way, and not by
 * this set. Should it be declined, they are in service here as before, and the next file asks after them again.
 */
async function movingAway(tx: Scoped, changes: readonly ApprovedChange[]): Promise<ReadonlySet<string>> {
  const moved = changes.filter(({ kind, answer }) => kind === 'depart' && answer === 'moved');
  if (moved.length === 0) return new Set();
  const rows = await tx.sql
    .selectFrom('transfers')
    .where(sql<boolean>`teacher_id = any(${moved.map(({ teacher_id }) => teacher_id)}::bigint[])`)
    .where('state', '=', 'proposed')
    .select('teacher_id')
    .execute();
  return new Set(rows.map(({ teacher_id }) => teacher_id));
}

/** Locks everybody whom the set knows. Throws {@link Moved} where a version is not the reviewed one. */
async function lockReviewed(tx: Scoped, changes: readonly ApprovedChange[]): Promise<void> {
  const versions = await lockVersions(tx, changes.map(teacherOf));
  if (changes.some((change) => versions.get(teacherOf(change)) !== change.base_version)) throw new Moved();
}

function nextVersion(current: ReadonlyMap<string, LockedTeacher>, change: ApprovedChange): Written {
  const before = current.get(change.teacher_id ?? '');
  if (before === undefined || change.teacher_id === null) throw new Moved();
  const record = patched(before.record, change.cells);
  return { change, id: change.teacher_id, version: before.version + 1, record };
}

/** A confirmed, unchanged row is a result: it is kept, but it is no new version. */
async function markVerified(tx: Scoped, changes: readonly ApprovedChange[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(teacherOf);
  await sql`update teachers set verified_at = now() where id = any(${ids}::bigint[])`.execute(tx.sql);
}

async function insertTeachers(
  tx: Scoped,
  upload: LockedUpload,
  changes: readonly ApprovedChange[],
): Promise<Written[]> {
  if (changes.length === 0) return [];
  const records = changes.map((change) => patched(blankRecord, change.cells));
  const ids = await addTeachers(tx, upload, records, true);
  return changes.map((change, index) => ({
    change,
    id: ids[index] ?? '',
    version: 1,
    record: records[index] ?? blankRecord,
  }));
}

const toRevision =
  (upload: LockedUpload) =>
  ({ change, id, version, record }: Written): NewRevision => ({
    teacher_id: id,
    version,
    kind: change.kind,
    fields: Object.keys(change.cells),
    record,
    upload_id: upload.id,
    change_id: change.id,
    sheet: change.sheet,
    row_number: change.row_number,
    made_by: change.decided_by,
  });
