/** `muster retention`: deletes files whose time is over, as a worker does each day; or says how many they are. */
import { parseArgs } from 'node:util';
import { connect } from '../../database/connect.ts';
import { forgetOverdue, overdueFiles } from '../../database/retention.ts';
import { appUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';

const mebibyte = 1024 * 1024;

/** Takes `--dry-run`. Resolves to 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean', default: false } } });
  const settings = readSettings(process.env);
  const db = connect({ url: appUrlOf(settings), secret: settings.secret, max_connections: 1, system: true });
  try {
    const { size_bytes, ...overdue } = await overdueFiles(db, settings.retention);
    const done = values['dry-run'] ? overdue : await forgetOverdue(db, settings.retention);
    const size = (size_bytes / mebibyte).toFixed(1);
    const verb = values['dry-run'] ? '将删除 would be deleted' : '已删除 deleted';
    process.stdout.write(
      `${verb}：上传 uploads ${done.uploads} · 导出 exports ${done.exports} · ${size} MiB\n`,
    );
    return 0;
  } finally {
    await db.close();
  }
}
