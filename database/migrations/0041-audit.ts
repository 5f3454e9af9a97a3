/** The audit chain: what seals each event, the head of each unit's chain, the anchors of days; and events that stay as they are. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- Events that are committed and not sealed yet. Whoever appends waits for nobody: a chain would make all who append to one unit at
-- once stand in a row until the longest of their transactions ends.
create table audit_pending (event_id bigint primary key);
create function await_seal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
  insert into audit_pending select id from arrived;
  return null;
end $$;
revoke execute on function await_seal() from public;
create trigger events_await_seal after insert on events referencing new table as arrived
  for each statement execute function await_seal();
insert into audit_pending select id from events;

-- Numbers have no gaps over all units, sequences none within one.
create table audit_seals (
  number bigint primary key,
  unit_id bigint not null,
  sequence bigint not null,
  event_id bigint not null unique,
  mac bytea not null,
  unique (unit_id, sequence)
);

-- The last seal of each unit.
create table audit_heads (
  unit_id bigint primary key,
  sequence bigint not null,
  number bigint not null,
  mac bytea not null
) with (fillfactor = 70);

-- What all heads came to at the first look of a day, in Shanghai.
create table audit_anchors (
  day date primary key,
  number bigint not null,
  units integer not null,
  digest bytea not null,
  made_at timestamptz not null default now()
);

-- Who serves every unit alone has anything to do here.
alter table audit_pending enable row level security;
create policy of_the_system on audit_pending using ((select muster_scope()) = '/');
alter table audit_seals enable row level security;
create policy of_the_system on audit_seals using ((select muster_scope()) = '/');
alter table audit_heads enable row level security;
create policy of_the_system on audit_heads using ((select muster_scope()) = '/');
alter table audit_anchors enable row level security;
create policy of_the_system on audit_anchors using ((select muster_scope()) = '/');

-- Grants hold the application; this holds the owner too, until he disables the trigger by its name.
create function stay_as_written() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
  raise exception '% holds the audit trail and stays as it was written', tg_table_name using errcode = 'insufficient_privilege';
end $$;
-- A unit that moves takes its events along: where they are seen from may change, and nothing else.
create function stay_but_for_path() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare moved text := new.unit_path;
begin
  new.unit_path := old.unit_path;
  if new is distinct from old then
    raise exception 'events holds the audit trail and stays as it was written' using errcode = 'insufficient_privilege';
  end if;
  new.unit_path := moved;
  return new;
end $$;
revoke execute on function stay_as_written(), stay_but_for_path() from public;

create trigger events_stay before update on events for each row execute function stay_but_for_path();
create trigger events_stay_whole before delete or truncate on events for each statement execute function stay_as_written();
create trigger audit_seals_stay before update or delete or truncate on audit_seals
  for each statement execute function stay_as_written();
create trigger audit_anchors_stay before update or delete or truncate on audit_anchors
  for each statement execute function stay_as_written();

-- For the search: the newest of an area, of a kind of action, of a person.
create index events_time on events (at desc, id desc);
create index events_action on events (subject, action, at desc);
create index events_account on events (account_id, at desc) where account_id is not null;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
