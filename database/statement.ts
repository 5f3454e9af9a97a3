/** Statements of the hot path: written out once, planned once per connection, and free of everything that builds SQL. */
import { CompiledQuery } from 'kysely';
import type { Scoped } from './scope.ts';

/** Runs the statement with these values, in the order of `$1`, `$2` and so on. */
export type Statement<Row> = (tx: Scoped, values: readonly unknown[]) => Promise<Row[]>;

/**
 * A statement that each connection prepares the first time it runs it: planning a wide one costs more than running it.
 * `name` is unique in this room. The text must be the same whatever the values are.
 * A text of kysely's that begins with its name in a comment is prepared in the same way.
 */
export const statement =
  <Row>(name: string, text: string): Statement<Row> =>
  async (tx, values) => {
    const { rows } = await tx.sql.executeQuery<Row>(CompiledQuery.raw(`/*${name}*/ ${text}`, [...values]));
    return rows;
  };
