/** `muster backup`: one file with the whole registry, sealed and read back, made while everybody works on. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readBackup } from '../../database/backup/reading.ts';
import { takeBackup } from '../../database/backup/taking.ts';
import { noteBackup } from '../../database/backup/trail.ts';
import { connect } from '../../database/connect.ts';
import { describeBackup, inWords } from '../backup-words.ts';
import { asOwner } from '../embedded-owner.ts';
import { exitStatus } from '../exit-status.ts';
import { readSettings, type Settings } from '../settings.ts';
import { version } from '../version.ts';

const usage = `用法 Usage: muster backup FILE | FOLDER [--keep N]
             muster backup --verify FILE
  备份整个登记库；系统可照常运行。文件用 MUSTER_SECRET 加密，写完即读回校验。给出文件夹时按时间命名；
  --keep N 只保留其中最新的 N 份。主密钥不在备份里：请另行保管，没有它备份打不开。
  Backs the whole registry up; everything may go on. The file is sealed under MUSTER_SECRET and read back at once. In a
  folder it is named by its time; --keep N leaves the newest N there. The secret is not in the backup: keep it
  elsewhere, for without it no backup opens.
`;

/** @returns 0 when the backup is made and proven, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { verify: { type: 'boolean' }, keep: { type: 'string' } },
  });
  const [target, ...others] = positionals;
  const keep = values.keep === undefined ? undefined : Number(values.keep);
  const isWrong = keep !== undefined && !(Number.isInteger(keep) && keep > 0 && !values.verify);
  if (target === undefined || others.length > 0 || isWrong) {
    process.stderr.write(usage);
    return exitStatus.usage;
  }
  const settings = readSettings(process.env);
  if (values.verify) {
    const read = await inWords(() => readBackup(target, settings.secret));
    print(describeBackup(target, read), '完好 whole');
    return 0;
  }
  await backUp(settings, await placeOf(target), keep);
  return 0;
}

interface BackupPlace {
  readonly file: string;
  /** Where it is one of many that are named by their time. */
  readonly folder: string | undefined;
}

async function placeOf(target: string): Promise<BackupPlace> {
  const isFolder = (await stat(target).catch(() => undefined))?.isDirectory() ?? false;
  if (!isFolder) return { file: target, folder: undefined };
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return { file: path.join(target, `muster-${time}Z.backup`), folder: target };
}

async function backUp(
  settings: Settings,
  { file, folder }: BackupPlace,
  keep: number | undefined,
): Promise<void> {
  const { secret } = settings;
  await asOwner({
    ...{ settings, alone: false },
    work: async (ownerUrl) => {
      const onWait = (): void => print('正在等待升级结束 waiting for an upgrade to end');
      const read = await inWords(() => takeBackup({ ownerUrl, secret, file, muster: version, onWait }));
      const db = connect({ url: ownerUrl, secret, max_connections: 1, system: true });
      await noteBackup(db, 'back-up', read.header).finally(() => db.close());
      print(describeBackup(file, read), '已备份并校验 backed up and proven');
    },
  });
  if (folder !== undefined && keep !== undefined) await forgetOlder(folder, keep);
}

/** Only what this command named itself, and only when a new one is proven. */
async function forgetOlder(folder: string, keep: number): Promise<void> {
  const ours = (await readdir(folder)).filter((name) => /^muster-\d{8}T\d{6}Z\.backup$/.test(name)).sort();
  for (const name of ours.slice(0, -keep)) {
    await rm(path.join(folder, name));
    print(`已删除旧备份 former backup deleted: ${name}`);
  }
}

const print = (...lines: string[]): void => console.log(lines.join('\n'));
