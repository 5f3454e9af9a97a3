/** Concludes from a file and the registry what changes for whom; decides nothing and guesses nothing. */
import {
  answeredAbsence,
  type CellChange,
  type CellChanges,
  type Change,
  type ChangeKind,
  riskOf,
} from '../schemas/change.ts';
import type { CheckedRow } from '../schemas/examined.ts';
import { type RecordField, recordFields } from '../schemas/sheets/teacher.ts';
import type { KnownTeacher, Snapshot } from '../schemas/snapshot.ts';
import { isDeparting } from './departing.ts';
import { differences } from './differences.ts';
import { matchRows, personOf } from './matching.ts';

/** Everything that is known of a new person; blank cells are no statement. */
function firstCells({ values }: CheckedRow): CellChanges {
  const cells: Partial<Record<RecordField, CellChange>> = {};
  for (const field of recordFields)
    if (values[field] !== null) cells[field] = { old: null, new: values[field] };
  return cells;
}

const ofTeacher = (
  kind: ChangeKind,
  teacher: KnownTeacher,
  row: CheckedRow | null,
  cells: CellChanges,
): Change => ({
  kind,
  risk: riskOf(kind, cells),
  name: teacher.record.name ?? '',
  id_number: teacher.record.id_number ?? '',
  id_type: teacher.record.id_type ?? '',
  teacher_id: teacher.id,
  base_version: teacher.version,
  sheet: row?.sheet ?? null,
  row: row?.row ?? null,
  cells,
});

const addition = (row: CheckedRow): Change => ({
  kind: 'add',
  risk: riskOf('add', {}),
  name: row.values.name ?? '',
  id_number: row.values.id_number ?? '',
  id_type: row.values.id_type ?? '',
  teacher_id: null,
  base_version: null,
  sheet: row.sheet,
  row: row.row,
  cells: firstCells(row),
});

function kindHere(row: CheckedRow, { record }: KnownTeacher, cells: CellChanges): ChangeKind {
  if (Object.values(cells).some((cell) => 'base' in cell)) return 'conflict';
  if (isDeparting(row) && record.status === '在职' && cells.status !== undefined) return 'depart';
  return Object.keys(cells).length === 0 ? 'verify' : 'change';
}

function changeOf(
  row: CheckedRow,
  teacher: KnownTeacher | undefined,
  snapshot: Snapshot,
  present: ReadonlySet<RecordField>,
): Change | undefined {
  const isHere = teacher?.unit_id === snapshot.unit_id;
  // Nobody departs from a unit that doesn't have them: the rule `departed-unknown` says so.
  if (!isHere && isDeparting(row)) return undefined;
  if (teacher === undefined) return personOf(row) === undefined ? undefined : addition(row);
  const cells = differences(row, teacher, snapshot, present);
  if (isHere) return ofTeacher(kindHere(row, teacher, cells), teacher, row, cells);
  return { ...ofTeacher('transfer', teacher, row, cells), other_unit: teacher.unit_name };
}

/** Whoever is missing, each with what the unit said of this very version of the record. */
function absences(missing: readonly KnownTeacher[], { absences = [] }: Snapshot): Change[] {
  const answers = new Map(absences.map((one) => [`${one.teacher_id}@${one.base_version}`, one]));
  return missing.map((teacher) => {
    const change = ofTeacher('missing', teacher, null, {});
    const said = answers.get(`${teacher.id}@${teacher.version}`);
    if (said === undefined) return change;
    const { teacher_id: _, base_version: __, ...answer } = said;
    return answeredAbsence(change, answer);
  });
}

/**
 * Compares the rows of a file with the part of the registry that concerns them. Every person of the file and every
 * teacher in service at the unit appears once; the most urgent first, then in the order of the file, then whoever is
 * missing from it. The order in which rows and teachers are given doesn't matter. Linear time.
 *
 * Three sorts of rows conclude nothing, and the file has an error for each: a person whose document can't be read and who
 * has no stamp, the second row of one person, and the departure of somebody who isn't at this unit.
 *
 * @param present fields that the file has a column for; the others are never touched. A blank cell of a column that is
 * there clears the value, unless the field is always required.
 */
export function reconcile(
  rows: readonly CheckedRow[],
  snapshot: Snapshot,
  present: ReadonlySet<RecordField>,
): Change[] {
  const changes: Change[] = [];
  const met = new Set<KnownTeacher>();
  for (const { row, teacher, isRepeated } of matchRows(rows, snapshot)) {
    if (teacher !== undefined) met.add(teacher);
    const change = isRepeated ? undefined : changeOf(row, teacher, snapshot, present);
    if (change !== undefined) changes.push(change);
  }
  const missing = snapshot.teachers.filter(
    (teacher) =>
      teacher.unit_id === snapshot.unit_id && teacher.record.status === '在职' && !met.has(teacher),
  );
  changes.push(...absences(missing.toSorted(byId), snapshot));
  return changes.toSorted((a, b) => a.risk - b.risk || Number(isIdentity(b)) - Number(isIdentity(a)));
}

/** Another document may mean another person; among risks that are equal it comes first. */
const isIdentity = ({ kind, cells }: Change): boolean =>
  kind === 'change' && (cells.id_number !== undefined || cells.id_type !== undefined);

const byId = (a: KnownTeacher, b: KnownTeacher): number =>
  a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
