/** Makes a mess of some files: takes clean rows, spoils a few, and keeps count of what that must raise. */
import type { Random } from '../random.ts';
import type { WrittenCell } from '../spreadsheet/sheet.ts';
import { cellMesses, footerMesses, type IssueCounts, messCount } from './mess.ts';
import type { SimulatedRow } from './row.ts';

export type { IssueCounts } from './mess.ts';

/** One mess that was made. `index` is the place among the unit's rows; null when it is not in a teacher's row. */
export interface MadeMess {
  readonly name: string;
  readonly index: number | null;
  readonly issues: IssueCounts;
}

export interface MessyFile {
  readonly rows: readonly SimulatedRow[];
  readonly footer: readonly (readonly WrittenCell[])[];
  readonly messes: readonly MadeMess[];
  /** The sum over `messes`. */
  readonly issues: IssueCounts;
}

/** Of the files of a messy province, unless another share is asked for. */
export const usualMess = 0.35;
const shareWithFooter = 0.2;
const shareWithDuplicate = 0.1;

/** Spoils one cell of a row that nothing was done to yet. */
function spoilCell(random: Random, rows: SimulatedRow[], free: Set<number>): MadeMess | null {
  const index = random.whole(0, rows.length - 1);
  const row = rows[index];
  if (row === undefined || !free.has(index)) return null;
  const fitting = cellMesses.filter(({ fits }) => fits?.(row.record) ?? true);
  const mess = random.pick(fitting);
  free.delete(index);
  rows[index] = { ...row, cells: { [mess.field]: mess.write(row.record) } };
  return { name: mess.name, index, issues: mess.issues };
}

/** Writes a person a second time, at the end; every occurrence is an error. */
function repeatRow(random: Random, rows: SimulatedRow[], free: Set<number>): MadeMess | null {
  const index = random.whole(0, rows.length - 1);
  const row = rows[index];
  if (row === undefined || !free.has(index)) return null;
  free.delete(index);
  rows.push(row);
  return { name: 'person-twice', index, issues: { 'duplicate-in-file': 2 } };
}

function sumOf(messes: readonly MadeMess[]): IssueCounts {
  const sum: Record<string, number> = {};
  for (const { issues } of messes) {
    for (const [rule, times] of Object.entries(issues)) sum[rule] = (sum[rule] ?? 0) + times;
  }
  return sum;
}

/** The rows as they came, or spoiled in the given share of all files. */
export function messedUp(random: Random, clean: readonly SimulatedRow[], share: number): MessyFile {
  const rows = [...clean];
  if (share === 0 || rows.length === 0 || !random.chance(share)) {
    return { rows, footer: [], messes: [], issues: {} };
  }
  const free = new Set(rows.keys());
  const made = Array.from({ length: messCount(random) }, () => spoilCell(random, rows, free));
  if (random.chance(shareWithDuplicate)) made.push(repeatRow(random, rows, free));
  const footer: (readonly WrittenCell[])[] = [];
  if (random.chance(shareWithFooter)) {
    const mess = random.pick(footerMesses);
    footer.push(mess.cells(rows.length));
    made.push({ name: mess.name, index: null, issues: mess.issues });
  }
  const messes = made.filter((mess) => mess !== null);
  return { rows, footer, messes, issues: sumOf(messes) };
}
