/** Forms: their rows as they were checked, and carrying them out in the transaction that says so. */
import type { Actor } from '../schemas/actor.ts';
import type { CheckedRow } from '../schemas/examined.ts';
import type { Params } from '../schemas/language.ts';
import type { FieldValues } from '../schemas/sheets.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import { lockUpload, permit, transition } from './transition.ts';

/** A row with the fields of its template, whichever that is. */
export type FormRow = CheckedRow<FieldValues>;

/** The rows of an upload as its last check understood them, in the order of the file; from `offset` on at most `limit`. */
export async function rowsOfUpload(
  tx: Scoped,
  uploadId: string,
  { limit = Number.MAX_SAFE_INTEGER, offset = 0 }: { readonly limit?: number; readonly offset?: number } = {},
): Promise<FormRow[]> {
  const blocks = await tx.sql
    .selectFrom('upload_rows')
    .where('upload_id', '=', uploadId)
    .where((eb) => eb(eb('position', '+', eb.ref('rows')), '>', offset))
    .where('position', '<', Math.min(offset + limit, 2 ** 31 - 1))
    .select(['position', 'sealed'])
    .orderBy('position')
    .execute();
  const rows = blocks.flatMap(({ sealed }) => open<FormRow[]>(tx.keys, 'row', sealed));
  const start = offset - (blocks[0]?.position ?? 0);
  return rows.slice(start, start + limit);
}

/**
 * Carries a checked form out: `work` acts on its rows and answers what it did in counts, for the event. All of it or nothing.
 * Throws `wrong-state`, `not-your-tier`, and whatever `work` throws.
 */
export async function carryOutForm(
  tx: Scoped,
  actor: Actor,
  id: string,
  work: (rows: readonly FormRow[]) => Promise<Params>,
): Promise<UploadState> {
  const upload = await lockUpload(tx, id);
  permit(upload, 'submit', actor);
  const detail = await work(await rowsOfUpload(tx, id));
  const now = new Date();
  const also = { submitted_at: now, submitted_by: actor.account_id, applied_at: now };
  return await transition(tx, upload, 'submit', actor, also, detail);
}
