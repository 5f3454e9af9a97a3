/** Who a newcomer may already be: claimed by another file in flight, or registered under another document. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- The keyed fingerprint of the document, as in teachers; of additions and transfers alone, so that the index holds no others.
alter table changes add column identity_hash bytea;
create index changes_identity on changes (identity_hash) where identity_hash is not null;

-- A reviewer must hear of a claim by a school that is none of theirs: its name and the receipt, and nothing of its file. Its
-- plan is made early, perhaps over empty tables, and must not walk them when they are full.
create function claims_in_flight(documents bytea[], states text[])
  returns table (identity_hash bytea, unit_id bigint, unit_name text, receipt text)
  language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off
  as $$
    with named as materialized (
      select c.identity_hash, c.upload_id, c.change_set_id from changes c
      where c.identity_hash = any(documents) and c.decision is distinct from 'reject')
    select named.identity_hash, u.unit_id, (select n.name from units n where n.id = u.unit_id), u.receipt
    from uploads u join named on named.upload_id = u.id and named.change_set_id = u.change_set_id
    where u.id = any(array(select upload_id from named)) and u.state = any(states)
    order by u.id
  $$;
revoke execute on function claims_in_flight(bytea[], text[]) from public;

-- A name as it is looked for. Kept as a column: row-level security would keep an index of the expression from being used.
create function name_key(name text) returns text language sql immutable parallel safe
  as $$ select lower(translate(name, ' ·•‧・．.', '') collate "C") $$;
alter table teachers add column name_key text collate "C" generated always as (name_key(name)) stored;
create index teachers_birth_name on teachers (birth_date, name_key);
create index teachers_mobile on teachers (mobile_hash) where mobile_hash is not null;

-- Teachers who may be one of these people: by phone, or by birth date and a name that is the same or begins alike. Each way
-- is a short range of an index, whatever the size of the registry; like above, planned without walking it.
create function lookalike_teachers(asked json) returns table (people int[], teacher teachers)
  language sql stable set search_path = public, pg_temp set enable_seqscan = off
  as $$
    with person as materialized (
      select n, name_key(name) as name_key, birth_date, decode(mobile_hash, 'base64') as mobile_hash, beginnings
      from json_to_recordset(asked) as x (n int, name text, birth_date date, mobile_hash text, beginnings json)),
    found as materialized (
      select n, found.id from person cross join lateral (
        select id from teachers t where t.mobile_hash = person.mobile_hash limit 5) as found
      union
      select n, found.id from person cross join lateral (
        select id from teachers t where t.birth_date = person.birth_date and t.name_key = person.name_key limit 5) as found
      union
      select n, found.id
      from person cross join json_to_recordset(beginnings) as b ("from" text, "to" text) cross join lateral (
        -- All but one character of the name stand in the other: what differs more is not worth opening.
        select id from (select t.id, t.name_key as key from teachers t
          where t.birth_date = person.birth_date and t.name_key >= b."from" and t.name_key < b."to" limit 100) as near
        where length(translate(key, person.name_key, '')) <= 1 limit 20) as found)
    select array(select n from found where found.id = t.id), t from teachers t
    where t.id = any(array(select id from found))
  $$;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
