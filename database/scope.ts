/** Scope: every statement runs inside a transaction that says whose part of the tree it may see. */
import { type ExpressionBuilder, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DutyPolicy } from '../schemas/duties.ts';
import type { MovePolicy } from '../schemas/enrolment.ts';
import { everywhere } from '../schemas/unit.ts';
import type { Database } from './connect.ts';
import type { KeptCounts } from './kept-counts.ts';
import type { Keys } from './keys.ts';
import type { Tables } from './tables.ts';

/** What store functions take first: a transaction with its scope set, and the keys. */
export interface Scoped {
  readonly sql: Transaction<Tables>;
  readonly keys: Keys;
  /** What becomes of the enrolment of a teacher who moves. */
  readonly enrolment_on_move: MovePolicy;
  readonly counts: KeptCounts;
  readonly duties: DutyPolicy;
  /** Unit path whose subtree is visible. */
  readonly scope: string;
  /** The request that this is done for; none in a worker. */
  readonly request_id: string | null;
}

const kept = ({ keys, enrolment_on_move, counts, duties, request_id }: Database) => ({
  ...{ keys, enrolment_on_move, counts, duties, request_id: request_id ?? null },
});

/**
 * Runs `work` in one transaction that sees only the subtree at `scope` (a unit path). Row-level security enforces it in
 * the server, so a forgotten filter finds nothing instead of too much. Whatever throws rolls everything back.
 */
export async function inScope<T>(db: Database, scope: string, work: (tx: Scoped) => Promise<T>): Promise<T> {
  await hearOfKeys(db);
  return await db.kysely.transaction().execute(async (trx) => {
    // Without a parameter, so that it goes along with the beginning: see PreparingClient.
    await sql.raw(`set local muster.scope = ${pg.escapeLiteral(scope)}`).execute(trx);
    return work({ sql: trx, ...kept(db), scope });
  });
}

/** Nothing begins with keys that somebody may have added to meanwhile. */
async function hearOfKeys({ keys, pool }: Database): Promise<void> {
  if (keys.isOld) await keys.lookAgain(pool);
}

/** For workers and sign-in, which serve every unit. */
export async function asSystem<T>(db: Database, work: (tx: Scoped) => Promise<T>): Promise<T> {
  if (!db.is_system) return await inScope(db, everywhere, work);
  await hearOfKeys(db);
  return await db.kysely.transaction().execute((trx) => work({ sql: trx, ...kept(db), scope: everywhere }));
}

/**
 * For one statement of a worker, whose sessions see every unit: the statement is its own transaction, with nothing begun
 * and committed around it. On any other connection the same as {@link asSystem}.
 */
export async function atOnce<T>(db: Database, work: (tx: Scoped) => Promise<T>): Promise<T> {
  if (!db.is_system) return await asSystem(db, work);
  return await outside(db, everywhere, work);
}

/** For one statement that sees to its scope itself, in the server: any other finds nothing. It is its own transaction. */
export const byItself = <T>(db: Database, work: (tx: Scoped) => Promise<T>): Promise<T> =>
  outside(db, nowhere, work);

/** No path is below it. */
const nowhere = '';

async function outside<T>(db: Database, scope: string, work: (tx: Scoped) => Promise<T>): Promise<T> {
  await hearOfKeys(db);
  return await work({ sql: db.kysely as unknown as Transaction<Tables>, ...kept(db), scope });
}

/**
 * For the part of somebody's work that reaches into other units, in the same transaction: a move takes a person out of a unit
 * that its school may not see. Whoever calls has judged by itself that the actor may.
 */
export async function beyondScope<T>(tx: Scoped, work: (tx: Scoped) => Promise<T>): Promise<T> {
  if (tx.scope === everywhere) return await work(tx);
  const reach = (scope: string) => sql`select set_config('muster.scope', ${scope}, true)`.execute(tx.sql);
  await reach(everywhere);
  const done = await work({ ...tx, scope: everywhere });
  // What throws rolls the transaction back, and its scope with it.
  await reach(tx.scope);
  return done;
}

type ScopedTable =
  | ('accounts' | 'teachers' | 'uploads' | 'bundles' | 'events')
  | ('enrolments' | 'enrolment_excuses' | 'experts');

/** The application's own filter: the SQL twin of `within` in schemas/unit.ts. The server's policy stands behind it. */
export const visibleTo =
  (scope: string) =>
  <T extends ScopedTable>(eb: ExpressionBuilder<Tables, T>) => {
    const path = eb.ref('unit_path' as never);
    return sql<boolean>`${path} >= ${scope} and ${path} < ${`${scope}~`}`;
  };
