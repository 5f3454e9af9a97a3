/** The newest files in a state, found with whose they are without reading any other. */
import { type Kysely, sql } from 'kysely';

const ddl = `
drop index uploads_newest;
create index uploads_newest on uploads (state, received_at desc, id desc) include (unit_path, unit_id, template);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
