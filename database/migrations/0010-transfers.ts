/** Transfers: teachers who move between units, from the first word to the last, with who carries it out. */
import { type Kysely, sql } from 'kysely';

const ddl = `
create table transfers (
  id bigint generated always as identity primary key,
  teacher_id bigint not null references teachers (id),
  -- The version that the cells were compared with.
  base_version integer not null,
  from_unit_id bigint not null,
  from_path text collate "C" not null,
  to_unit_id bigint not null,
  to_path text collate "C" not null,
  acting_unit_id bigint not null,
  acting_path text collate "C" not null,
  route text not null check (route in ('departed-pool', 'within-county', 'within-city', 'between-cities')),
  state text not null check (state in ('proposed', 'carried_out', 'declined', 'withdrawn')),
  -- Whose word came first, and from where.
  side text not null check (side in ('receiving', 'giving', 'acting')),
  origin text not null check (origin in ('form', 'file', 'missing')),
  upload_id bigint references uploads (id),
  sheet text,
  row_number integer,
  -- Null where a file has no column for it.
  effective_date date,
  -- Name, document, what was said of the new place, the cells that come of it, and the reason.
  sealed bytea not null,
  proposed_by bigint not null references accounts (id),
  proposed_at timestamptz not null default now(),
  -- The other school's word for the same move.
  confirmed_by bigint references accounts (id),
  confirmed_at timestamptz,
  confirmed_side text check (confirmed_side in ('receiving', 'giving', 'acting')),
  confirmed_upload_id bigint references uploads (id),
  decided_by bigint references accounts (id),
  decided_at timestamptz,
  -- Why not, sealed.
  decision_reason bytea,
  foreign key (from_unit_id, from_path) references units (id, path) on update cascade,
  foreign key (to_unit_id, to_path) references units (id, path) on update cascade,
  foreign key (acting_unit_id, acting_path) references units (id, path) on update cascade,
  check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (confirmed_side is null)),
  check ((state = 'proposed') = (decided_at is null))
);
-- A person moves to one place at a time.
create unique index transfers_one_proposed on transfers (teacher_id) where state = 'proposed';
create index transfers_teacher on transfers (teacher_id);
create index transfers_acting on transfers (acting_unit_id) where state = 'proposed';
create index transfers_from on transfers (from_path);
create index transfers_to on transfers (to_path);
create index transfers_upload on transfers (upload_id) where upload_id is not null;
create index transfers_confirmed_upload on transfers (confirmed_upload_id) where confirmed_upload_id is not null;

-- Each side sees the move, though the record itself is one side's only.
alter table transfers enable row level security;
create policy in_scope on transfers using ((select muster_scope()) = '/'
    or from_path collate "C" >= (select muster_scope()) and from_path collate "C" < (select muster_scope()) || '~'
    or to_path collate "C" >= (select muster_scope()) and to_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or from_path collate "C" >= (select muster_scope()) and from_path collate "C" < (select muster_scope()) || '~'
    or to_path collate "C" >= (select muster_scope()) and to_path collate "C" < (select muster_scope()) || '~');

-- What a school of another branch is called: whoever may see a transfer may read both names.
create function unit_name(unit bigint) returns text language sql stable security definer
  set search_path = public, pg_temp
  as $$ select name from units where id = unit $$;
revoke execute on function unit_name(bigint) from public;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
