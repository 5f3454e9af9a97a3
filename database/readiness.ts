/** What keeps a process from serving, asked of the server itself: that it answers, can be written to, has room, and is of our version. */
import pg from 'pg';
import type { Database } from './connect.ts';
import { inTime } from './in-time.ts';
import { migrationNames } from './migrate.ts';
import { standingOf } from './version.ts';
import { WrongSecret } from './wrapping.ts';

/** In this order: what comes later can't be known without what comes before. */
export type Lack = 'database' | 'secret' | 'schema' | 'writable' | 'disk';

/** Whoever asks wants to know within a few seconds; a server that takes longer is as good as none. */
const longest_ms = 3_000;
/** Trying the disk costs more than asking: a megabyte is written and thrown away. */
const between_probes_ms = 10_000;
const diskFull = '53100';

export interface Readiness {
  /** The first thing that is amiss; null for nothing. Never throws. */
  lack(): Promise<Lack | null>;
}

/** Watches over one database for one process. */
export function openReadiness(db: Database): Readiness {
  let probed_at = Number.NEGATIVE_INFINITY;
  let hasRoom = true;
  const look = async (): Promise<Lack | null> => {
    const { rows } = await db.pool.query<{ reads_only: boolean }>(
      `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as reads_only`,
    );
    // What a connection was opened with may be older than the keys.
    if (db.keys.isOld) await db.keys.lookAgain(db.pool);
    if (!(await isOfOurVersion(db))) return 'schema';
    if (rows[0]?.reads_only) return 'writable';
    if (performance.now() - probed_at > between_probes_ms) {
      hasRoom = await probeDisk(db);
      probed_at = performance.now();
    }
    return hasRoom ? null : 'disk';
  };
  return { lack: () => inTime(look(), longest_ms).catch(lackOf) };
}

const lackOf = (error: unknown): Lack => (error instanceof WrongSecret ? 'secret' : 'database');

/** A registry that is ahead of us serves us as well: old and new run side by side while a deployment rolls. */
const isOfOurVersion = async ({ pool }: Database): Promise<boolean> =>
  (await standingOf(pool, migrationNames)).pending.length === 0;

/**
 * A sort that doesn't fit into memory is written beside the tables: it meets a full disk as they would, and leaves neither rows nor
 * log behind.
 */
async function probeDisk(db: Database): Promise<boolean> {
  const client = await db.pool.connect();
  try {
    await client.query("begin; set local work_mem = '64kB'");
    await client.query(
      `select count(*) from (select repeat(md5(i::text), 8) as line from generate_series(1, 4000) i order by line offset 0) written`,
    );
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === diskFull) return false;
    throw error;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
