/** The reading process: takes one file at a time, does the work, answers with a value, a refusal or an error. */
import { type Refusal, RefusedFile } from '../../schemas/refusal.ts';
import { type Context, type Progress, type Value, work } from './work.ts';

export interface Question {
  readonly bytes: Uint8Array;
  readonly context: Context;
}

export type Answer =
  | { readonly ready: true }
  | { readonly progress: Progress }
  | { readonly ok: Value }
  | { readonly refused: Refusal }
  /** A bug, told by its stack; never by anything from the file. */
  | { readonly error: string };

/** A page that shows progress can't use more than this. */
const REPORT_MS = 200;

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

function answerTo({ bytes, context }: Question): Answer {
  let reported = 0;
  try {
    return {
      ok: work(bytes, context, (progress) => {
        const now = performance.now();
        if (now - reported < REPORT_MS) return;
        reported = now;
        tell({ progress });
      }),
    };
  } catch (error) {
    if (error instanceof RefusedFile) return { refused: error.refusal };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (question: Question) => tell(answerTo(question)));
// Nobody is left to read for.
process.on('disconnect', () => process.exit());
// A Ctrl-C goes to the whole group; whoever started this process decides when it ends.
process.on('SIGINT', () => {});
tell({ ready: true });
