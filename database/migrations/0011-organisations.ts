/** Organisations change: codes with their history, closed and merged units, and accounts that must choose a password. */
import { type Kysely, sql } from 'kysely';

const ddl = `
alter table units
  -- Of optimistic edits: an edit names the version that it saw.
  add column version integer not null default 1,
  -- Teachers that the county expects here.
  add column expected_headcount integer check (expected_headcount >= 0),
  -- One mark says whether a unit exists still; the two unused dates would be a second one.
  add column closed_at timestamptz,
  add column merged_into bigint references units (id) check (merged_into <> id),
  drop column valid_from, drop column valid_to,
  add check (merged_into is null or closed_at is not null);
create index units_merged_into on units (merged_into) where merged_into is not null;

-- Every code that a unit has or had. A code is one unit's for ever: hence the key.
create table unit_codes (
  code text primary key,
  unit_id bigint not null references units (id),
  -- Null: since before it was known here.
  valid_from date,
  -- Null: in use.
  valid_to date
);
create index unit_codes_unit on unit_codes (unit_id);
insert into unit_codes (code, unit_id) select code, id from units where code is not null;

alter table unit_codes enable row level security;
create policy in_scope on unit_codes using (exists (select from units u where u.id = unit_id))
  with check (exists (select from units u where u.id = unit_id));

-- Kept here and not by whoever writes a unit, so that no way of writing one can forget it, and a code is seen to be another's
-- even where its unit lies outside the writer's scope.
create function keep_unit_code() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare today date := (now() at time zone 'Asia/Shanghai')::date;
begin
  if tg_op = 'UPDATE' and old.code is distinct from new.code then
    update unit_codes set valid_to = today where code = old.code;
  end if;
  if new.code is not null then
    insert into unit_codes (code, unit_id, valid_from, valid_to)
      values (new.code, new.id, today, case when new.closed_at is not null then today end)
      on conflict (code) do update set valid_to = excluded.valid_to where unit_codes.unit_id = excluded.unit_id;
    if not found then
      raise unique_violation using message = 'the code is or was another unit''s', constraint = 'unit_codes_pkey';
    end if;
  end if;
  return null;
end $$;
create trigger unit_code_kept after insert or update of code, closed_at on units
  for each row execute function keep_unit_code();

-- A unit that moves takes its events along into its new scope, as it does all else that carries its path.
alter table events add foreign key (unit_id, unit_path) references units (id, path) on update cascade;

alter table accounts
  -- The password is the one that the unit above handed out.
  add column must_change_password boolean not null default false,
  -- How to reach the person, sealed.
  add column contact bytea;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
