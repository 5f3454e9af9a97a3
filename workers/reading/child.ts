/** The reading process: takes one file at a time, does the work, answers with a value, a refusal or an error. */
import { type Refusal, RefusedFile } from '../../schemas/refusal.ts';
import { type Context, type Progress, type Value, work } from './work.ts';

export interface Question {
  readonly bytes: Uint8Array;
  readonly context: Context;
}

/** How a file ended. */
export type Conclusion =
  /** A {@link Value} as JSON: one text crosses between processes faster than a thousand small objects. */
  | { readonly ok: Uint8Array }
  | { readonly refused: Refusal }
  /** A bug, told by its stack; never by anything from the file. */
  | { readonly error: string };

/** `cpu_ms` is what this process has worked so far, so that the next file's work can be told from this one's. */
export type Answer =
  | { readonly progress: Progress }
  | { readonly ready: true; readonly cpu_ms: number }
  | { readonly concluded: Conclusion; readonly cpu_ms: number };

/** A page that shows progress can't use more than this. */
const REPORT_MS = 200;

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function conclude({ bytes, context }: Question): Conclusion {
  let reported = 0;
  try {
    const value: Value = work(bytes, context, (progress) => {
      const now = performance.now();
      if (now - reported < REPORT_MS) return;
      reported = now;
      tell({ progress });
    });
    return { ok: Buffer.from(JSON.stringify(value)) };
  } catch (error) {
    if (error instanceof RefusedFile) return { refused: error.refusal };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (question: Question) => {
  const concluded = conclude(question);
  tell({ concluded, cpu_ms: cpuTime() });
});
// Nobody is left to read for.
process.on('disconnect', () => process.exit());
// A Ctrl-C goes to the whole group; whoever started this process decides when it ends.
process.on('SIGINT', () => {});
tell({ ready: true, cpu_ms: cpuTime() });
