/** `muster migrate`: brings the registry's database and its queue to this version; safe to run at every start. */
import { parseArgs } from 'node:util';
import { upgradeRegistry } from '../registry-upgrade.ts';
import { ownerUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';

/** Takes no arguments; the database is `DATABASE_URL`, else the embedded one, which must be running. Resolves to 0. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const settings = readSettings(process.env);
  await upgradeRegistry(ownerUrlOf(settings), settings, () => {
    console.log('正在等待另一个升级或备份结束 waiting for another upgrade or a backup to end');
  });
  console.log('数据库已是当前版本 the database is up to date');
  return 0;
}
