/** Mending: edits over a file as it was sent, kept step by step so that each can be taken back. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Edit } from '../schemas/mending.ts';
import { problem } from '../schemas/problem.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Keys } from './keys.ts';
import type { Scoped } from './scope.ts';
import { open, seal } from './seal.ts';
import { lockUpload, transition } from './transition.ts';

/** An edit as the server keeps it: what was typed is personal until proved otherwise. */
export interface KeptEdit {
  readonly sheet: string;
  readonly row: number;
  readonly column: number | null;
  /** Sealed text, base64. */
  readonly sealed: string;
}

export const openEdit = (keys: Keys, { sheet, row, column, sealed }: KeptEdit): Edit => ({
  ...{ sheet, row, column },
  text: open<string>(keys, 'edit', Buffer.from(sealed, 'base64')),
});

/** The edits of an upload that hold, in the order they were made. */
export async function editsOf(tx: Scoped, uploadId: string): Promise<Edit[]> {
  const { rows } = await sql<KeptEdit>`
    select sheet, row_number as row, column_number as column, encode(sealed, 'base64') as sealed
    from upload_edits where upload_id = ${uploadId} and undone_at is null order by id`.execute(tx.sql);
  return rows.map((row) => openEdit(tx.keys, row));
}

export interface Mending {
  /** Cells and rows that were mended and not taken back. */
  readonly edits: number;
  /** Steps that may be taken back, one by one. */
  readonly steps: number;
}

export async function mendingOf(tx: Scoped, uploadId: string): Promise<Mending> {
  const { rows } = await sql<Mending>`
    select count(distinct (sheet, row_number, column_number))::int as edits, count(distinct step)::int as steps
    from upload_edits where upload_id = ${uploadId} and undone_at is null`.execute(tx.sql);
  return rows[0] ?? { edits: 0, steps: 0 };
}

/** A check that somebody waits for: the dispatcher rings for it only when that one has died. */
const checkedHere = (): { dispatched_at: Date; submitted_at: null; submitted_by: null } => ({
  ...{ dispatched_at: new Date(), submitted_at: null, submitted_by: null },
});

/**
 * Keeps edits as one step; the upload then owes a check, which the caller makes at once. Throws `wrong-state` also while a
 * check is under way: its verdict would be about the file before these edits.
 */
export async function mendUpload(
  tx: Scoped,
  actor: Actor,
  id: string,
  edits: readonly Edit[],
): Promise<UploadState> {
  const upload = await lockUpload(tx, id);
  const state = await transition(tx, upload, 'mend', actor, checkedHere(), { edits: edits.length });
  const rows = edits.map(({ sheet, row, column, text }) => ({
    ...{ sheet, row, column },
    sealed: seal(tx.keys, 'edit', text).toString('base64'),
  }));
  await sql`insert into upload_edits (upload_id, step, sheet, row_number, column_number, sealed, made_by)
    select ${id}, 1 + coalesce((select max(step) from upload_edits where upload_id = ${id}), 0), x.sheet, x."row", x."column",
      decode(x.sealed, 'base64'), ${actor.account_id}
    from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (sheet text, "row" int, "column" int, sealed text))
      with ordinality as x (sheet, "row", "column", sealed, n) order by x.n`.execute(tx.sql);
  return state;
}

/** Takes back the last step that holds; the upload then owes a check. Throws `nothing-to-undo`. */
export async function undoMending(tx: Scoped, actor: Actor, id: string): Promise<UploadState> {
  const upload = await lockUpload(tx, id);
  const state = await transition(tx, upload, 'mend', actor, checkedHere(), { undone: true });
  const { rows } = await sql<{ id: string }>`
    update upload_edits set undone_at = now() where upload_id = ${id} and undone_at is null
      and step = (select max(step) from upload_edits where upload_id = ${id} and undone_at is null)
    returning id`.execute(tx.sql);
  if (rows.length === 0) throw problem('nothing-to-undo');
  return state;
}

/**
 * The edits that carry out every certain repair of an upload, or of one rule's findings. One cell is repaired once, whoever
 * proposes it first.
 */
export async function certainRepairs(tx: Scoped, uploadId: string, rule?: string): Promise<Edit[]> {
  const { rows } = await sql<{ sheet: string; row: number; sealed: Buffer }>`
    select sheet, row_number as row, sealed from issues
    where upload_id = ${uploadId} and repairable and (${rule ?? null}::text is null or rule = ${rule ?? null})
    order by position`.execute(tx.sql);
  const edits = new Map<string, Edit>();
  for (const { sheet, row, sealed } of rows) {
    const repair = open<{ repairs: readonly { column: number | null; text: string }[] }>(
      tx.keys,
      'issue',
      sealed,
    ).repairs[0];
    if (repair === undefined) continue;
    const { column, text } = repair;
    const key = `${row}/${column}/${sheet}`;
    if (!edits.has(key)) edits.set(key, { sheet, row, column, text });
  }
  return [...edits.values()];
}
