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
  let notBefore = performance.now() + quiet_ms;
  let saving: Promise<void> | undefined;
  const save = async (progress: Progress): Promise<void> => {
    try {
      await asSystem(db, (tx) => saveProgress(tx, upload, progress));
    } catch (error) {
      log.warn({ upload_id: upload.id, failure: failureOf(error) }, 'progress not saved');
    }
    saving = undefined;
  };
  return {
    show: (progress) => {
      const now = performance.now();
      if (saving !== undefined || now < notBefore) return;
      notBefore = now + between_ms;
      saving = save(progress);
    },
    settled: async () => {
      await saving;
    },
  };
}
