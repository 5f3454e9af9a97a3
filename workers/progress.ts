/** Progress of a check as its page sees it: nothing for small files, a few times a second for large ones. */
import type { Database } from '../database/connect.ts';
import { asSystem } from '../database/scope.ts';
import { saveProgress } from '../database/uploads.ts';
import type { Progress } from '../schemas/examined.ts';
import { failureOf, type Log } from './log.ts';

/** Most files are done before anybody could read that they are being read; they cost no commit. */
const usualQuiet_ms = 300;
const between_ms = 334;

export interface ShownProgress {
  /** Takes note; saves it if it is time. */
  readonly show: (progress: Progress) => void;
  /** Resolves when nothing is being saved, so that an old step never follows the verdict. */
  settled(): Promise<void>;
}

/** Progress of one upload from now on. Saving it may fail: a page then learns of the verdict only. */
export function progressOf(
  db: Database,
  upload: { readonly id: string; readonly unit_path: string },
  log: Log,
  quiet_ms = usualQuiet_ms,
): ShownProgress {
  const quietUntil = performance.now() + quiet_ms;
  let notBefore = quietUntil;
  let saving: Promise<void> | undefined;
  let step: Progress['step'] | undefined;
  /** A new step that began while another was being saved. */
  let next: Progress | undefined;
  const save = async (progress: Progress): Promise<void> => {
    try {
      await asSystem(db, (tx) => saveProgress(tx, upload, progress));
    } catch (error) {
      log.warn({ upload_id: upload.id, failure: failureOf(error) }, 'progress not saved');
    }
    saving = undefined;
    if (next !== undefined) start(next);
  };
  const start = (progress: Progress): void => {
    next = undefined;
    step = progress.step;
    notBefore = performance.now() + between_ms;
    saving = save(progress);
  };
  return {
    show: (progress) => {
      const now = performance.now();
      const isNewStep = progress.step !== step;
      // Rows may be left out, a step may not: the last one is the longest to wait for.
      if (now < quietUntil || (!isNewStep && now < notBefore)) return;
      if (saving === undefined) start(progress);
      else if (isNewStep) next = progress;
    },
    settled: async () => {
      while (saving !== undefined) await saving;
    },
  };
}
