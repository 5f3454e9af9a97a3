/** Header mappings: what a unit's people confirmed about columns whose headers say nothing to us. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- One answer for each header text of a unit and template; no field where the column is none of ours. Taken back, it is gone:
-- the trail is in the events.
create table header_mappings (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  template text not null,
  key text not null check (length(key) between 1 and 200),
  label text not null check (length(label) <= 200),
  field text,
  made_by bigint not null references accounts (id),
  made_at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  unique (unit_id, template, key)
);

alter table header_mappings enable row level security;
create policy in_scope on header_mappings using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
