/** What the audit trail says of backups: when one was taken, and that what follows stands on one that was restored. */
import type { BackupHeader } from '../../schemas/backup.ts';
import type { Database } from '../connect.ts';
import { appendEvent } from '../events.ts';
import { asSystem } from '../scope.ts';
import { rootUnit } from '../units.ts';

/** At the province, which answers for the registry; before there is one, nobody can read of it. */
export const noteBackup = (
  db: Database,
  action: 'back-up' | 'restore',
  { made_at, muster }: BackupHeader,
): Promise<void> =>
  asSystem(db, async (tx) => {
    const root = await rootUnit(tx);
    if (root === undefined) return;
    await appendEvent(tx, {
      ...{ account_id: null, unit_id: root.id, unit_path: root.path },
      ...{ subject: 'registry', subject_id: null, action, detail: { made_at, version: muster } },
    });
  });
