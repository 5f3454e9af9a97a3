/** Signing in: tries that are counted, codes beside passwords, sessions found by their account, and tokens that can do less. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- How often credentials were tried, by what is being guarded. Names and places are keyed fingerprints: whoever reads the table
-- learns neither who is attacked nor from where; and names that don't exist are counted like those that do.
create table sign_in_tries (
  counter text not null check (counter in ('device', 'name-at-address', 'name', 'address', 'account')),
  name_hash bytea not null,
  place_hash bytea not null,
  tries integer not null default 0,
  -- The next try is heard from then on.
  free_at timestamptz not null,
  forget_at timestamptz not null,
  primary key (counter, name_hash, place_hash)
);
create index sign_in_tries_name on sign_in_tries (name_hash);
create index sign_in_tries_forget on sign_in_tries (forget_at);
alter table sign_in_tries enable row level security;
create policy system on sign_in_tries using ((select muster_scope()) = '/') with check ((select muster_scope()) = '/');

alter table accounts add column locked_until timestamptz;

create table second_factors (
  account_id bigint primary key references accounts (id),
  sealed bytea not null,
  set_at timestamptz not null default now(),
  -- Time step of the last code that was used: neither it nor an older one is good again.
  last_step bigint not null
);
create table recovery_codes (
  account_id bigint not null references second_factors (account_id) on delete cascade,
  code_hash bytea not null,
  primary key (account_id, code_hash)
);
alter table second_factors enable row level security;
alter table recovery_codes enable row level security;
create policy of_account on second_factors using (exists (select from accounts a where a.id = account_id))
  with check (exists (select from accounts a where a.id = account_id));
create policy of_account on recovery_codes using (exists (select from accounts a where a.id = account_id))
  with check (exists (select from accounts a where a.id = account_id));

create index sessions_account on sessions ((sess ->> 'account_id'));

alter table tokens
  add column label text,
  add column reach text not null default 'everything' check (reach in ('everything', 'reading')),
  add column last_used_at timestamptz;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
