/** What the reading process does with one file: the only line to change when it is to do more. */
import { examine } from '../../pipeline/examine.ts';
import type { ExamineContext, Examined, Progress } from '../../schemas/examined.ts';

/** What the work needs besides the bytes; it is copied into the process. */
export type Context = ExamineContext;

/** What comes back; it is copied out of the process. */
export type Value = Examined;

export type { Progress };

/** A pure function of its inputs. @throws RefusedFile when the file can't be read */
export const work = (bytes: Uint8Array, context: Context, report: (progress: Progress) => void): Value =>
  examine(bytes, context, report);
