/** What the reading thread does with one file: the only line to change when it is to do more. */
import { readWorkbook } from '../../pipeline/read/read.ts';
import type { ReadLimits, Workbook } from '../../schemas/workbook.ts';

/** What the work needs besides the bytes; it is copied into the thread. */
export interface Context {
  readonly limits: ReadLimits;
}

/** What comes back; it is copied out of the thread. */
export type Value = Workbook;

/** How far the work is. `rows` counts rows with content. */
export interface Progress {
  readonly step: 'reading' | 'checking' | 'comparing';
  readonly rows: number;
}

/** A pure function of its inputs. @throws RefusedFile when the file can't be read */
export function work(bytes: Uint8Array, context: Context, report: (progress: Progress) => void): Value {
  return readWorkbook(bytes, context.limits, (rows) => report({ step: 'reading', rows }));
}
