/** Mending: what a person changed in a file after sending it. The bytes stay as they were sent; edits lie on top. */
import { z } from 'zod';

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
  /** What the cell will hold; null takes out the whole row. */
  readonly text: string | null;
  /** Whether it follows from the row, the file or the registry, so that all such may be repaired at once. */
  readonly certain: boolean;
}

/** Files with more rows than this are mended in the file, not in the browser: each mended cell has all of them checked. */
export const mostRowsMended = 10_000;
