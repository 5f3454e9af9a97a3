/** One at a time changes the schema, and none while a backup reads it; nobody else waits for either. */
import pg from 'pg';

/** Of no meaning but for being nobody else's: an advisory lock is a number. */
const lock = '7310568421973046';

/** Alone: whoever migrates. Shared: whoever must find the schema as it was when he began. */
export type UpgradeHold = 'alone' | 'shared';

const functions = {
  alone: { attempt: 'pg_try_advisory_lock', wait: 'pg_advisory_lock', free: 'pg_advisory_unlock' },
  shared: {
    ...{ attempt: 'pg_try_advisory_lock_shared', wait: 'pg_advisory_lock_shared' },
    free: 'pg_advisory_unlock_shared',
  },
} as const;

/**
 * Runs `work` while the session of `client` holds the lock; it is free again when the work or the connection ends. `onWait`
 * hears that another holds it.
 */
export async function holdingUpgrade<T>(
  client: pg.ClientBase,
  hold: UpgradeHold,
  work: () => Promise<T>,
  onWait: () => void = () => undefined,
): Promise<T> {
  const { attempt, wait, free } = functions[hold];
  const { rows } = await client.query<{ is_held: boolean }>(`select ${attempt}(${lock}) as is_held`);
  if (!rows[0]?.is_held) {
    onWait();
    await client.query(`select ${wait}(${lock})`);
  }
  try {
    return await work();
  } finally {
    await client.query(`select ${free}(${lock})`).catch(() => undefined);
  }
}

/** The same on a connection of its own. */
export async function upgrading<T>(
  ownerUrl: string,
  work: () => Promise<T>,
  onWait?: () => void,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'muster' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await holdingUpgrade(client, 'alone', work, onWait);
  } finally {
    await client.end();
  }
}
