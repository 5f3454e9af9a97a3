/** Submissions: each unit's word on a step of a campaign, what it was about, and why it was sent back or not asked for. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- A unit without a row has done nothing yet.
create table submissions (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaigns (id),
  step text not null check (step in ('collection', 'enrolment', 'experts')),
  unit_id bigint not null,
  unit_path text collate "C" not null,
  state text not null,
  version integer not null default 1,
  -- What the word that holds now is about; null while none does.
  snapshot_id bigint,
  submitted_at timestamptz,
  submitted_by bigint references accounts (id),
  accepted_at timestamptz,
  accepted_by bigint references accounts (id),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  unique (campaign_id, step, unit_id)
);
create index submissions_unit on submissions (unit_id);

-- What a unit gave its word on, each time it did: a printed form can be checked for ever, also when it no longer holds.
create table submission_snapshots (
  id bigint generated always as identity primary key,
  submission_id bigint not null references submissions (id),
  unit_name text not null,
  digest bytea not null,
  counts jsonb not null,
  at timestamptz not null
);
create index submission_snapshots_digest on submission_snapshots (digest);
create index submission_snapshots_submission on submission_snapshots (submission_id);
alter table submissions add foreign key (snapshot_id) references submission_snapshots (id);

-- What people typed, sealed, under the version that it led to.
create table submission_reasons (
  submission_id bigint not null references submissions (id),
  version integer not null,
  sealed bytea not null,
  primary key (submission_id, version)
);

alter table submissions enable row level security;
create policy in_scope on submissions using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');
alter table submission_snapshots enable row level security;
create policy in_scope on submission_snapshots using (exists (select from submissions s where s.id = submission_id))
  with check (exists (select from submissions s where s.id = submission_id));
alter table submission_reasons enable row level security;
create policy in_scope on submission_reasons using (exists (select from submissions s where s.id = submission_id))
  with check (exists (select from submissions s where s.id = submission_id));
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
