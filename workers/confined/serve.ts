/** What a confined process runs: takes one question at a time, does the work, answers with a value, a refusal or an error. */
import type { Progress } from '../../schemas/examined.ts';
import { type Refusal, RefusedFile } from '../../schemas/refusal.ts';
import { type LastParcel, type Part, parcelsOf } from './parcels.ts';

/**
 * A pure function of its inputs, which are copied into the process. A value that isn't bytes crosses as JSON, but for its lists of
 * bytes. @throws RefusedFile when a file can't be read
 */
export type Work = (bytes: Uint8Array, asked: never, report: (progress: Progress) => void) => unknown;
/** What one kind of process can do, by name. */
export type Works = Readonly<Record<string, Work>>;
export type WorkName<W extends Works> = keyof W & string;
/** What a work needs besides the bytes. */
export type AskedOf<W extends Works, N extends WorkName<W>> = Parameters<W[N]>[1];
/** What comes of it. */
export type ValueOf<W extends Works, N extends WorkName<W>> = Awaited<ReturnType<W[N]>>;

export interface Question {
  readonly work: string;
  readonly bytes: Uint8Array;
  readonly asked: unknown;
}

/** How a question ended. */
export type Conclusion =
  /** The last parcel of its value. */
  | { readonly ok: LastParcel }
  | { readonly refused: Refusal }
  /** A bug, told by its stack; never by anything that was asked. */
  | { readonly error: string };

/** `cpu_ms` is what this process has worked so far, so that the next work can be told from this one. */
export type Answer =
  | { readonly progress: Progress }
  | { readonly part: Part }
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

/** Sends all parcels of a value but the last. */
function handOver(value: unknown): LastParcel {
  const parcels = parcelsOf(value);
  for (let next = parcels.next(); ; next = parcels.next()) {
    if (next.done) return next.value;
    tell({ part: next.value });
  }
}

type Working = (bytes: Uint8Array, asked: unknown, report: (progress: Progress) => void) => unknown;

async function conclude(works: Works, { work, bytes, asked }: Question): Promise<Conclusion> {
  let reported = 0;
  try {
    // The parent's types tie what is asked to the work; here they meet as one.
    const value = await (works[work] as Working)(bytes, asked, (progress) => {
      const now = performance.now();
      if (now - reported < REPORT_MS) return;
      reported = now;
      tell({ progress });
    });
    return { ok: handOver(value) };
  } catch (error) {
    if (error instanceof RefusedFile) return { refused: error.refusal };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Serves whoever started this process, until they are gone. */
export function serve(works: Works): void {
  process.on('message', async (question: Question) => {
    const concluded = await conclude(works, question);
    tell({ concluded, cpu_ms: cpuTime() });
  });
  process.on('disconnect', () => process.exit());
  // A Ctrl-C goes to the whole group; whoever started this process decides when it ends.
  process.on('SIGINT', () => {});
  tell({ ready: true, cpu_ms: cpuTime() });
}
