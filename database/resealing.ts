/** Resealing: all that is sealed comes under the version in use, a few rows at a time, beside everybody else's work. */
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import { asSystem, type Scoped } from './scope.ts';
import { openBytes, sealBytes } from './seal.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';

/** Blocks of a table that are looked through together. */
const blocks = 64;
/** Rows opened and sealed in one transaction: together a few milliseconds, or a few files. */
const rows = { usual: 500, large: 4 };

export interface RowsOfVersion {
  readonly table: string;
  readonly column: string;
  readonly rows: number;
}

export interface Resealing {
  readonly table: string;
  readonly column: string;
  readonly resealed: number;
}

/**
 * Seals every column anew, column by column, and tells how many values each had. Ended midway it goes on where it is called
 * again, since what is done carries the version in use. Rows that somebody holds at the moment are left; call it again.
 */
export async function* resealAll(db: Database): AsyncGenerator<Resealing> {
  for (const one of sealedColumns) {
    yield { table: one.table, column: one.column, resealed: await resealColumn(db, one) };
  }
}

/** The columns in which rows carry another version than the one in use. */
export const rowsLeft = (db: Database): Promise<RowsOfVersion[]> =>
  counted(db, (one, { keys }) => sql<boolean>`${versionOf(one)} <> ${keys.seal.current.prefix}`);

/** The columns in which rows carry this version. */
export const rowsOfVersion = (db: Database, version: number): Promise<RowsOfVersion[]> =>
  counted(db, (one) => sql<boolean>`${versionOf(one)} = ${Buffer.of(version)}`);

async function counted(
  db: Database,
  condition: (one: SealedColumn, tx: Scoped) => ReturnType<typeof sql<boolean>>,
): Promise<RowsOfVersion[]> {
  const found: RowsOfVersion[] = [];
  for (const one of sealedColumns) {
    const { table, column } = one;
    const [row] = await asSystem(db, async (tx) => {
      const answer = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.table(table)} where ${condition(one, tx)}`.execute(tx.sql);
      return answer.rows;
    });
    if (row !== undefined && row.count > 0) found.push({ table, column, rows: row.count });
  }
  return found;
}

// Not get_byte, which would fetch whole files for their first byte.
const versionOf = ({ column }: SealedColumn) => sql`substring(${sql.ref(column)} from 1 for 1)`;

async function resealColumn(db: Database, one: SealedColumn): Promise<number> {
  const end = await blocksOf(db, one);
  let total = 0;
  // By place: it needs neither a key nor an index. What moves back behind us was written with the version in use.
  for (let from = 0; from < end; from += blocks) {
    for (let done = 1; done > 0; total += done) {
      done = await asSystem(db, (tx) => resealSome(tx, one, from));
    }
  }
  return total;
}

async function blocksOf(db: Database, { table }: SealedColumn): Promise<number> {
  const { rows: found } = await asSystem(db, (tx) =>
    sql<{ blocks: number }>`
      select (pg_relation_size(${table}::regclass) / current_setting('block_size')::int)::int as blocks`.execute(
      tx.sql,
    ),
  );
  return found[0]?.blocks ?? 0;
}

/** Held until they are written, so that no change falls between; what another holds is his to write. */
async function resealSome(tx: Scoped, one: SealedColumn, from: number): Promise<number> {
  const { keys } = tx;
  const [table, name] = [sql.table(one.table), sql.ref(one.column)];
  // A place is found by itself; the planner would read the whole table for a handful of them.
  await sql`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`.execute(
    tx.sql,
  );
  const found = await sql<{ at: string; sealed: Buffer }>`
    select ctid::text as at, ${name} as sealed from ${table}
    where ctid >= ${`(${from},0)`}::tid and ctid < ${`(${from + blocks},0)`}::tid
      and ${versionOf(one)} <> ${keys.seal.current.prefix}
    limit ${one.isLarge ? rows.large : rows.usual} for no key update skip locked`.execute(tx.sql);
  if (found.rows.length === 0) return 0;
  const again = found.rows.map(({ sealed }) =>
    sealBytes(keys, one.purpose, openBytes(keys, one.purpose, sealed)),
  );
  await sql`update ${table} set ${name} = x.sealed
    from unnest(${found.rows.map(({ at }) => at)}::text[]::tid[], ${again}::bytea[]) as x (at, sealed)
    where ${table}.ctid = x.at`.execute(tx.sql);
  return found.rows.length;
}
