/** Enrolments: one subject for each teacher in a campaign's year, and why somebody is not enrolled. */
import { type Kysely, sql } from 'kysely';

const inScope = `(select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~'`;

const ddl = `
alter table campaigns add constraint campaigns_id_year unique (id, year);

create table enrolments (
  id bigint generated always as identity primary key,
  campaign_id bigint not null,
  -- Several campaigns of a year share the wall below.
  campaign_year integer not null,
  teacher_id bigint not null references teachers (id),
  -- The teacher's document: another record of the same person meets the same wall.
  identity_hash bytea not null,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  stage text not null check (stage in ('高中', '初中', '小学', '幼儿园')),
  subject text,
  state text not null check (state in ('enrolled', 'released')),
  -- The file that it came or was last changed by; null for the page.
  upload_id bigint references uploads (id),
  enrolled_by bigint not null references accounts (id),
  enrolled_at timestamptz not null default now(),
  version integer not null default 1,
  released_at timestamptz,
  -- Null while it holds, and where a move or departure released it.
  released_by bigint references accounts (id),
  released_why text check (released_why in ('word', 'moved', 'departed')),
  -- What somebody gave as the reason, sealed.
  reason bytea,
  check ((stage = '幼儿园') = (subject is null)),
  check ((state = 'released') = (released_at is not null) and (state = 'released') = (released_why is not null)),
  foreign key (campaign_id, campaign_year) references campaigns (id, year),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
-- The wall: one subject for each teacher across stages, schools and uploads of the year.
create unique index enrolments_one_a_year on enrolments (campaign_year, identity_hash) where state = 'enrolled';
create unique index enrolments_one_teacher on enrolments (campaign_year, teacher_id) where state = 'enrolled';
create index enrolments_teacher on enrolments (teacher_id);
create index enrolments_unit on enrolments (unit_id, campaign_id) where state = 'enrolled';
create index enrolments_path on enrolments (unit_path, campaign_id) where state = 'enrolled';

-- Why a teacher is not enrolled, as the unit says while the teacher is there.
create table enrolment_excuses (
  campaign_id bigint not null references campaigns (id),
  teacher_id bigint not null references teachers (id),
  unit_id bigint not null,
  unit_path text collate "C" not null,
  code text not null,
  -- In its own words, sealed.
  sealed bytea,
  said_by bigint not null references accounts (id),
  said_at timestamptz not null default now(),
  primary key (campaign_id, teacher_id),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index enrolment_excuses_unit on enrolment_excuses (unit_id);

alter table enrolments enable row level security;
create policy in_scope on enrolments using (${inScope}) with check (${inScope});
alter table enrolment_excuses enable row level security;
create policy in_scope on enrolment_excuses using (${inScope}) with check (${inScope});

-- Whoever is given another document stays behind the same wall.
create function enrolments_follow_document() returns trigger language plpgsql security definer set search_path = public, pg_temp
  as $$ begin
    update enrolments set identity_hash = new.identity_hash where teacher_id = new.id and state = 'enrolled';
    return null;
  end $$;
create trigger enrolments_follow_document after update of identity_hash on teachers for each row
  when (old.identity_hash is distinct from new.identity_hash) execute function enrolments_follow_document();
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
