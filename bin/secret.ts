/** Makes and keeps the installation's secret, and what only this room derives from it. */
import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from './start-refusal.ts';

/** Shorter ones can be guessed. */
export const shortest_secret_length = 32;

/**
 * The secret kept in `data/secret` (mode 0600), made from 32 random bytes the first time. Whoever loses it can't open
 * what is sealed in the registry. Two processes that ask at once get the same.
 */
export function keptSecret(data: string): string {
  const file = path.join(data, 'secret');
  const kept = readKept(file) ?? makeSecret(file);
  if (kept.length >= shortest_secret_length) return kept;
  throw new StartRefusal(
    `${file} 中的密钥不足 ${shortest_secret_length} 个字符，可能已损坏。请从备份恢复该文件；若登记库为空，可删除它以重新生成。`,
    `The secret in ${file} has fewer than ${shortest_secret_length} characters; it may be damaged. Restore it from a backup, or delete it if the registry is empty.`,
  );
}

/** Password of the embedded PostgreSQL's owner. The same secret yields the same. */
export function ownerPassword(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'muster', 'muster/owner-password/1', 32)).toString(
    'base64url',
  );
}

function readKept(file: string): string | undefined {
  try {
    const kept = readFileSync(file, 'utf8').trim();
    // Copied by hand it often becomes readable for all.
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function makeSecret(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(aside, file); // Whole, and only if nobody was first.
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside);
  }
  return readFileSync(file, 'utf8').trim();
}
