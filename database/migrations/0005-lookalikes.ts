/** Who else says that a person is theirs: the document of each addition and transfer, found while its file is in flight. */
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
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
