/** A connection to the registry, with the keys that open what is sealed in it. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { deriveKeys, type Keys } from './keys.ts';
import type { Tables } from './tables.ts';

export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly pool: pg.Pool;
  readonly keys: Keys;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Connection string of the application role. */
  readonly url: string;
  /** `MUSTER_SECRET`. */
  readonly secret: string;
  readonly max_connections?: number;
  /** Hears of connections that broke, maybe twice; the pool replaces them. */
  readonly onError?: (error: Error) => void;
}

const dateOid = 1082;
const asText = (value: string): string => value;
/** A day has no time zone: it stays the text `YYYY-MM-DD` instead of becoming an instant. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === dateOid ? asText : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

export function connect(options: ConnectOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max_connections ?? 10,
    types,
    application_name: 'muster',
  });
  // Without a listener a broken connection ends the process: an idle one, or one between two statements of a transaction.
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, keys: deriveKeys(options.secret), close: () => kysely.destroy() };
}

/** Whether the server answers; for readiness. */
export async function answers(db: Database): Promise<boolean> {
  try {
    await db.pool.query('select 1');
    return true;
  } catch {
    return false;
  }
}
