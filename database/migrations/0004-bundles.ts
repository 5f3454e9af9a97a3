/** Bundles: archives with the files of many schools, and what became of each file. */
import { type Kysely, sql } from 'kysely';

const ddl = `
create table bundles (
  id bigint generated always as identity primary key,
  receipt text not null unique,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  file_name text not null,
  size_bytes integer not null,
  sha256 bytea not null,
  received_at timestamptz not null default now(),
  received_by bigint not null references accounts (id),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  unique (unit_id, sha256)
);
create index bundles_path on bundles (unit_path, received_at desc);

-- The archive itself is not kept: what was routed is kept as an upload, and the rest only until it has a school.
create table bundle_files (
  bundle_id bigint not null references bundles (id) on delete cascade,
  position integer not null,
  shown text not null,
  outcome text not null check (outcome in ('routed','repeated','unrouted','refused','ignored')),
  reason text,
  refusal jsonb,
  claim jsonb,
  upload_id bigint references uploads (id),
  sealed bytea,
  primary key (bundle_id, position),
  check ((upload_id is not null) = (outcome in ('routed','repeated'))),
  check ((reason is not null) = (outcome = 'unrouted')),
  check ((sealed is not null) = (outcome = 'unrouted')),
  check ((refusal is not null) = (outcome = 'refused'))
);
alter table bundle_files alter column sealed set storage external;

alter table bundles enable row level security;
create policy in_scope on bundles
  using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');
alter table bundle_files enable row level security;
create policy in_scope on bundle_files using (exists (select from bundles b where b.id = bundle_id))
  with check (exists (select from bundles b where b.id = bundle_id));
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
