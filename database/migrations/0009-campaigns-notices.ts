/** The calendar: campaigns with the windows of their steps; and notices, with who has read them. */
import { type Kysely, sql } from 'kysely';

const ddl = `
create table campaigns (
  id bigint generated always as identity primary key,
  year integer not null,
  name text not null unique,
  created_at timestamptz not null default now()
);
-- Days in Asia/Shanghai; both belong to the window.
create table campaign_windows (
  campaign_id bigint not null references campaigns (id),
  step text not null check (step in ('collection', 'enrolment', 'experts')),
  opens_on date not null,
  closes_on date not null,
  primary key (campaign_id, step),
  check (opens_on <= closes_on)
);

create table notices (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  unit_path text collate "C" not null,
  kind text not null,
  params jsonb not null default '{}',
  href text not null check (href ~ '^/([^/]|$)'),
  at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index notices_unit on notices (unit_id, id desc);
create table notice_reads (
  notice_id bigint not null references notices (id),
  account_id bigint not null references accounts (id),
  at timestamptz not null default now(),
  primary key (notice_id, account_id)
);

-- The calendar is everybody's to read, and for whoever sees the root of the tree to write.
alter table campaigns enable row level security;
alter table campaign_windows enable row level security;
create policy everybody_reads on campaigns for select using ((select muster_scope()) is not null);
create policy root_writes on campaigns for insert with check (exists (select from units where parent_id is null));
create policy everybody_reads on campaign_windows for select using ((select muster_scope()) is not null);
create policy root_writes on campaign_windows for insert with check (exists (select from units where parent_id is null));

-- A notice is for the people of one unit, not for those above it.
alter table notices enable row level security;
create policy own on notices for select using ((select muster_scope()) = '/' or unit_path collate "C" = (select muster_scope()));
alter table notice_reads enable row level security;
create policy own on notice_reads using (exists (select from notices n where n.id = notice_id))
  with check (exists (select from notices n where n.id = notice_id));

-- What one unit does concerns others that it may not see: its superior, the other school of a transfer. Telling them is all it may.
create function tell_notices(told jsonb) returns void language sql volatile security definer set search_path = public, pg_temp
  as $$ insert into notices (unit_id, unit_path, kind, params, href)
    select u.id, u.path, x.kind, coalesce(x.params, '{}'), x.href
    from jsonb_to_recordset(told) as x (unit bigint, kind text, params jsonb, href text) join units u on u.id = x.unit $$;
revoke execute on function tell_notices(jsonb) from public;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
