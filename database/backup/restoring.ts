/** Restores a backup: all of it in one transaction, at the version that it was taken at, or nothing. */
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BackupHeader, BackupRefused, type TableStart } from '../../schemas/backup.ts';
import { Keyring } from '../keyring.ts';
import { appRole, migrateWithin, migrationNames } from '../migrate.ts';
import { holdingUpgrade } from '../upgrade-lock.ts';
import { builtLater, dropAll, tablesToKeep, usedTables } from './catalogue.ts';
import type { Part } from './parts.ts';
import { backupBeginning, backupParts, readBackup } from './reading.ts';
import { settled } from './session.ts';

export interface RestoreOptions {
  readonly ownerUrl: string;
  /** The one of the day on which it was taken. */
  readonly secret: string;
  readonly file: string;
  /** Whether a registry that is there already is given up for it. */
  readonly replace: boolean;
  /** Hears of each step. */
  readonly onStep?: (step: RestoreStep) => void;
}

export type RestoreStep = 'proving' | 'loading' | 'building';

/**
 * Proves the whole file first, and then loads it into an empty database. The registry is then of the backup's own version:
 * migrating brings it to this program's. Throws `BackupRefused`; whatever is thrown, the database is as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupHeader> {
  const { ownerUrl, secret, file, onStep = () => undefined } = options;
  requireKnown((await backupBeginning(file)).header);
  onStep('proving');
  const { header } = await readBackup(file, secret);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'muster restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await settled(client);
    await holdingUpgrade(client, 'alone', () => replaceAll(client, header, { ...options, onStep }));
    // What the planner knows of the tables is nothing yet.
    await client.query('analyze');
  } finally {
    await client.end();
  }
  return header;
}

function requireKnown({ migrations, muster }: BackupHeader): void {
  const unknown = migrations.filter((name) => !migrationNames.includes(name));
  if (unknown.length > 0)
    throw new BackupRefused('newer-registry', { migrations: unknown.join(', '), muster });
}

type Loading = Required<RestoreOptions>;

async function replaceAll(client: pg.Client, header: BackupHeader, options: Loading): Promise<void> {
  const { file, secret, replace, onStep } = options;
  await client.query('begin');
  await requireNobody(client);
  if (!replace) await requireUnused(client);
  await dropAll(client);
  await migrateWithin(client, header.migrations);
  onStep('loading');
  const later = await builtLater(client);
  const tables = await tablesToKeep(client);
  await all(client, later.drop);
  await all(client, tables.map(triggers('disable')));
  await load(client, header, backupParts(file, secret));
  onStep('building');
  await client.query("set local maintenance_work_mem = '256MB'");
  await all(client, later.build);
  await all(client, tables.map(triggers('enable')));
  // The file was opened with it; what lies sealed inside has to open as well. Early registries kept no keys.
  if (Object.hasOwn(header.rows, 'data_keys')) await new Keyring(secret).look(client);
  await commit(client);
}

/** A transaction in which something failed unheard is rolled back by its commit, which says so only by its name. */
async function commit(client: pg.Client): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error(`the restore was not committed: ${command}`);
}

/** A row that comes back is not one that is written: it makes no event, count or code beside it, for those come back too. */
const triggers =
  (what: 'disable' | 'enable') =>
  ({ table }: TableStart): string =>
    `alter table ${pg.escapeIdentifier(table)} ${what} trigger user`;

async function all(client: pg.Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

/** Web and worker would go on with the keys and the rows that they know. */
async function requireNobody(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ connections: number }>(
    `select count(*)::int as connections from pg_stat_activity
     where datname = current_database() and usename = $1`,
    [appRole],
  );
  const connections = rows[0]?.connections ?? 0;
  if (connections > 0) throw new BackupRefused('at-work', { connections });
}

async function requireUnused(client: pg.Client): Promise<void> {
  const used = await usedTables(client);
  if (used.length === 0) return;
  if (!used.includes('units')) throw new BackupRefused('not-ours', { tables: used.join(', ') });
  const { rows } = await client.query<{ units: number; teachers: number }>(
    'select (select count(*)::int from units) as units, (select count(*)::int from teachers) as teachers',
  );
  throw new BackupRefused('in-use', { ...rows[0] });
}

async function load(client: pg.Client, header: BackupHeader, parts: AsyncGenerator<Part>): Promise<void> {
  const names: string[] = [];
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    const part = next.value;
    if (part.kind === 'table') {
      names.push(part.start.table);
      await loadTable(client, header, part.start, parts);
    } else if (part.kind === 'sequences') {
      for (const { name, last, is_called } of part.sequences) {
        await client.query('select setval($1::regclass, $2, $3)', [
          pg.escapeIdentifier(name),
          last,
          is_called,
        ]);
      }
    }
  }
  if (names.length !== Object.keys(header.rows).length) throw new Error('tables are missing in the backup');
}

async function loadTable(
  client: pg.Client,
  header: BackupHeader,
  { table, columns }: TableStart,
  parts: AsyncGenerator<Part>,
): Promise<void> {
  const names = columns.map((name) => pg.escapeIdentifier(name)).join(', ');
  const copy = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`));
  await pipeline(linesOf(parts), copy);
  if (copy.rowCount !== header.rows[table]) throw new Error(`${table}: ${copy.rowCount} rows were taken`);
}

/** The lines of one table; the parts after them are left for others. */
async function* linesOf(parts: AsyncGenerator<Part>): AsyncGenerator<Buffer> {
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    if (next.value.kind !== 'lines') return;
    yield next.value.bytes;
  }
}
