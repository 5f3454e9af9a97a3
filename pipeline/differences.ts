/** What differs between a row and its teacher, cell by cell: the school's word where it said something, else the registry's. */
import type { CellChange, CellChanges, CellValue } from '../schemas/change.ts';
import type { CheckedRow } from '../schemas/examined.ts';
import {
  type RecordField,
  recordFields,
  type TeacherRecord,
  teacherSheet,
} from '../schemas/sheets/teacher.ts';
import { baseKey, type KnownTeacher, type Snapshot } from '../schemas/snapshot.ts';
import { isDeparting } from './departing.ts';

/** A blank where something must stand is an error of the file, never a wish to clear it. */
const neverCleared = new Set<RecordField>(
  recordFields.filter((field) => teacherSheet.columns[field].need === 'always'),
);

/**
 * What happens to one cell. The file's word counts where it differs from what its template was prefilled with (`base`);
 * what only the registry changed since then stays; what both changed differently is a conflict, which carries its base.
 */
function cellChange(file: CellValue, registry: CellValue, base: CellValue): CellChange | undefined {
  if (file === registry || file === base) return undefined;
  return registry === base ? { old: registry, new: file } : { old: registry, new: file, base };
}

/** The record that a row was prefilled from; the current one when nothing else is known. */
function baseOf({ stamp }: CheckedRow, { id, record }: KnownTeacher, { bases }: Snapshot): TeacherRecord {
  return stamp?.teacher_id === id ? (bases.get(baseKey(stamp)) ?? record) : record;
}

/** The record as the row would have it. A row that departs by its action alone has its status said by that. */
function wanted(row: CheckedRow): TeacherRecord {
  const { status } = row.values;
  return isDeparting(row) && (status === null || status === '在职')
    ? { ...row.values, status: '离职' }
    : row.values;
}

/**
 * The cells in which the row changes the teacher's record, in the order of the sheet; each change that has a `base` is a
 * conflict. A blank cell clears the value, unless one must always stand there.
 * @param present fields that the file has a column for; the others say nothing
 */
export function differences(
  row: CheckedRow,
  teacher: KnownTeacher,
  snapshot: Snapshot,
  present: ReadonlySet<RecordField>,
): CellChanges {
  const file = wanted(row);
  const base = baseOf(row, teacher, snapshot);
  const cells: Partial<Record<RecordField, CellChange>> = {};
  for (const field of recordFields) {
    const value = file[field];
    if (value === teacher.record[field] || !present.has(field)) continue;
    if (value === null && neverCleared.has(field)) continue;
    const change = cellChange(value, teacher.record[field], base[field]);
    if (change !== undefined) cells[field] = change;
  }
  return cells;
}
