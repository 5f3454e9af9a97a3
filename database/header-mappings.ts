/** Header mappings: what people of a unit confirmed of their columns, remembered until they take it back. */
import { sql } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import type { HeaderMapping } from '../schemas/header-mapping.ts';
import { next } from '../schemas/lifecycle.ts';
import { problem } from '../schemas/problem.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import { lifecycleOf, type UploadState } from '../schemas/upload-lifecycle.ts';
import { appendEvent } from './events.ts';
import type { Scoped } from './scope.ts';
import { lockUpload, transition } from './transition.ts';

/** Whose columns: a unit in one template. */
export interface MappedSheet {
  readonly unit_id: string;
  readonly template: TemplateId | null;
}

/** What reading a file of the unit depends on. */
export async function headerMappingsOf(
  tx: Scoped,
  { unit_id, template }: MappedSheet,
): Promise<HeaderMapping[]> {
  return await tx.sql
    .selectFrom('header_mappings')
    .where('unit_id', '=', unit_id)
    .where('template', '=', template)
    .select(['key', 'field'])
    .execute();
}

export interface RememberedMapping {
  readonly id: string;
  /** The header as it was typed. */
  readonly label: string;
  readonly field: string | null;
  /** Unit and username of whoever confirmed it. */
  readonly by: string;
  readonly made_at: Date;
}

/** What is remembered of a unit's columns, the latest first, for whoever may take it back. */
export async function rememberedMappings(
  tx: Scoped,
  { unit_id, template }: MappedSheet,
): Promise<RememberedMapping[]> {
  return await tx.sql
    .selectFrom('header_mappings')
    .where('unit_id', '=', unit_id)
    .where('template', '=', template)
    .select(['id', 'label', 'field', 'made_at', sql<string>`account_label(made_by)`.as('by')])
    .orderBy('id', 'desc')
    .execute();
}

/** The file is read anew; whatever was said about the earlier reading is no longer anybody's word. */
const readAnew = { refusal: null, progress: null, submitted_at: null, submitted_by: null } as const;

export interface ConfirmedMapping extends HeaderMapping {
  readonly label: string;
}

/**
 * Remembers answers for the unit of an upload, in place of earlier ones for the same headers; the upload then owes a check.
 * Throws `not-found`, `wrong-state`, `not-your-tier`.
 */
export async function rememberMappings(
  tx: Scoped,
  actor: Actor,
  { id, template }: { readonly id: string; readonly template: TemplateId | null },
  mappings: readonly ConfirmedMapping[],
): Promise<UploadState> {
  const upload = await lockUpload(tx, id);
  const state = await transition(tx, upload, 'match-columns', actor, readAnew, {
    confirmed: mappings.length,
  });
  await sql`insert into header_mappings (unit_id, unit_path, template, key, label, field, made_by)
    select ${upload.unit_id}, ${upload.unit_path}, ${template}, x.key, x.label, x.field, ${actor.account_id}
    from json_to_recordset(${JSON.stringify(mappings)}::json) as x (key text, label text, field text)
    on conflict (unit_id, template, key) do update
      set label = excluded.label, field = excluded.field, made_by = excluded.made_by, made_at = now()`.execute(
    tx.sql,
  );
  return state;
}

/**
 * Forgets one answer of the unit of an upload, which then owes a check where it may still be read anew; what was submitted or
 * applied stays as it was read. Throws `not-found`, `not-your-tier`, and `wrong-state` while a check is under way.
 */
export async function forgetMapping(
  tx: Scoped,
  actor: Actor,
  uploadId: string,
  mappingId: string,
): Promise<void> {
  const upload = await lockUpload(tx, uploadId);
  const role = roleOf(actor, upload.unit_path);
  if (role !== 'owner') throw problem('not-your-tier', { by: 'owner' });
  const action = 'match-columns';
  if (upload.state === 'received') throw problem('wrong-state', { state: upload.state, action });
  const gone = await tx.sql
    .deleteFrom('header_mappings')
    .where('id', '=', mappingId)
    .where('unit_id', '=', upload.unit_id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw problem('not-found');
  const detail = { forgotten: 1 };
  if (typeof next(lifecycleOf(upload), upload.state, action, role) !== 'string') {
    await transition(tx, upload, action, actor, readAnew, detail);
    return;
  }
  const { unit_id, unit_path } = upload;
  const event = {
    account_id: actor.account_id,
    unit_id,
    unit_path,
    subject: 'upload',
    subject_id: upload.id,
  };
  await appendEvent(tx, { ...event, action, detail });
}
