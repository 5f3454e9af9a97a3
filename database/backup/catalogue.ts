/** What PostgreSQL itself says of the registry's tables, sequences and rules: read from its catalogue, so that none is forgotten. */
import pg from 'pg';
import type { KeptSequences, TableStart } from '../../schemas/backup.ts';

/** Visits, counters of pace and living workers are of the registry that they were at: after a restore everybody signs in again. */
const leftOut: readonly string[] = ['sessions', 'throttles', 'sign_in_tries', 'workers_seen'];
/** Made by migrating, and told by the header. */
const ofMigrations: readonly string[] = ['kysely_migration', 'kysely_migration_lock'];

const isOurs = `n.nspname = 'public'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

/** All tables but those of the migrations and those left out, with the columns that hold what was written into them. */
export async function tablesToKeep(client: pg.ClientBase): Promise<TableStart[]> {
  const { rows } = await client.query<TableStart>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and ${isOurs} and c.relname <> all($1::text[])
     group by c.relname order by c.relname`,
    [[...leftOut, ...ofMigrations]],
  );
  return rows;
}

/** What a registry that nobody has used yet has rows in. */
const filledByItself = [...leftOut, ...ofMigrations, 'data_keys'];

/** Tables, ours or not, that somebody wrote into. */
export async function usedTables(client: pg.ClientBase): Promise<string[]> {
  const { rows: all } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${isOurs} and c.relname <> all($1::text[]) order by 1`,
    [filledByItself],
  );
  const used: string[] = [];
  for (const { name } of all) {
    const { rows } = await client.query(`select from ${pg.escapeIdentifier(name)} limit 1`);
    if (rows.length > 0) used.push(name);
  }
  return used;
}

/** How many rows each table has in the transaction's snapshot. */
export async function countRows(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await client.query<{ rows: string }>(
      `select count(*) as rows from ${pg.escapeIdentifier(table)}`,
    );
    counts[table] = Number(rows[0]?.rows);
  }
  return counts;
}

/** As they are by now: further on than the snapshot, never behind it. */
export async function sequencesNow(client: pg.ClientBase): Promise<KeptSequences> {
  const { rows: found } = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1",
  );
  const sequences: KeptSequences = [];
  for (const { name } of found) {
    const { rows } = await client.query<{ last: string; is_called: boolean }>(
      `select last_value::text as last, is_called from ${pg.escapeIdentifier(name)}`,
    );
    sequences.push({ name, ...(rows[0] ?? { last: '1', is_called: false }) });
  }
  return sequences;
}

/**
 * What is checked and built once at the end, not row by row: keys to other tables (which also point in circles), and indexes
 * but those of keys. Answers the statements that take them away, and those that bring them back.
 */
export async function builtLater(
  client: pg.ClientBase,
): Promise<{ readonly drop: string[]; readonly build: string[] }> {
  const { rows } = await client.query<{ drop: string; build: string }>(
    `select format('alter table %s drop constraint %I', x.conrelid::regclass, x.conname) as drop,
       format('alter table %s add constraint %I %s', x.conrelid::regclass, x.conname, pg_get_constraintdef(x.oid)) as build
     from pg_constraint x join pg_class c on c.oid = x.conrelid join pg_namespace n on n.oid = c.relnamespace
     where x.contype = 'f' and x.conparentid = 0 and ${isOurs}
     union all
     select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${isOurs} and not i.indisreplident
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
       and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)`,
  );
  return {
    drop: rows.map(({ drop }) => drop),
    // Indexes first: keys are checked by them.
    build: rows.map(({ build }) => build).sort((a, b) => Number(isKey(a)) - Number(isKey(b))),
  };
}
const isKey = (statement: string): boolean => statement.startsWith('alter table');

/** Takes every table, function and sequence of ours away, and the queue's schema, in which nothing is kept. */
export async function dropAll(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(
    `select format('drop table if exists %s cascade', c.oid::regclass) as drop
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${isOurs}
     union all select format('drop sequence if exists %s cascade', c.oid::regclass)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${isOurs}
     union all select format('drop function if exists %s cascade', c.oid::regprocedure)
     from pg_proc c join pg_namespace n on n.oid = c.pronamespace where ${isOurs}`,
  );
  for (const { drop } of rows) await client.query(drop);
  await client.query('drop schema if exists bullmq cascade');
}
