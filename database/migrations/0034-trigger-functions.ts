/** Functions of triggers: for triggers alone; and a corrected document follows into enrolments of the newest year only. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- Whoever may create a temporary table could have them write with the rights of the owner.
revoke execute on function keep_unit_code(), count_heads(), enrolments_follow_document() from public;

-- Years before stay as they were. Two records of one person may both be enrolled in one of them: when the second is given the right
-- document at last, they must not meet there.
create or replace function enrolments_follow_document() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$ begin
    update enrolments set identity_hash = new.identity_hash
    where teacher_id = new.id and state = 'enrolled' and campaign_year = (select max(campaign_year) from enrolments);
    return null;
  end $$;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
