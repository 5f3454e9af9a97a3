/** Moving people between units: the one primitive that does it, for one teacher or for a whole school. */
import { type CellChanges, patched } from '../schemas/change.ts';
import { problem } from '../schemas/problem.ts';
import { requireOpen } from './organisations.ts';
import {
  insertRevisions,
  isAlreadyInService,
  type LockedTeacher,
  lockTeachers,
  type NewRevision,
  updateTeachers,
} from './registrations.ts';
import type { Scoped } from './scope.ts';

/** From which file and row somebody moves; all null where it is from none. */
type Origin = Pick<NewRevision, 'upload_id' | 'change_id' | 'sheet' | 'row_number'>;

export interface Move extends Partial<Origin> {
  readonly teacher_id: string;
  /** The version that whoever decided has seen. */
  readonly base_version: number;
  /** What changes with the move; somebody who comes back into service needs a status here. */
  readonly cells: CellChanges;
}

/**
 * Moves teachers to a unit with their cells, each a new version with a revision of kind `transfer`: three statements whatever
 * their number. The scope must hold the units they leave and the one they come to. Nobody is moved unless all are.
 * @param by account that answers for it; null for the system
 * Throws `unit-closed` and `unit-merged`, `stale` where a version is another by now, and `already-in-service` where somebody would be in service twice; the
 * transaction must then be rolled back.
 */
export async function moveTeachers(
  tx: Scoped,
  moves: readonly Move[],
  to: { readonly unit_id: string; readonly unit_path: string },
  by: string | null,
): Promise<void> {
  if (moves.length === 0) return;
  await requireOpen(tx, to.unit_id);
  const locked = await lockTeachers(
    tx,
    moves.map(({ teacher_id }) => teacher_id),
  );
  const written = moves.map((move) => ({ move, ...nextVersion(locked.get(move.teacher_id), move) }));
  try {
    await updateTeachers(tx, written, false, to);
  } catch (error) {
    throw isAlreadyInService(error) ? problem('already-in-service') : error;
  }
  const revisions = written.map(({ move, ...version }): NewRevision => {
    const { upload_id = null, change_id = null, sheet = null, row_number = null } = move;
    const { id: teacher_id, ...rest } = version;
    const origin: Origin = { upload_id, change_id, sheet, row_number };
    return { teacher_id, ...rest, ...origin, kind: 'transfer', fields: Object.keys(move.cells), made_by: by };
  });
  await insertRevisions(tx, to.unit_id, revisions);
}

function nextVersion(teacher: LockedTeacher | undefined, { base_version, cells }: Move) {
  if (teacher?.version !== base_version) throw problem('stale');
  return { id: teacher.id, version: base_version + 1, record: patched(teacher.record, cells) };
}
