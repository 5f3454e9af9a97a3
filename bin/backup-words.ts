/** What the commands of backups say: the refusals in both languages, and what a file holds. */

import type { ReadBackup } from '../database/backup/reading.ts';
import { BackupRefused, backupRefusals } from '../schemas/backup.ts';
import { say } from '../schemas/language.ts';
import { StartRefusal } from './start-refusal.ts';

/** Runs `work`; an expected no becomes words for whoever gave the command. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    const words = backupRefusals[error.code];
    throw new StartRefusal(say(words, 'zh', error.params), say(words, 'en', error.params));
  }
}

const mega = 1_000_000;

/** Two lines: what it is, and how many of what counts it holds. */
export function describeBackup(file: string, { header, size_bytes }: ReadBackup): string {
  const { made_at, muster, postgresql, migrations, rows } = header;
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
  return [
    `${file} · ${(size_bytes / mega).toFixed(1)} MB · ${made_at} · Muster ${muster} · PostgreSQL ${postgresql} · ${migrations.at(-1)}`,
    `单位 units ${rows.units ?? 0} · 教师 teachers ${rows.teachers ?? 0} · 文件 files ${rows.uploads ?? 0} · 事件 events ${rows.events ?? 0} · 全部行 all rows ${all}`,
  ].join('\n');
}
