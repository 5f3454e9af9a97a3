/** What every way of mending does: keep the edits, check the file as it is now, and wait for the verdict. */
import { setTimeout as wait } from 'node:timers/promises';
import { mendUpload, undoMending } from '../../../database/mending.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { contextOf } from '../../../pipeline/context.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FileTable, WantedRows } from '../../../schemas/file-table.ts';
import { type Edit, mostRowsMended } from '../../../schemas/mending.ts';
import { Problem, problem } from '../../../schemas/problem.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import type { Asked } from '../../asked.ts';
import { sentFile } from '../uploads/sent-file.ts';

type Mending = Pick<Asked<unknown, unknown, unknown, Actor>, 'app' | 'db' | 'actor'>;

/** Another cell of the same file may be under its check; nobody waits longer than this. */
const longestWait_ms = 10_000;
const between_ms = 25;

const isUnderCheck = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'wrong-state' && error.params.state === 'received';

const stateOf = ({ db, actor }: Mending, id: string): Promise<UploadState> =>
  inScope(db, actor.unit_path, async (tx) => (await uploadById(tx, id)).state);

/** Asks again and again until it is so; false when nobody should wait any longer. */
async function patiently(isSo: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = performance.now() + longestWait_ms; performance.now() < deadline; ) {
    if (await isSo()) return true;
    await wait(between_ms);
  }
  return false;
}

/**
 * Acts when no check is under way, then has the file checked. An edit of another page may come in between: whoever is not
 * first waits for that check, and a check that somebody else holds is waited for too.
 */
async function changed(asked: Mending, id: string, act: (tx: Scoped) => Promise<unknown>): Promise<void> {
  const { app, db, actor } = asked;
  const hasActed = await patiently(async () => {
    // Without a look first, everybody who waits would lock the row that the check needs.
    if ((await stateOf(asked, id)) === 'received') return false;
    try {
      await inScope(db, actor.unit_path, act);
      return true;
    } catch (error) {
      if (isUnderCheck(error)) return false;
      throw error;
    }
  });
  if (!hasActed) throw problem('wrong-state', { state: 'received', action: 'mend' });
  await patiently(async () => {
    await app.check(id);
    return (await stateOf(asked, id)) !== 'received';
  });
}

/** Keeps the edits as one step and checks the file. Throws `wrong-state`, `not-your-tier`. */
export const mend = (asked: Mending, id: string, edits: readonly Edit[]): Promise<void> =>
  changed(asked, id, (tx) => mendUpload(tx, asked.actor, id, edits));

/** Takes the last step back and checks the file. Throws `nothing-to-undo`. */
export const undo = (asked: Mending, id: string): Promise<void> =>
  changed(asked, id, (tx) => undoMending(tx, asked.actor, id));

/** An upload that its own unit may mend in the browser. Throws `not-your-tier`, `too-many-rows-to-mend`. */
export function requireMendable(upload: ShownUpload, actor: Actor): void {
  if (actor.unit_id !== upload.unit_id) throw problem('not-your-tier', { by: 'owner' });
  if ((upload.counts?.rows ?? 0) > mostRowsMended) {
    throw problem('too-many-rows-to-mend', { limit: mostRowsMended });
  }
}

/** The upload and the asked rows of its table as typed or mended. Null where the file can't be read as a table. */
export async function rowsOfFile(
  { app, db, actor }: Mending,
  id: string,
  wanted: WantedRows,
): Promise<{ upload: ShownUpload; table: FileTable | null }> {
  const { upload, bytes, facts } = await inScope(db, actor.unit_path, async (tx) => {
    const found = await uploadById(tx, id);
    requireMendable(found, actor);
    return { upload: found, ...(await sentFile(tx, found)) };
  });
  const outcome = await app.desk.table(bytes, contextOf(app, facts, app.now()), wanted);
  return { upload, table: 'ok' in outcome ? outcome.ok : null };
}
