/** `npm run bench -- backup`: how long a backup and a restore of a large registry take, beside reading the bare rows from the server. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readBackup } from '../database/backup/reading.ts';
import { restoreBackup } from '../database/backup/restoring.ts';
import { bareRows, takeBackup } from '../database/backup/taking.ts';
import { keepFirstKeys } from '../database/data-keys.ts';
import { prepare, secret } from './ground.ts';
import { settle } from './indexes.ts';
import { fillRegistry } from './pages/registry.ts';

/** `--teachers` (100,000); units and files in proportion to the province's, a file of 20 KB each. */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: { teachers: { type: 'string', default: '100000' } } });
  const teachers = Number(values.teachers);
  const ground = await prepare(2);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-bench-backup-'));
  const { owner, owner_url } = ground;
  try {
    await owner.pool.query(`set muster.scope = '/';
      insert into units (path, kind, name, code) values ('/1/', 'province', '山东省', '370000');
      insert into units (parent_id, path, kind, name, code) values (1, '/1/2/', 'city', '甲市', '379900');
      insert into units (parent_id, path, kind, name, code) values (2, '/1/2/3/', 'county', '甲县', '379901');
      insert into accounts (username, password_hash, unit_id, unit_path) values ('bench', 'unused', 1, '/1/')`);
    await keepFirstKeys(owner, secret);
    await fillRegistry(owner, { units: Math.round(teachers / 30), teachers }, say);
    await owner.pool.query(`insert into upload_files (upload_id, sealed)
      select u.id, decode((select string_agg(md5(u.id || '-' || n), '') from generate_series(1, 1250) n), 'hex') from uploads u`);
    await settle(owner.pool);
    say('filled; backing up …');
    const bare = await measured(() => bareRows(owner_url));
    const file = path.join(folder, 'bench.backup');
    const taken = await measured(() => takeBackup({ ownerUrl: owner_url, secret, file, muster: 'bench' }));
    const proven = await measured(() => readBackup(file, secret));
    await owner.pool.query(`create database restored template template0 encoding 'UTF8'`);
    const target = new URL(owner_url);
    target.pathname = '/restored';
    const restored = await measured(() =>
      restoreBackup({ ownerUrl: target.toString(), secret, file, replace: false }),
    );
    const rows = Object.values(restored.result.rows).reduce((sum, count) => sum + count, 0);
    const size_mb = rounded(statSync(file).size / 1_000_000);
    const plain_mb = rounded(bare.result / 1_000_000);
    say(`${rows} rows, ${plain_mb} MB as rows, ${size_mb} MB as a backup`);
    return {
      ...{ teachers, rows, plain_mb, size_mb },
      ...{
        bare_s: bare.seconds,
        backup_s: taken.seconds,
        prove_s: proven.seconds,
        restore_s: restored.seconds,
      },
      ...{ backup_cpu_s: taken.cpu_s, restore_cpu_s: restored.cpu_s },
      backup_rows_per_s: Math.round(rows / taken.seconds),
      restore_rows_per_s: Math.round(rows / restored.seconds),
      backup_to_bare: rounded(taken.seconds / bare.seconds),
      peak_memory_mib: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await ground.clear();
  }
}

const rounded = (number: number): number => Number(number.toFixed(2));

/** With the processor time of this process; the server's is its own. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; cpu_s: number }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    result,
    seconds: rounded((performance.now() - began) / 1000),
    cpu_s: rounded((user + system) / 1_000_000),
  };
}
