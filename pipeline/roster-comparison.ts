/** Compares two moments of a unit or an area: who came, who went, who moved, and whose record reads differently. Pure. */
import { type CellChange, type CellChanges, patched } from '../schemas/change.ts';
import type {
  Difference,
  DifferenceKind,
  RosterComparison,
  Standing,
  Standings,
} from '../schemas/roster-comparison.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../schemas/sheets/teacher.ts';

type Place = Standing['place'] | 'nowhere';

/** What became of a teacher, by where she stood before and after. Who was in service at neither moment is not spoken of. */
const kinds: Readonly<Record<Place, Readonly<Partial<Record<Place, DifferenceKind>>>>> = {
  nowhere: { in: 'joined' },
  out: { in: 'joined' },
  elsewhere: { in: 'moved_in' },
  in: { nowhere: 'left', out: 'left', elsewhere: 'moved_out' },
};

/**
 * The differences between two moments. Versions that come and go without a trace, such as a change and its undo, are none.
 * Nothing of a teacher's time elsewhere is concluded from either side.
 */
export function compareRosters(before: Standings, after: Standings): RosterComparison {
  const differences: Difference[] = [];
  let unchanged = 0;
  for (const teacher_id of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(teacher_id) ?? null, after.get(teacher_id) ?? null];
    const cells = cellsBetween(was, is);
    const kind = kindOf(was, is, cells);
    if (kind === 'same') unchanged += 1;
    else if (kind !== null) differences.push({ teacher_id, kind, before: was, after: is, cells });
  }
  return { differences, unchanged };
}

function kindOf(
  was: Standing | null,
  is: Standing | null,
  cells: CellChanges,
): DifferenceKind | 'same' | null {
  if (was?.place !== 'in' || is?.place !== 'in')
    return kinds[was?.place ?? 'nowhere'][is?.place ?? 'nowhere'] ?? null;
  if (was.unit_id !== is.unit_id) return 'moved';
  return Object.keys(cells).length > 0 ? 'changed' : 'same';
}

function cellsBetween(was: Standing | null, is: Standing | null): CellChanges {
  if (was === null || is === null || was.place === 'elsewhere' || is.place === 'elsewhere') return {};
  return changedCells(was.record, is.record);
}

/** The cells in which two records of a teacher differ, in the order of the sheet. */
export function changedCells(before: TeacherRecord, after: TeacherRecord): CellChanges {
  const cells: Partial<Record<RecordField, CellChange>> = {};
  for (const field of recordFields) {
    if (before[field] !== after[field]) cells[field] = { old: before[field], new: after[field] };
  }
  return cells;
}

/** The moment after, made of the moment before and what differs: the other half of {@link compareRosters}. */
export function applyDifferences(before: Standings, differences: readonly Difference[]): Standings {
  const standings = new Map(before);
  for (const { teacher_id, after, cells } of differences) {
    const was = standings.get(teacher_id);
    if (after === null) standings.delete(teacher_id);
    else if (was === undefined || was.place === 'elsewhere' || after.place === 'elsewhere')
      standings.set(teacher_id, after);
    else standings.set(teacher_id, { ...after, record: patched(was.record, cells) });
  }
  return standings;
}
