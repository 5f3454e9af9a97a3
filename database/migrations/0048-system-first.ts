/**
 * Whether a row belongs to an upload in scope is not asked of the system, whose scope holds everything: a worker's statement looked for
 * the upload of every row it wrote, or went through all uploads to be able to. What anybody else sees stays as it was.
 */
import { type Kysely, sql } from 'kysely';

const isSystem = `(select muster_scope()) = '/'`;
const isOfUpload = 'exists (select from uploads u where u.id = upload_id)';
const isOfNamedUpload = `upload_id = (select id from uploads where id = nullif(current_setting('muster.upload', true), '')::bigint)`;

// Planned when the first file came, and kept: it must find one among many by its key.
const ofFile = `
create function is_upload_seen(upload bigint) returns boolean language sql stable
  set search_path = public, pg_temp set enable_seqscan = off
  as $$ select exists (select from uploads u where u.id = upload) $$;
revoke execute on function is_upload_seen(bigint) from public;
alter policy in_scope on upload_files using (${isSystem} or is_upload_seen(upload_id)) with check (${isSystem} or is_upload_seen(upload_id));
`;

/** The condition under which rows are seen; written rows are held to {@link isOfUpload} alone. */
const seen = {
  upload_rows: isOfUpload,
  change_sets: isOfUpload,
  changes: `${isOfNamedUpload} or ${isOfUpload}`,
  issues: `${isOfNamedUpload} or ${isOfUpload}`,
} as const;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ofFile).execute(db);
  for (const [table, condition] of Object.entries(seen)) {
    await sql
      .raw(
        `alter policy in_scope on ${table} using (${isSystem} or ${condition}) with check (${isSystem} or ${isOfUpload})`,
      )
      .execute(db);
  }
  await sql
    .raw(
      `alter policy in_scope on teacher_revisions with check (${isSystem} or exists (select from teachers t where t.id = teacher_id))`,
    )
    .execute(db);
};
