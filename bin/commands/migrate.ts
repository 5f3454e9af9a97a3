/** `muster migrate`: brings the registry's database and its queue to this version; safe to run at every start, and by many at once. */
import { parseArgs } from 'node:util';
import { standingAt } from '../../database/migrate.ts';
import { exitStatus } from '../exit-status.ts';
import { upgradeRegistry } from '../registry-upgrade.ts';
import { ownerUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';

const usage = `用法 Usage: muster migrate [--plan]
  把登记库升级到本版本；多处同时运行时依次进行，无事可做时不改动任何内容。--plan：只列出将要做的升级。
  Brings the registry to this version; of many at once each waits its turn, and where nothing is missing nothing is done.
  --plan only lists what would be done.
`;

/** The database is `DATABASE_URL`, else the embedded one, which must be running. @returns 0, or 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { plan: { type: 'boolean' } },
  });
  if (positionals.length > 0) {
    process.stderr.write(usage);
    return exitStatus.usage;
  }
  const settings = readSettings(process.env);
  const ownerUrl = ownerUrlOf(settings);
  if (values.plan) return await plan(ownerUrl);
  await upgradeRegistry(ownerUrl, settings, () => {
    console.log('正在等待另一个升级或备份结束 waiting for another upgrade or a backup to end');
  });
  console.log('数据库已是当前版本 the database is up to date');
  return 0;
}

async function plan(ownerUrl: string): Promise<number> {
  const { pending, ahead } = await standingAt(ownerUrl);
  for (const name of pending) console.log(`待升级 pending: ${name}`);
  for (const name of ahead) console.log(`由更新版本完成 done by a later version: ${name}`);
  if (pending.length === 0) console.log('没有待做的升级 nothing is pending');
  return 0;
}
