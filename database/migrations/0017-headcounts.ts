/** What lists and boards count and look up, kept ready: headcounts, parts of names, states of files, and whose a change is. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- How many teachers of each stage and status a unit has: the sum of its rows. Each statement that changes teachers adds what it
-- changed and locks nothing, so that two hands at one unit never wait here for each other; many rows are folded into few.
create table headcounts (
  unit_id bigint not null,
  unit_path text collate "C" not null,
  stage text,
  status text not null,
  teachers integer not null,
  verified integer not null,
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index headcounts_path on headcounts (unit_path) include (unit_id, stage, status, teachers, verified);
create index headcounts_unit on headcounts (unit_id);
insert into headcounts
  select unit_id, unit_path, stage, status, count(*), count(verified_at) from teachers group by unit_id, unit_path, stage, status;

alter table headcounts enable row level security;
create policy in_scope on headcounts for select using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');

-- Rows that somebody else is folding are left to him.
create function fold_headcounts(units bigint[]) returns void language sql volatile security definer
  set search_path = public, pg_temp as $$
    with gone as (
      delete from headcounts where ctid = any(array(
        select ctid from headcounts where unit_id in (
          select unit_id from headcounts where unit_id = any(units) group by unit_id having count(*) > 24)
        for update skip locked))
      returning *)
    insert into headcounts
      select unit_id, unit_path, stage, status, sum(teachers), sum(verified) from gone group by unit_id, unit_path, stage, status
      having sum(teachers) <> 0 or sum(verified) <> 0
  $$;
revoke execute on function fold_headcounts(bigint[]) from public;

create function count_heads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare touched bigint[];
begin
  if tg_op = 'INSERT' then
    insert into headcounts
      select unit_id, unit_path, stage, status, count(*), count(verified_at) from arrived group by unit_id, unit_path, stage, status;
    touched := array(select distinct unit_id from arrived);
  elsif tg_op = 'DELETE' then
    insert into headcounts
      select unit_id, unit_path, stage, status, -count(*), -count(verified_at) from gone group by unit_id, unit_path, stage, status;
    touched := array(select distinct unit_id from gone);
  else
    insert into headcounts
      select x.unit_id, u.path, x.stage, x.status, sum(x.teachers), sum(x.verified)
      from (select unit_id, stage, status, 1 as teachers, (verified_at is not null)::int as verified from arrived
        union all select unit_id, stage, status, -1, -(verified_at is not null)::int from gone) x
      join units u on u.id = x.unit_id
      group by x.unit_id, u.path, x.stage, x.status having sum(x.teachers) <> 0 or sum(x.verified) <> 0;
    touched := array(select unit_id from arrived union select unit_id from gone);
  end if;
  perform fold_headcounts(touched);
  return null;
end $$;
create trigger heads_arrived after insert on teachers referencing new table as arrived
  for each statement execute function count_heads();
create trigger heads_changed after update on teachers referencing old table as gone new table as arrived
  for each statement execute function count_heads();
create trigger heads_gone after delete on teachers referencing old table as gone
  for each statement execute function count_heads();

-- A list by unit needs no sorting, and a stage is found by the headcounts.
create index teachers_order on teachers (unit_path, id);
drop index teachers_path;

-- Each character of a name and each pair: names are too short for trigrams.
create function name_parts(key text) returns text[] language sql immutable parallel safe as $$
  select array(select distinct substr(key, at, length) from generate_series(1, length(key)) at, generate_series(1, 2) length
    where at + length - 1 <= length(key)) $$;
create index teachers_name_parts on teachers using gin (name_parts(name_key));

-- Teachers of an area whose name holds these characters, by unit, at most so many. Row-level security would keep the index from
-- being used, so the scope is asked here; and the plan is made for the very characters: one surname is common, another rare.
create function teachers_named(part text, area text, wanted_stage text, wanted_status text, most integer) returns setof bigint
  language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare key text := name_key(part);
begin
  if muster_scope() is null or not (muster_scope() = '/' or starts_with(area, muster_scope())) or key = '' then return; end if;
  return query execute 'select id from teachers where unit_path >= $1 collate "C" and unit_path < $1 collate "C" || ''~''
      and name_parts(name_key) @> $2 and strpos(name_key, $3) > 0
      and ($4 is null or stage = $4) and ($5 is null or status = $5)
    order by unit_path, id limit $6'
    using area, case when length(key) = 1 then array[key] else array(
        select substr(key, at, 2) from generate_series(1, length(key) - 1) at) end, key, wanted_stage, wanted_status, most;
end $$;
revoke execute on function teachers_named(text, text, text, text, integer) from public;

-- The same as unit_name, which came at the same time.
drop function unit_label(bigint);

-- How far the files of an area have come, without reading them.
create index uploads_states on uploads (unit_path) include (unit_id, state, template, reverts);
create index uploads_submitted on uploads (unit_id) where state = 'submitted';
create index uploads_newest on uploads (state, received_at desc, id desc);

-- Whether a row's upload may be seen is asked once for the upload that a transaction is about, which it names in muster.upload, and
-- for each row of any other. The name opens nothing: the upload is looked for under its own policy.
drop policy in_scope on changes;
create policy in_scope on changes
  using (upload_id = (select id from uploads where id = nullif(current_setting('muster.upload', true), '')::bigint)
    or exists (select from uploads u where u.id = upload_id))
  with check (exists (select from uploads u where u.id = upload_id));
drop policy in_scope on issues;
create policy in_scope on issues
  using (upload_id = (select id from uploads where id = nullif(current_setting('muster.upload', true), '')::bigint)
    or exists (select from uploads u where u.id = upload_id))
  with check (exists (select from uploads u where u.id = upload_id));
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
