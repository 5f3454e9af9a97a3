/** Exports: what left the house, for whom and why, with the file as it was written; and when an enrolment last changed. */
import { type Kysely, sql } from 'kysely';

const inScope = `(select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~'`;

const ddl = `
create table exports (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('roster', 'enrolment', 'staffing', 'experts')),
  format text not null check (format in ('xlsx', 'csv')),
  numbers text not null check (numbers in ('masked', 'full')),
  -- Whose: a unit with everything below it.
  area_id bigint not null,
  area_path text collate "C" not null,
  campaign_id bigint references campaigns (id),
  city_id bigint references units (id),
  as_of text,
  -- Who asked, and what for; sealed.
  unit_id bigint not null,
  unit_path text collate "C" not null,
  asked_by bigint not null references accounts (id),
  asked_at timestamptz not null default now(),
  reason bytea,
  state text not null default 'asked' check (state in ('asked', 'ready', 'failed', 'expired')),
  owes text default 'export' check (owes = 'export'),
  round integer not null default 0,
  attempts integer not null default 0,
  claimed_at timestamptz,
  dispatched_at timestamptz,
  rows_expected integer not null,
  rows_written integer not null default 0,
  size_bytes bigint,
  -- SHA-256 of the contents, and the moment at which the registry was as they say.
  digest bytea,
  snapshot_at timestamptz,
  check ((numbers = 'full') = (reason is not null)),
  check ((state = 'asked') = (owes is not null)),
  check (state in ('asked', 'failed') or digest is not null),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  foreign key (area_id, area_path) references units (id, path) on update cascade
);
create index exports_owed on exports (asked_at) where owes is not null;
create index exports_path on exports (unit_path, id);
create index exports_unit on exports (unit_id);
create index exports_area on exports (area_id);
create index exports_city on exports (city_id);

-- The file in blocks, sealed.
create table export_parts (
  export_id bigint not null references exports (id),
  position integer not null,
  sealed bytea not null,
  primary key (export_id, position)
);

alter table exports enable row level security;
create policy in_scope on exports using (${inScope}) with check (${inScope});
-- Whoever oversees a unit sees that it exported, and not what.
alter table export_parts enable row level security;
create policy of_own_unit on export_parts using (exists (select from exports e where e.id = export_id
  and ((select muster_scope()) = '/' or e.unit_path = (select muster_scope()))));

alter table enrolments add column changed_at timestamptz;
update enrolments set changed_at = coalesce(released_at, enrolled_at);
alter table enrolments alter column changed_at set default now(), alter column changed_at set not null;
create function enrolment_changes() returns trigger language plpgsql as $$ begin
    new.changed_at := now();
    return new;
  end $$;
revoke execute on function enrolment_changes() from public;
create trigger enrolment_changes before update of stage, subject, state, unit_id on enrolments for each row
  execute function enrolment_changes();
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
