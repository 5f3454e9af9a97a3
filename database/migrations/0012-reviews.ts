/** Reviews: decisions that outlive a file, conflicts settled cell by cell, and changes that are alike. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- Decided on the very same change in an earlier review of the unit, and kept.
alter table changes add column carried boolean not null default false;
-- Of a conflict: which of the three values each of its cells takes, by field; never a value itself.
alter table changes add column choices jsonb;
-- The keyed fingerprint of the cells alone, where changes that are alike may be decided together.
alter table changes add column group_hash bytea;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
