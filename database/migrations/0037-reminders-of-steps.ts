/** A unit is reminded of each step by itself: who heard of the collection today may still hear of enrolment. */
import { type Kysely, sql } from 'kysely';

const ddl = `
alter table reminders add column step text not null default 'collection' check (step in ('collection', 'enrolment'));
alter table reminders alter column step drop default;
alter table reminders drop constraint reminders_pkey;
alter table reminders add primary key (unit_id, sender_unit_id, sent_on, step);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
