/** A connection to the registry, with the keys that open what is sealed in it. */
import os from 'node:os';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { DutyPolicy } from '../schemas/duties.ts';
import type { MovePolicy } from '../schemas/enrolment.ts';
import { everywhere } from '../schemas/unit.ts';
import { KeptCounts } from './kept-counts.ts';
import { Keyring } from './keyring.ts';
import { PreparingClient } from './preparing-client.ts';
import type { Tables } from './tables.ts';
import { UsualStatements } from './usual-statements.ts';
import { WatchfulClient } from './watchful-client.ts';
import { WrongSecret } from './wrapping.ts';

export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly pool: pg.Pool;
  readonly keys: Keyring;
  /** Every session sees every unit: a worker's. */
  readonly is_system: boolean;
  /** What becomes of the enrolment of a teacher who moves. */
  readonly enrolment_on_move: MovePolicy;
  /** Whether who sent a file may approve it. */
  readonly duties: DutyPolicy;
  /** Of large areas. */
  readonly counts: KeptCounts;
  /** Of whoever asks, so that what they set going can be told back to them; a web process makes one such view a request. */
  readonly request_id?: string;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Connection string of the application role. */
  readonly url: string;
  /** `MUSTER_SECRET`. */
  readonly secret: string;
  readonly max_connections?: number;
  /** `MUSTER_ENROLMENT_ON_MOVE`; it goes along unless said. */
  readonly enrolment_on_move?: MovePolicy;
  /** `MUSTER_SEPARATE_DUTIES`; where possible unless said. */
  readonly duties?: DutyPolicy;
  /** Opens every session with the scope of the system, so that one statement can be a whole transaction. For workers only. */
  readonly system?: boolean;
  /** Statements find what they want by indexes: planned over tables that are nearly empty, they would walk them when they are full. */
  readonly by_index?: boolean;
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
  const is_system = options.system ?? false;
  const keys = new Keyring(options.secret);
  const pool = new pg.Pool({
    Client: WatchfulClient,
    connectionString: options.url,
    max: options.max_connections ?? 10,
    maxLifetimeSeconds: longestConnection_s,
    types,
    // Tells in `pg_stat_activity` whose process of which machine a session is.
    application_name: `muster ${os.hostname()}:${process.pid}`,
    // Awaited before the connection is handed out.
    onConnect: async (client) => {
      await (is_system ? openScope : keepToOneProcess)(client);
      if (options.by_index) await client.query('set enable_seqscan = off');
      // No statement comes before the keys are known.
      if (keys.isOld) await keys.look(client);
    },
  });
  // Without a listener a broken connection ends the process: an idle one, or one between two statements of a transaction.
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({
      // PostgreSQL goes on planning for the values where one plan for all would be worse; a worker's sessions don't let it.
      pool: preparing(pool, is_system ? null : new UsualStatements()),
    }),
  });
  const { enrolment_on_move = 'follow', duties = 'possible' } = options;
  return {
    kysely,
    pool,
    is_system,
    keys,
    enrolment_on_move,
    duties,
    counts: new KeptCounts(),
    close: () => kysely.destroy(),
  };
}

/**
 * A prepared statement keeps the plan that was right when it was made, for tables that may have been empty then: it would go through all
 * that has come since, until somebody counts the table anew. A new connection plans by what is there.
 */
const longestConnection_s = 120;

const openScope = async (client: pg.ClientBase): Promise<void> => {
  // Prepared statements are written for one plan; making it anew for every run costs as much as running it.
  await client.query(`set muster.scope = '${everywhere}'; set plan_cache_mode = force_generic_plan`);
};

/** Pages are many and short: helpers that the server starts for one of them cost more than they save. */
const keepToOneProcess = async (client: pg.ClientBase): Promise<void> => {
  await client.query('set max_parallel_workers_per_gather = 0');
};

/** Each client keeps its wrapper, by which kysely knows it again. */
function preparing(pool: pg.Pool, usual: UsualStatements | null): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PreparingClient>();
  const connectOne = async (): Promise<PreparingClient> => {
    const client = await pool.connect();
    const known = clients.get(client) ?? new PreparingClient(client, usual);
    clients.set(client, known);
    return known;
  };
  return { connect: connectOne as unknown as PostgresPool['connect'], end: () => pool.end() };
}

/** Throws `WrongSecret` where the keys are wrapped with another secret. A server that doesn't answer is for readiness to tell. */
export async function requireSecret({ keys, pool }: Database): Promise<void> {
  await keys.lookAgain(pool).catch((error: unknown) => {
    if (error instanceof WrongSecret) throw error;
  });
}
