/** `muster migrate`: brings the registry's database and its queue to this version; safe to run at every start. */
import { parseArgs } from 'node:util';
import { connect } from '../../database/connect.ts';
import { keepFirstKeys } from '../../database/data-keys.ts';
import { grantSchema } from '../../database/grants.ts';
import { appRole, migrate } from '../../database/migrate.ts';
import { fillPastColumns } from '../../database/past-columns.ts';
import { migrateQueue } from '../../workers/queue.ts';
import { appPasswordOf, ownerUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';

const queueSchema = 'bullmq';

/** Takes no arguments; the database is `DATABASE_URL`, else the embedded one, which must be running. Resolves to 0. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const settings = readSettings(process.env);
  const ownerUrl = ownerUrlOf(settings);
  await migrate(ownerUrl, { appPassword: appPasswordOf(settings) });
  const owner = connect({ url: ownerUrl, secret: settings.secret });
  try {
    await keepFirstKeys(owner, settings.secret);
    await fillPastColumns(owner);
  } finally {
    await owner.close();
  }
  // With Redis too: a later change of mind must not need another migration.
  await migrateQueue(ownerUrl);
  await grantSchema(ownerUrl, appRole, queueSchema);
  console.log('数据库已是当前版本 the database is up to date');
  return 0;
}
