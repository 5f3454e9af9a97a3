/** Reads a backup: its first lines for all to see, and what they speak of, which is proven to be whole before it is trusted. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type BackupHeader, BackupRefused, backup_format, backupHeader } from '../../schemas/backup.ts';
import { type Part, partsIn, WrongContents } from './parts.ts';
import { DamagedChunk, fileKey, keyCheck, opened } from './sealing.ts';

/** What reading it whole proved. */
export interface ReadBackup {
  readonly header: BackupHeader;
  readonly size_bytes: number;
}

interface Beginning {
  readonly header: BackupHeader;
  readonly first: Buffer;
}

/** Longer first lines are not ours. */
const longest_first_bytes = 64 * 1024;

/** The first lines, which need no secret; nothing proves them yet. Throws `BackupRefused`. */
export async function backupBeginning(file: string): Promise<Beginning> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupRefused('unreadable', { file, why: error.code ?? '' });
  });
  const buffer = Buffer.alloc(longest_first_bytes);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0).finally(() => handle.close());
  const text = buffer.subarray(0, bytesRead);
  const format = /^MUSTER-BACKUP (\d{1,6})\n/.exec(text.toString('latin1', 0, 32))?.[1];
  if (format === undefined) throw new BackupRefused('not-a-backup', { file });
  if (Number(format) > backup_format) throw new BackupRefused('newer-format', { file, format });
  const end = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
  const first = text.subarray(0, end);
  const header = backupHeader.safeParse(asJson(first.toString('utf8').split('\n')[1] ?? ''));
  if (!header.success) throw new BackupRefused('damaged', { file, at: 0 });
  return { header: header.data, first };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All parts, as soon as each is opened. Throws `BackupRefused` where one is damaged, however far one has come by then. */
export async function* backupParts(file: string, secret: string): AsyncGenerator<Part> {
  const { header, first } = await backupBeginning(file);
  const salt = Buffer.from(header.salt, 'hex');
  if (keyCheck(secret, salt) !== header.key_check) throw new BackupRefused('wrong-secret', { file });
  const bytes = createReadStream(file, { start: first.length, highWaterMark: 256 * 1024 });
  const plain = opened(fileKey(secret, salt, first), bytes);
  try {
    yield* partsIn(pipeline(plain, createGunzip({ chunkSize: 128 * 1024 }), () => undefined));
  } catch (error) {
    if (error instanceof DamagedChunk) {
      throw new BackupRefused('damaged', { file, at: first.length + error.at });
    }
    if (error instanceof WrongContents) throw new BackupRefused('not-as-told', { file, table: '-' });
    throw error;
  } finally {
    bytes.destroy();
  }
}

/** Reads it to its end, and holds every table to the number of rows that its header tells. Throws `BackupRefused`. */
export async function readBackup(file: string, secret: string): Promise<ReadBackup> {
  const { header } = await backupBeginning(file);
  const lines: Record<string, number> = {};
  let table = '';
  for await (const part of backupParts(file, secret)) {
    if (part.kind === 'table') {
      table = part.start.table;
      lines[table] = 0;
    } else if (part.kind === 'lines') lines[table] = (lines[table] ?? 0) + lineEnds(part.bytes);
    else if (part.kind === 'end' && part.rows !== lines[table]) {
      throw new BackupRefused('not-as-told', { file, table });
    }
  }
  for (const [name, rows] of Object.entries(header.rows)) {
    if (lines[name] !== rows) throw new BackupRefused('not-as-told', { file, table: name });
  }
  const handle = await open(file, 'r');
  const { size } = await handle.stat().finally(() => handle.close());
  return { header, size_bytes: size };
}

/** A line break within a value is written as two other characters. */
function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
