/** Writes an export that is owed, once, in the scope of whoever asked for it. */
import type { Database } from '../../database/connect.ts';
import { ExportFile } from '../../database/export-files.ts';
import {
  type ClaimedExport,
  claimExport,
  concludeExport,
  failExport,
  holdExport,
  saveExportProgress,
} from '../../database/export-work.ts';
import { inScope } from '../../database/scope.ts';
import { failureOf, type Log } from '../log.ts';
import { mostAttempts } from '../queue.ts';
import { type Reporting, reportOther } from '../report.ts';
import { exportWriters } from './kinds.ts';

export interface ExportOptions extends Reporting {
  readonly db: Database;
  /** Nobody watches: somebody waits for the file itself. */
  readonly is_unwatched?: boolean;
}

/**
 * Writes the exports of one job, those that owe their file. Safe to call at any time and any number of times: one of several
 * deliveries writes, and the file comes to be with the state that says so, or not at all. Throws only for bugs and outages; the
 * export then still owes its file.
 */
export async function writeExports(options: ExportOptions, ids: readonly string[]): Promise<void> {
  for (const id of ids) await writeExport(options, id);
}

async function writeExport(options: ExportOptions, id: string): Promise<void> {
  const { db } = options;
  const claim = await claimExport(db, id);
  if (claim === null) return;
  const began = performance.now();
  const state = claim.attempts > mostAttempts ? await failExport(db, id) : await writeFile(options, claim);
  reportOther(options, {
    ...{ work: 'export', template: claim.kind, state, attempts: claim.attempts },
    ids: { export_id: id, request_id: claim.request_id },
    durations: { exporting: performance.now() - began },
  });
}

/** Null where another delivery is at it. */
async function writeFile(
  { db, log, is_unwatched }: ExportOptions,
  wish: ClaimedExport,
): Promise<string | null> {
  const progress = is_unwatched ? null : progressOf(db, wish.id, log);
  return await inScope(db, wish.unit_path, async (tx) => {
    if (!(await holdExport(tx, wish.id))) return null;
    const out = new ExportFile(tx, wish.id);
    const passed = progress?.passed ?? (() => undefined);
    const { rows, digest } = await exportWriters[wish.kind]({ tx, wish, out, passed });
    await progress?.settled();
    return await concludeExport(tx, wish.id, { rows, digest, size_bytes: out.size_bytes });
  });
}

const between_ms = 500;

/** Counts rows, and saves the count now and then. Saving may fail: whoever watches then sees the end only. */
function progressOf(db: Database, id: string, log: Log) {
  let rows = 0;
  let notBefore = performance.now() + between_ms;
  let saving: Promise<void> | undefined;
  const save = async (): Promise<void> => {
    await saveExportProgress(db, id, rows).catch((error: unknown) =>
      log.warn({ export_id: id, failure: failureOf(error) }, 'progress not saved'),
    );
    saving = undefined;
  };
  return {
    passed: (more: number): void => {
      rows += more;
      if (saving !== undefined || performance.now() < notBefore) return;
      notBefore = performance.now() + between_ms;
      saving = save();
    },
    /** Resolves when nothing is being saved: the conclusion must not wait for a row that waits for it. */
    settled: async (): Promise<void> => {
      await saving;
    },
  };
}
