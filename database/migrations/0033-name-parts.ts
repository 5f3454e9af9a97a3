/** The parts of a name, found without a query for each: a common surname asks a thousand names for theirs. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- The same parts as before, so that the index stands; one that comes twice does no harm there.
create or replace function name_parts(key text) returns text[] language plpgsql immutable parallel safe as $$
declare parts text[] := string_to_array(coalesce(key, ''), null);
begin
  for at in 1 .. coalesce(length(key), 0) - 1 loop parts := parts || substr(key, at, 2); end loop;
  return parts;
end $$;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
