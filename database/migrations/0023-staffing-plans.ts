/** Staffing plans: every version of a city's plan for a campaign, whole, with who made it and whether its counties see it. */
import { type Kysely, sql } from 'kysely';

const inScope = `(select muster_scope()) = '/'
    or city_path collate "C" >= (select muster_scope()) and city_path collate "C" < (select muster_scope()) || '~'`;

const ddl = `
create table staffing_plans (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaigns (id),
  city_id bigint not null,
  city_path text collate "C" not null,
  version integer not null,
  -- What was done to come here from the version before.
  made_how text not null check (made_how in ('computed', 'moved', 'assigned')),
  options jsonb not null,
  figures jsonb not null,
  -- Groups, assignments and scenarios by ids alone, as compressed JSON.
  content bytea not null,
  -- SHA-256 of groups and assignments.
  digest bytea not null,
  made_by bigint not null references accounts (id),
  made_at timestamptz not null default now(),
  published_at timestamptz,
  published_by bigint references accounts (id),
  unique (campaign_id, city_id, version),
  check ((published_at is null) = (published_by is null)),
  foreign key (city_id, city_path) references units (id, path) on update cascade
);
create index staffing_plans_city on staffing_plans (city_id);
-- One version is what counties see.
create unique index staffing_plans_one_published on staffing_plans (campaign_id, city_id) where published_at is not null;

-- A county reads what its city has published.
alter table staffing_plans enable row level security;
create policy in_scope_and_published_above on staffing_plans for select using (${inScope}
  or published_at is not null and starts_with((select muster_scope()), city_path));
create policy adds on staffing_plans for insert with check (${inScope});
create policy publishes on staffing_plans for update using (${inScope}) with check (${inScope});
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
