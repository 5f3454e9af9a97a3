/** Turns: whom an owed upload shares its turn with, and by when it is wanted; the queue's order is decided by these. */
import { type Kysely, sql } from 'kysely';

// The place at whose turn it is looked at: the county, or for whom there is none the unit right above.
const ddl = `
alter table uploads
  add column turn text collate "C" not null
    generated always as (coalesce(substring(unit_path from '^(/(?:[^/]+/){1,3})[^/]'), '/')) stored,
  add column wanted_by timestamptz not null default now();
update uploads set wanted_by = received_at where owes is not null;
drop index uploads_owes;
create index uploads_owes on uploads (turn, wanted_by, id) where owes is not null;

-- A change names a teacher whom the same check has read, and nobody may delete teachers: proving it again locked, and so wrote, the
-- row of every teacher of every file.
alter table changes drop constraint changes_teacher_id_fkey;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
