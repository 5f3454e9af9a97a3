/**
 * Whether a row belongs to an upload in scope is not asked of the system, whose scope holds everything: a worker's statement looked for
 * the upload of every row it wrote, or went through all uploads to be able to. What anybody else sees stays as it was.
 */
import { type Kysely, sql } from 'kysely';

const isSystem = `(select muster_scope()) = '/'`;
const isOfUpload = 'exists (select from uploads u where u.id = upload_id)';
const isOfNamedUpload = `upload_id = (select id from uploads where id = nullif(current_setting('muster.upload', true), '')::bigint)`;

/** The condition under which rows are seen; written rows are held to {@link isOfUpload} alone. */
const seen = {
  upload_files: isOfUpload,
  upload_rows: isOfUpload,
  change_sets: isOfUpload,
  changes: `${isOfNamedUpload} or ${isOfUpload}`,
  issues: `${isOfNamedUpload} or ${isOfUpload}`,
} as const;

export const up = async (db: Kysely<unknown>): Promise<void> => {
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
