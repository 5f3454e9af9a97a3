/** The day in China on which something was deleted, as people are told it. */
import { sql } from 'kysely';

export const dayOf = (column: string) =>
  sql<string | null>`to_char(${sql.ref(column)} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;
