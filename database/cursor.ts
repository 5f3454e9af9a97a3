/** Rows of one statement in blocks of a thousand: a cursor of the server holds the place, so memory does not grow with their number. */
import { type RawBuilder, sql } from 'kysely';
import type { Scoped } from './scope.ts';

const batch = 1000;

/**
 * Reads a statement to its end, or until nobody asks for more; the rows are those of the moment at which it began. They come in
 * blocks, since handing over each by itself costs more than making it. Lives as long as the transaction of `tx`, which has one
 * such at a time.
 */
export async function* blocksOf<Row>(
  tx: Scoped,
  statement: RawBuilder<unknown>,
): AsyncGenerator<readonly Row[], void, undefined> {
  await sql`declare reading no scroll cursor for ${statement}`.execute(tx.sql);
  try {
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(batch)} from reading`.execute(tx.sql);
      if (rows.length > 0) yield rows;
      if (rows.length < batch) return;
    }
  } finally {
    // A reader that goes away early leaves the transaction usable.
    await sql`close reading`.execute(tx.sql).catch(() => undefined);
  }
}
