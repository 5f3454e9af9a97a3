/** Opens a file for whoever concludes from it: as sent, with what was mended since, without what we marked in it. */
import type { ExamineContext } from '../schemas/examined.ts';
import type { Workbook } from '../schemas/workbook.ts';
import { unmarked } from './marks.ts';
import { mended } from './mend.ts';
import { readWorkbook } from './read/read.ts';

/** @throws RefusedFile when the file can't be read */
export const opened = (
  bytes: Uint8Array,
  { limits, edits = [] }: ExamineContext,
  onRows?: (rowsRead: number) => void,
): Workbook => unmarked(mended(readWorkbook(bytes, limits, onRows), edits));
