/** `muster keys`: new versions of the key that seals, what is sealed brought under them, old ones retired; and another secret. */
import { parseArgs } from 'node:util';
import { connect, type Database } from '../../database/connect.ts';
import { keptVersions, retireKey, rewrapKeys, rotateKeys } from '../../database/data-keys.ts';
import { type RowsOfVersion, resealAll, rowsLeft } from '../../database/resealing.ts';
import { exitStatus } from '../exit-status.ts';
import { ownerUrlOf } from '../registry-urls.ts';
import { readSettings, type Settings } from '../settings.ts';
import { StartRefusal } from '../start-refusal.ts';

const usage = `用法 Usage: muster keys list | rotate | reseal | retire N | rewrap
  list    列出密钥的各个版本。 Lists the versions of the keys.
  rotate  宣布新版本：几分钟后开始使用，不必停机。 Announces a new version, used some minutes later; nothing needs to stop.
  reseal  用现行版本重新加密全部数据；可与服务同时进行，中断后再运行即可继续。
          Seals all that is sealed anew by the version in use, beside everybody's work; run it again to go on.
  retire  销毁旧版本 N；仍有数据使用它时拒绝。 Destroys the former version N; refused while any row carries it.
  rewrap  更换主密钥：MUSTER_SECRET 为新值，MUSTER_OLD_SECRET 为原值；完成后以新值重启。
          Changes the secret: MUSTER_SECRET is the new one, MUSTER_OLD_SECRET the former. Restart with the new one afterwards.
`;

type Task = (db: Database, settings: Settings, version: number) => Promise<number>;
const tasks: Readonly<Record<string, Task>> = { list, rotate, reseal, retire, rewrap };

/** @returns 0 when done, 1 when refused, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [name = '', version, ...others] = positionals;
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  const fits = /^\d{1,3}$/.test(version ?? '') === (name === 'retire') && others.length === 0;
  if (task === undefined || !fits) {
    process.stderr.write(usage);
    return exitStatus.usage;
  }
  const settings = readSettings(process.env);
  // Until it is rewrapped the former secret opens the registry, and an embedded database too.
  const secret = name === 'rewrap' ? oldSecretOf(settings) : settings.secret;
  // The owner's: histories and files are for nobody else to write anew.
  const url = ownerUrlOf({ ...settings, secret });
  const db = connect({ url, secret, max_connections: 1, system: true });
  try {
    return await task(db, settings, Number(version));
  } finally {
    await db.close();
  }
}

function oldSecretOf({ old_secret }: Settings): string {
  if (old_secret !== undefined) return old_secret;
  throw new StartRefusal(
    '更换主密钥：请把原值设为 MUSTER_OLD_SECRET，新值设为 MUSTER_SECRET。',
    'To change the secret, give the former one as MUSTER_OLD_SECRET and the new one as MUSTER_SECRET.',
  );
}

const states = {
  announced: '已宣布 announced',
  active: '使用中 in use',
  former: '仅用于解密 opens only',
  retired: '已销毁 retired',
};

async function list(db: Database): Promise<number> {
  for (const { purpose, version, state, active_from, retired_at } of await keptVersions(db)) {
    const since = (retired_at ?? active_from).toISOString();
    print(`${purpose.padEnd(12)}${String(version).padStart(3)}  ${since}  ${states[state]}`);
  }
  return 0;
}

async function rotate(db: Database, { secret }: Settings): Promise<number> {
  const { version, active_from } = await rotateKeys(db, secret);
  const from = active_from.toISOString();
  print(`版本 ${version} 自 ${from} 起使用；之后请运行 muster keys reseal。`);
  print(`Version ${version} is used from ${from} on; run muster keys reseal after that.`);
  return 0;
}

async function reseal(db: Database): Promise<number> {
  const announced = (await keptVersions(db)).find(({ state }) => state === 'announced');
  if (announced !== undefined) return refuseUntil(announced.active_from);
  for await (const { table, column, resealed } of resealAll(db)) {
    if (resealed > 0) print(`${`${table}.${column}`.padEnd(32)}${resealed}`);
  }
  const left = await rowsLeft(db);
  if (left.length === 0) {
    print('全部数据已使用现行版本 everything carries the version in use');
    return 0;
  }
  printRows(left);
  print('以上数据当时正被修改，请再运行一次。 These were being changed; run it again.');
  return exitStatus.failed;
}

async function retire(db: Database, _: Settings, version: number): Promise<number> {
  const retired = await retireKey(db, version);
  if (retired.outcome === 'too-early') return refuseUntil(retired.from);
  if (retired.outcome === 'still-carried') printRows(retired.rows);
  print(retirements[retired.outcome]);
  return retired.outcome === 'retired' ? 0 : exitStatus.failed;
}

const retirements = {
  retired: '已销毁。旧备份中用它加密的内容不再能打开。 Retired: what it sealed in old backups opens no more.',
  unknown: '没有这个版本，或已销毁。 There is no such version, or it is retired already.',
  'in-use': '该版本正在使用，或即将使用。 It is in use, or about to be.',
  'still-carried':
    '以上数据仍使用该版本，请先运行 muster keys reseal。 These rows carry it: run muster keys reseal first.',
};

async function rewrap(db: Database, settings: Settings): Promise<number> {
  await rewrapKeys(db, { from: oldSecretOf(settings), to: settings.secret });
  print('主密钥已更换。请以新的 MUSTER_SECRET 运行 muster migrate 并重新启动；所有人需要重新登录。');
  print(
    'The secret is changed. With the new MUSTER_SECRET run muster migrate and restart; everybody signs in again.',
  );
  return 0;
}

function refuseUntil(moment: Date): number {
  print(`请在 ${moment.toISOString()} 之后再运行。 Run it after ${moment.toISOString()}.`);
  return exitStatus.failed;
}

function printRows(rows: readonly RowsOfVersion[]): void {
  for (const { table, column, rows: count } of rows) print(`${`${table}.${column}`.padEnd(32)}${count}`);
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
