/** Mending: what people changed in a file after sending it, edit by edit, and what was taken back. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- The file stays as it was sent; the last edit of a cell that was not taken back counts. Edits of one step share its number, so
-- that a step is taken back as a whole. Nothing is ever deleted but with its upload.
create table upload_edits (
  id bigint generated always as identity primary key,
  upload_id bigint not null references uploads (id) on delete cascade,
  step integer not null,
  sheet text not null,
  row_number integer not null,
  column_number integer,
  sealed bytea not null,
  made_by bigint not null references accounts (id),
  made_at timestamptz not null default now(),
  undone_at timestamptz
);
create index upload_edits_upload on upload_edits (upload_id, id) where undone_at is null;

-- Whether a repair follows with certainty; what it is stands sealed beside the value.
alter table issues add column repairable boolean not null default false;

alter table upload_edits enable row level security;
create policy in_scope on upload_edits using (exists (select from uploads u where u.id = upload_id))
  with check (exists (select from uploads u where u.id = upload_id));
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
