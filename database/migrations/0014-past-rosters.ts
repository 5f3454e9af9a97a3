/** The registry as it was: who stood in service where at a moment, found by unit and told to that unit's superiors alone. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- What lists of the past are drawn up by. Versions that were written before these columns get theirs from their sealed record
-- (database/past-columns.ts), since SQL can't open it.
alter table teacher_revisions add column name text, add column stage text, add column status text;
create index teacher_revisions_unit on teacher_revisions (unit_id, teacher_id, version) include (made_at, status);
create index teacher_revisions_bare on teacher_revisions (teacher_id) where status is null;

-- A version is shown where its teacher is now, with all others, and to the unit where the teacher was with it, with no later one.
drop policy in_scope on teacher_revisions;
create policy in_scope on teacher_revisions
  using ((select muster_scope()) = '/' or exists (select from units u where u.id = unit_id)
    or exists (select from teachers t where t.id = teacher_id))
  with check (exists (select from teachers t where t.id = teacher_id));

-- Whether a later version stands at somebody else's is part of the answer, though not to be seen: hence the owner's rights. The
-- scope is asked here, as the policies ask it. The plan is made early, perhaps over empty tables, and must not walk them when full.
create function roster_as_of(area text, until timestamptz)
  returns table (teacher_id bigint, version integer, unit_id bigint, unit_path text, name text, stage text)
  language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off
  as $$
    select r.teacher_id, r.version, r.unit_id, u.path, r.name, r.stage
    from units u join teacher_revisions r on r.unit_id = u.id
    where u.path >= area collate "C" and u.path < area collate "C" || '~'
      and (muster_scope() = '/' or starts_with(area, muster_scope()))
      and r.made_at < until and r.status = '在职'
      and not exists (select from teacher_revisions l
        where l.teacher_id = r.teacher_id and l.version > r.version and l.made_at < until)
  $$;
revoke execute on function roster_as_of(text, timestamptz) from public;

-- The version of a teacher that held at a moment, wherever it was; to be read where the policy lets it.
create function version_as_of(teacher bigint, until timestamptz) returns integer
  language sql stable security definer set search_path = public, pg_temp
  as $$ select r.version from teacher_revisions r where r.teacher_id = teacher and r.made_at < until
    order by r.version desc limit 1 $$;
revoke execute on function version_as_of(bigint, timestamptz) from public;

-- Whoever may read a history may read where each version was, though that unit may be none of theirs.
create function unit_label(unit bigint) returns text language sql stable security definer set search_path = public, pg_temp
  as $$ select name from units where id = unit $$;
revoke execute on function unit_label(bigint) from public;

-- Everybody in service within the area at either moment, with how they stood at both: 'in' service there, 'out' of service there,
-- 'elsewhere', or null before they were registered at all.
create function standings_between(area text, "from" timestamptz, "to" timestamptz)
  returns table (teacher_id bigint, unit_path text, from_place text, from_version integer, to_place text, to_version integer)
  language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off
  as $$
    select coalesce(a.teacher_id, b.teacher_id), coalesce(b.unit_path, a.unit_path),
      case when a.teacher_id is null then before.place else 'in' end, coalesce(a.version, before.version),
      case when b.teacher_id is null then after.place else 'in' end, coalesce(b.version, after.version)
    from roster_as_of(area, "from") a full join roster_as_of(area, "to") b on b.teacher_id = a.teacher_id
    left join lateral (
      select r.version, case when starts_with(u.path, area) then 'out' else 'elsewhere' end as place
      from teacher_revisions r join units u on u.id = r.unit_id
      where a.teacher_id is null and r.teacher_id = b.teacher_id and r.made_at < "from"
      order by r.version desc limit 1) before on true
    left join lateral (
      select r.version, case when starts_with(u.path, area) then 'out' else 'elsewhere' end as place
      from teacher_revisions r join units u on u.id = r.unit_id
      where b.teacher_id is null and r.teacher_id = a.teacher_id and r.made_at < "to"
      order by r.version desc limit 1) after on true
  $$;
revoke execute on function standings_between(text, timestamptz, timestamptz) from public;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
