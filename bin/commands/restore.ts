/** `muster restore`: puts a backup into an empty database, at its own version first, and then brings it to this one. */
import { parseArgs } from 'node:util';
import { type RestoreStep, restoreBackup } from '../../database/backup/restoring.ts';
import { noteBackup } from '../../database/backup/trail.ts';
import { connect } from '../../database/connect.ts';
import { inWords } from '../backup-words.ts';
import { asOwner } from '../embedded-owner.ts';
import { exitStatus } from '../exit-status.ts';
import { upgradeRegistry } from '../registry-upgrade.ts';
import { readSettings } from '../settings.ts';

const usage = `用法 Usage: muster restore FILE [--replace]
  把备份恢复到空数据库。须先停止全部 web 和 worker 进程，并使用备份当时的 MUSTER_SECRET。先校验整个文件，再一次写入：
  要么全部恢复，要么保持原样。--replace：放弃数据库中已有的登记库。
  Restores a backup into an empty database. Stop all web and worker processes first, and give the MUSTER_SECRET of that
  day. The whole file is proven first, then loaded at once: all of it, or nothing changes. --replace gives up the registry
  that is there.
`;

const steps: Readonly<Record<RestoreStep, string>> = {
  proving: '校验备份 proving the backup',
  loading: '载入数据 loading',
  building: '建立索引 building indexes',
};

/** @returns 0 when restored, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { replace: { type: 'boolean' } },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    process.stderr.write(usage);
    return exitStatus.usage;
  }
  const settings = readSettings(process.env);
  const { secret } = settings;
  await asOwner({
    ...{ settings, alone: true },
    work: async (ownerUrl) => {
      const options = { ownerUrl, secret, file, replace: values.replace ?? false };
      const onStep = (step: RestoreStep): void => console.log(steps[step]);
      const header = await inWords(() => restoreBackup({ ...options, onStep }));
      console.log('升级到当前版本 bringing it to this version');
      await upgradeRegistry(ownerUrl, settings);
      const db = connect({ url: ownerUrl, secret, max_connections: 1, system: true });
      await noteBackup(db, 'restore', header).finally(() => db.close());
      console.log(`已恢复到 ${header.made_at} 的状态。请运行 muster doctor 和 muster audit verify。`);
      console.log(
        `Restored as it was at ${header.made_at}. Now run muster doctor and muster audit verify; with Redis, empty it.`,
      );
    },
  });
  return 0;
}
