/** The registry: units, people with accounts, teachers and their revisions, uploads and what grows from them, events. */
import { type Kysely, sql } from 'kysely';

/** Tables with a unit of their own; the others reach their scope through the row they belong to. */
const scopedByPath = ['accounts', 'teachers', 'uploads', 'events'];
const scopedByUpload = ['upload_files', 'upload_rows', 'issues', 'change_sets', 'changes'];

const ddl = `
create function muster_scope() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('muster.scope', true), '') $$;

create table units (
  id bigint generated always as identity primary key,
  parent_id bigint references units (id),
  path text collate "C" not null,
  kind text not null check (kind in ('province','city','county','functional_zone','school','research_institute','training_institute','administrative_body')),
  name text not null,
  code text unique,
  school_kind text,
  stages text[] not null default '{}',
  sector text check (sector in ('公办','民办')),
  urban_rural_class text,
  licence_no text,
  township text,
  aliases text[] not null default '{}',
  valid_from date,
  valid_to date,
  created_at timestamptz not null default now(),
  unique (path),
  unique (id, path)
);
create index units_parent on units (parent_id);

create table accounts (
  id bigint generated always as identity primary key,
  username text not null unique,
  password_hash text not null,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  display_name text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz,
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index accounts_path on accounts (unit_path);

-- Who did it, as people may know it: a school may read its county's name beside a decision, though not its accounts.
create function account_label(account bigint) returns text language sql stable security definer
  set search_path = public, pg_temp
  as $$ select u.name || ' · ' || a.username from accounts a join units u on u.id = a.unit_id where a.id = account $$;
revoke execute on function account_label(bigint) from public;

create table sessions (sid varchar primary key, sess json not null, expire timestamp(6) not null);
create index sessions_expire on sessions (expire);

create table tokens (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index tokens_account on tokens (account_id);

-- Shape expected by rate-limiter-flexible.
create table throttles (key varchar(255) primary key, points integer not null default 0, expire bigint);

create table teachers (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  version integer not null default 1,
  identity_hash bytea not null,
  name text not null,
  id_type text not null,
  gender text,
  birth_date date,
  ethnicity text,
  post_type text,
  stage text,
  subject text,
  is_rural boolean,
  work_start text,
  education text,
  title text,
  cert_type text,
  email text,
  status text not null check (status in ('在职','离职','退休')),
  mobile_hash bytea,
  cert_hash bytea,
  sealed bytea not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
-- One active record per identity document: the wall behind the rules.
create unique index teachers_one_active on teachers (identity_hash) where status = '在职';
create index teachers_identity on teachers (identity_hash);
create index teachers_unit on teachers (unit_id, status);
create index teachers_path on teachers (unit_path, stage);

create table uploads (
  id bigint generated always as identity primary key,
  receipt text not null unique,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  template text,
  campaign_id bigint,
  file_name text not null,
  size_bytes integer not null,
  sha256 bytea not null,
  state text not null,
  owes text check (owes in ('check','apply')),
  attempts integer not null default 0,
  dispatched_at timestamptz,
  claimed_at timestamptz,
  received_at timestamptz not null default now(),
  received_by bigint not null references accounts (id),
  submitted_at timestamptz,
  submitted_by bigint references accounts (id),
  reviewed_at timestamptz,
  reviewed_by bigint references accounts (id),
  applied_at timestamptz,
  return_reason text,
  progress jsonb,
  counts jsonb,
  refusal jsonb,
  format text,
  encoding text,
  change_set_id bigint,
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  unique nulls not distinct (unit_id, template, campaign_id, sha256)
);
create index uploads_path on uploads (unit_path, received_at desc);
create index uploads_unit on uploads (unit_id, received_at desc);
create index uploads_owes on uploads (received_at) where owes is not null;
create sequence receipts;

create table upload_files (
  upload_id bigint primary key references uploads (id) on delete cascade,
  sealed bytea not null
);
alter table upload_files alter column sealed set storage external;

-- In blocks: position is the place of the first row, rows says how many there are.
create table upload_rows (
  upload_id bigint not null references uploads (id) on delete cascade,
  position integer not null,
  rows integer not null,
  sealed bytea not null,
  primary key (upload_id, position)
);
alter table upload_rows alter column sealed set storage external;

create table issues (
  upload_id bigint not null references uploads (id) on delete cascade,
  position integer not null,
  rule text not null,
  severity text not null check (severity in ('error','warning','note')),
  sheet text not null,
  row_number integer,
  column_letter text,
  field text,
  params jsonb not null,
  sealed bytea,
  primary key (upload_id, position)
);

create table change_sets (
  id bigint generated always as identity primary key,
  upload_id bigint not null references uploads (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index change_sets_upload on change_sets (upload_id);
alter table uploads add foreign key (change_set_id) references change_sets (id);

-- The most rows that a file makes. One statement writes a set with its changes, and nobody may delete either: checking each
-- row's key again would cost a third of that statement.
create table changes (
  id bigint generated always as identity primary key,
  change_set_id bigint not null,
  upload_id bigint not null,
  position integer not null,
  kind text not null,
  risk smallint not null,
  teacher_id bigint references teachers (id),
  base_version integer,
  fields text[] not null default '{}',
  sheet text,
  row_number integer,
  sealed bytea not null,
  content_hash bytea not null,
  decision text check (decision in ('approve','reject')),
  reason text,
  decided_by bigint references accounts (id),
  decided_at timestamptz
);
create index changes_set on changes (change_set_id, risk, position);

create table teacher_revisions (
  teacher_id bigint not null references teachers (id),
  version integer not null,
  kind text not null,
  fields text[] not null default '{}',
  unit_id bigint not null references units (id),
  sealed bytea not null,
  upload_id bigint references uploads (id),
  change_id bigint,
  sheet text,
  row_number integer,
  made_by bigint references accounts (id),
  made_at timestamptz not null default now(),
  primary key (teacher_id, version)
);
create unique index teacher_revisions_change on teacher_revisions (change_id);

create table events (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account_id bigint,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  subject text not null,
  subject_id bigint,
  action text not null,
  detail jsonb not null default '{}'
);
create index events_subject on events (subject, subject_id);
create index events_path on events (unit_path, id desc);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(ddl).execute(db);
  const policy = (table: string, condition: string): string =>
    `alter table ${table} enable row level security;
     create policy in_scope on ${table} using (${condition}) with check (${condition});`;
  // Asked once for each statement, not for each row; and not by an index: the planner guesses low how much a scope covers, and
  // would walk the whole tree for what a key finds at once. Queries that want the range say it themselves (database/scope.ts).
  const inScope = (path: string): string =>
    `(select muster_scope()) = '/'
      or ${path} collate "C" >= (select muster_scope()) and ${path} collate "C" < (select muster_scope()) || '~'`;
  // The tree is how scopes are found, but a stranger's branch is still nobody's business.
  await sql.raw(policy('units', inScope('path'))).execute(db);
  for (const table of scopedByPath) await sql.raw(policy(table, inScope('unit_path'))).execute(db);
  for (const table of scopedByUpload) {
    await sql.raw(policy(table, 'exists (select from uploads u where u.id = upload_id)')).execute(db);
  }
  await sql
    .raw(policy('teacher_revisions', 'exists (select from teachers t where t.id = teacher_id)'))
    .execute(db);
}
