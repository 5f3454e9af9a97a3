/** Finds out from a file whose it is: by its stamp, else by what every one of its rows says, never by its name. */
import type { UnitClaim } from '../schemas/bundle.ts';
import type { ExamineContext } from '../schemas/examined.ts';
import { RefusedFile } from '../schemas/refusal.ts';
import type { TeacherRow } from '../schemas/sheets/teacher.ts';
import type { Stamp } from '../schemas/stamp.ts';
import type { Workbook } from '../schemas/workbook.ts';
import { RowReader } from './cells/row-reader.ts';
import { nearestTableOf, tableOf } from './examine.ts';
import type { Table } from './headers.ts';
import { opened } from './opened.ts';
import { RowSorter } from './rows.ts';
import { readStamp } from './stamp.ts';

type SchoolOfRow = Pick<TeacherRow, 'school_code' | 'school_name'>;

/** What of a file says whose it is. */
export interface Evidence {
  readonly stamp: Stamp | null;
  /** Of rows about people alone. */
  readonly rows: readonly { readonly values: SchoolOfRow }[];
}

/**
 * What the file says of its school, or null when it says nothing or contradicts itself: rows with two school codes are not
 * routed by the name that they share.
 * @param file read without a unit, with the key of the stamps: what is signed for whom is known, the rest is only typed
 */
export function unitClaimOf({ stamp, rows }: Evidence): UnitClaim | null {
  if (stamp !== null) return { by: 'stamp', unit_id: stamp.unit_id };
  const codes = new Set(rows.map(({ values }) => values.school_code));
  const [code = null] = codes;
  if (codes.size === 1 && code !== null) return { by: 'code', code };
  codes.delete(null);
  if (codes.size > 1) return null;
  const names = new Set(rows.map(({ values }) => values.school_name));
  const [name = null] = names;
  return names.size === 1 && name !== null ? { by: 'name', name } : null;
}

/**
 * {@link unitClaimOf} for the bytes of a file of teacher information. Much less than a check: two columns are read, and no rule
 * is asked. A header that is not whole is no refusal yet: its school may have said, or may be asked, what its columns are.
 * @throws RefusedFile when the file can't be read, has no rows or no header at all, or is another template's
 */
export function readUnitClaim(bytes: Uint8Array, asked: ExamineContext): UnitClaim | null {
  const context: ExamineContext = { ...asked, template: 'teacher', unit: null };
  const workbook = opened(bytes, context);
  const table = tableIn(workbook, context);
  const rows = [...schoolsIn(workbook, table)];
  if (rows.length === 0) throw new RefusedFile('no-data');
  return unitClaimOf({ stamp: readStamp(workbook, context.stamp_key), rows });
}

function tableIn(workbook: Workbook, context: ExamineContext): Table {
  try {
    return tableOf(workbook, context).table;
  } catch (problem) {
    const isIncomplete = problem instanceof RefusedFile && problem.refusal.code === 'no-header';
    const nearest = isIncomplete ? nearestTableOf(workbook, context) : undefined;
    if (nearest === undefined) throw problem;
    return nearest;
  }
}

/** What each row about a person says of its school; what else is wrong with it is told by its check. */
function* schoolsIn(workbook: Workbook, table: Table): Generator<{ values: SchoolOfRow }> {
  const { school_code, school_name } = table.definition.columns;
  if (school_code === undefined || school_name === undefined) throw new Error('no template of teachers');
  const definition = { ...table.definition, columns: { school_code, school_name } };
  const storage = { untyped: workbook.format === 'csv', from1904: workbook.from1904 === true };
  const reader = new RowReader({ ...table, definition }, storage, []);
  const sorter = new RowSorter(table);
  for (const row of table.sheet.rows.slice(table.start)) {
    if (sorter.verdict(row)?.kept === false) continue;
    yield { values: reader.read(row) as unknown as SchoolOfRow };
  }
}
