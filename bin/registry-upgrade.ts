/** Brings a registry, its rights, its keys and its queue to this program's version; one at a time, and nothing where nothing is missing. */
import { connect } from '../database/connect.ts';
import { keepFirstKeys } from '../database/data-keys.ts';
import { grantSchema } from '../database/grants.ts';
import { appRole, migrate } from '../database/migrate.ts';
import { fillPastColumns } from '../database/past-columns.ts';
import { upgrading } from '../database/upgrade-lock.ts';
import { migrateQueue } from '../workers/queue-tables.ts';
import { appPasswordOf } from './registry-urls.ts';
import type { Settings } from './settings.ts';

const queueSchema = 'bullmq';

/** `onWait` hears that another upgrade, or a backup, has to end first. */
export const upgradeRegistry = (ownerUrl: string, settings: Settings, onWait?: () => void): Promise<void> =>
  upgrading(ownerUrl, () => upgradeAlone(ownerUrl, settings), onWait);

async function upgradeAlone(ownerUrl: string, settings: Settings): Promise<void> {
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
}
