/** Mending: what a person changed in a file after sending it. The bytes stay as they were sent; edits lie on top. */
import { z } from 'zod';
import type { Words } from './language.ts';

/** The longest text that a cell may be given; a spreadsheet's cell holds no more. */
const LONGEST_TEXT = 32_767;

/** One cell that was given another text, or one row that was taken out. Rows as the spreadsheet shows them. */
export const editSchema = z.object({
  sheet: z.string(),
  row: z.number().int().min(1),
  /** Zero-based; null takes out the whole row. */
  column: z.number().int().min(0).max(16_383).nullable(),
  /** What the cell holds now, as if it had been typed into a cell of format Text; '' empties it. */
  text: z.string().max(LONGEST_TEXT),
});
export type Edit = z.infer<typeof editSchema>;

/** A value that may take the place of a faulty one. */
export interface Repair {
  readonly field: string;
  /** Zero-based; null takes out the whole row. */
  readonly column: number | null;
  /** What the cell will hold. */
  readonly text: string;
  /** Where the value comes from, for whoever is to agree. */
  readonly from: RepairSource;
  /** Whether it follows with certainty, so that all such may be repaired at once. */
  readonly certain: boolean;
}

export const repairSources = {
  identity: { zh: '按证件号码', en: 'By the ID number' },
  unit: { zh: '按本校登记信息', en: 'As the school is registered' },
  registry: { zh: '按在册信息', en: 'As registered' },
  list: { zh: '相近的可选项', en: 'Nearest permitted value' },
  reading: { zh: '可能的读法', en: 'A possible reading' },
  header: { zh: '只读取前一列', en: 'Only the first such column is read' },
  duplicate: { zh: '与前一行完全相同', en: 'The same as the row before' },
} as const satisfies Record<string, Words>;
export type RepairSource = keyof typeof repairSources;

/** Whether the first proposal of a finding may be carried out without asking for each. */
export const isRepairable = (repairs: readonly Repair[] | undefined): boolean =>
  repairs?.[0]?.certain === true;

/** Files with more rows than this are mended in the file, not in the browser: each mended cell has all of them checked. */
export const mostRowsMended = 10_000;
