/** Counters of pace need not outlive a crash: nothing of them is logged, so that no upload waits for the disk twice. */
import { type Kysely, sql } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('alter table throttles set unlogged').execute(db);
};
