/** Takes a backup: one snapshot of the whole registry while everybody works on, sealed, read back, and only then called by its name. */
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  type BackupHeader,
  BackupRefused,
  backup_format,
  type KeptSequences,
  type TableStart,
} from '../../schemas/backup.ts';
import { Keyring } from '../keyring.ts';
import { holdingUpgrade } from '../upgrade-lock.ts';
import { appliedMigrations } from '../version.ts';
import { countRows, sequencesNow, tablesToKeep } from './catalogue.ts';
import { partBytes } from './parts.ts';
import { type ReadBackup, readBackup } from './reading.ts';
import { fileKey, freshSalt, keyCheck, sealed } from './sealing.ts';
import { settled } from './session.ts';

export interface BackupOptions {
  readonly ownerUrl: string;
  /** `MUSTER_SECRET`, of which the key of the file is made. */
  readonly secret: string;
  /** Must not be there yet. */
  readonly file: string;
  /** Version of the program. */
  readonly muster: string;
  /** Hears that a migration has to end first. */
  readonly onWait?: () => void;
}

/**
 * Writes the backup, and reads it back whole. Throws `BackupRefused`, and `WrongSecret` where the secret isn't the registry's.
 * Whatever is thrown, no file of that name is left.
 */
export async function takeBackup(options: BackupOptions): Promise<ReadBackup> {
  if (existsSync(options.file)) throw new BackupRefused('exists', { file: options.file });
  const partial = `${options.file}.partial`;
  try {
    await write(options, partial);
    const read = await readBackup(partial, options.secret);
    await rename(partial, options.file);
    await syncFolder(path.dirname(options.file));
    return read;
  } catch (error) {
    throw isOfTheDisk(error)
      ? new BackupRefused('unwritable', { file: options.file, why: error.code })
      : error;
  } finally {
    await rm(partial, { force: true });
  }
}

/** Of what may be wrong with a folder; what a server says has codes of its own. */
const isOfTheDisk = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && !('address' in error);

async function write({ ownerUrl, secret, muster, onWait }: BackupOptions, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'muster backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await settled(client);
    await holdingUpgrade(client, 'shared', () => writeSnapshot(client, { secret, muster, file }), onWait);
  } finally {
    await client.end();
  }
}

interface Writing {
  readonly secret: string;
  readonly muster: string;
  readonly file: string;
}

async function writeSnapshot(client: pg.Client, { secret, muster, file }: Writing): Promise<void> {
  // A secret that doesn't open the registry would not open it after a restore either.
  await new Keyring(secret).look(client);
  await client.query('begin isolation level repeatable read, read only');
  const tables = await tablesToKeep(client);
  const header = await headerOf(client, tables, { secret, muster });
  const first = Buffer.from(`MUSTER-BACKUP ${backup_format}\n${JSON.stringify(header)}\n`);
  const key = fileKey(secret, Buffer.from(header.salt, 'hex'), first);
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.write(first);
    await writeAll(handle, sealed(key, packed(contents(client, tables))));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await client.query('commit');
}

async function headerOf(
  client: pg.Client,
  tables: readonly TableStart[],
  { secret, muster }: Pick<Writing, 'secret' | 'muster'>,
): Promise<BackupHeader> {
  const migrations = await appliedMigrations(client);
  if (migrations === undefined) throw new BackupRefused('not-migrated');
  const { rows } = await client.query<{ made_at: Date; postgresql: string }>(
    "select now() as made_at, current_setting('server_version') as postgresql",
  );
  const salt = freshSalt();
  return {
    made_at: (rows[0]?.made_at ?? new Date()).toISOString(),
    ...{ muster, postgresql: rows[0]?.postgresql ?? '', migrations },
    rows: await countRows(
      client,
      tables.map(({ table }) => table),
    ),
    ...{ salt: salt.toString('hex'), key_check: keyCheck(secret, salt) },
  };
}

async function* contents(client: pg.Client, tables: readonly TableStart[]): AsyncGenerator<Buffer> {
  for (const start of tables) {
    yield* partBytes({ kind: 'table', start });
    const columns = start.columns.map((name) => pg.escapeIdentifier(name)).join(', ');
    const copy = client.query(copyTo(`copy ${pg.escapeIdentifier(start.table)} (${columns}) to stdout`));
    for await (const bytes of gathered(copy)) yield* partBytes({ kind: 'lines', bytes });
    yield* partBytes({ kind: 'end', rows: copy.rowCount });
  }
  const sequences: KeptSequences = await sequencesNow(client);
  yield* partBytes({ kind: 'sequences', sequences });
}

/** Reads every row and keeps none, for comparison. Answers how many bytes they were. */
export async function bareRows(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await settled(client);
    let bytes = 0;
    for await (const piece of contents(client, await tablesToKeep(client))) bytes += piece.length;
    return bytes;
  } finally {
    await client.end();
  }
}

const gather_bytes = 128 * 1024;

/** The server sends line by line; fewer, larger pieces cost less. */
async function* gathered(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    if (length < gather_bytes) continue;
    yield Buffer.concat(held, length);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held, length);
}

/** The fastest level: half the size is sealed bytes, which no level makes smaller. */
const packed = (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  pipeline(source, createGzip({ level: 1, chunkSize: gather_bytes }), () => undefined);

async function writeAll(handle: FileHandle, source: AsyncIterable<Buffer>): Promise<void> {
  for await (const bytes of source) await handle.appendFile(bytes);
}

/** The name is on the disk too, not only the bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}
