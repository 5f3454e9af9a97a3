/** Passwords that end, initial ones that are good once, and who held an account before. */
import { type Kysely, sql } from 'kysely';

const ddl = `
alter table accounts
  add column password_set_at timestamptz not null default now(),
  -- Of an initial password: until when it may be used, and when it was.
  add column initial_until timestamptz,
  add column initial_used_at timestamptz,
  add column held_since timestamptz not null default now(),
  -- To whom its holder wants to hand it over.
  add column successor bytea,
  add column successor_named_at timestamptz;
update accounts set held_since = created_at,
  initial_until = case when must_change_password then now() + interval '7 days' end;

create table former_passwords (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id),
  password_hash text not null,
  ended_at timestamptz not null
);
create index former_passwords_account on former_passwords (account_id, id desc);
alter table former_passwords enable row level security;
create policy in_scope on former_passwords using (exists (select from accounts a where a.id = account_id))
  with check (exists (select from accounts a where a.id = account_id));

create table former_holders (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id),
  unit_id bigint not null,
  unit_path text collate "C" not null,
  name text,
  contact bytea,
  held_since timestamptz not null,
  held_until timestamptz not null,
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index former_holders_account on former_holders (account_id, held_until);
alter table former_holders enable row level security;
create policy in_scope on former_holders using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');

-- With the rights of whoever asks: a school reads that its county did something, and not which person there.
create function holder_at(account bigint, moment timestamptz) returns text language sql stable as $$
  select coalesce(
    (select h.name from former_holders h where h.account_id = account and moment < h.held_until
      order by h.held_until limit 1),
    (select a.display_name from accounts a where a.id = account and moment >= a.held_since)) $$;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
