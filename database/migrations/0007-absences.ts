/** Absences: what a school answered about teachers whom its file doesn't hold. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- One answer for each teacher of a unit, of one version of the record. It outlives the check and the file that it was given
-- for, until a file is applied: after that its answers are in the changes, and the next file asks again.
create table absences (
  unit_id bigint not null,
  unit_path text collate "C" not null,
  teacher_id bigint not null references teachers (id),
  base_version integer not null,
  answer text not null check (answer in ('left', 'retired', 'moved', 'kept')),
  -- The school in the registry that a destination names; the words themselves are sealed.
  destination_unit_id bigint references units (id),
  sealed bytea,
  upload_id bigint not null references uploads (id),
  answered_by bigint not null references accounts (id),
  answered_at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  primary key (unit_id, teacher_id)
);

alter table absences enable row level security;
create policy in_scope on absences using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');

alter table changes add column answer text;
alter table changes add column answered_by bigint references accounts (id);
alter table changes add column answered_at timestamptz;

-- Files that were checked before anybody was asked: their schools are asked when they submit.
update uploads set counts = counts || jsonb_build_object('unanswered',
    case when state in ('needs_fix', 'ready', 'returned') then coalesce((counts ->> 'missing')::int, 0) else 0 end)
  where counts is not null;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
