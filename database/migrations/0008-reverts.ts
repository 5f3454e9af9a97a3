/** Undoing an applied set: an upload without a file that says which one it undoes, and what it could not take back. */
import { type Kysely, sql } from 'kysely';

const ddl = `
alter table uploads add column reverts bigint references uploads (id), add column revert_reason text,
  add check ((reverts is null) = (revert_reason is null));
create index uploads_reverts on uploads (reverts) where reverts is not null;
-- One undo of a set at a time.
create unique index uploads_one_undoing on uploads (reverts)
  where reverts is not null and state in ('received', 'submitted', 'approved', 'stuck', 'failed');

-- Cells of the set that later changes stand on, as they were when the undo was last made.
create table revert_refusals (
  upload_id bigint primary key references uploads (id) on delete cascade,
  cells integer not null,
  sealed bytea not null
);
alter table revert_refusals enable row level security;
create policy in_scope on revert_refusals using (exists (select from uploads u where u.id = upload_id))
  with check (exists (select from uploads u where u.id = upload_id));
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
