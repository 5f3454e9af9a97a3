/** The tables in which the queue lives where it lives in PostgreSQL. */
import { PostgresConnection } from 'bullmq';
import { openQueue } from './queue.ts';

/**
 * Makes the queue's tables in schema `bullmq` of this database; safe to run twice. The application role needs its grants
 * on that schema afterwards (`grantSchema` in database/grants.ts).
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const connection = new PostgresConnection({ connectionString: ownerUrl, max: 1, migrate: true });
  try {
    await connection.waitUntilReady();
  } finally {
    await connection.close();
  }
  // The first job makes the queue's sequence of ids, which the application role may not: so the owner adds one.
  const { queue } = openQueue({ database_url: ownerUrl });
  queue.on('error', () => undefined);
  try {
    const delay = 86_400_000;
    const [job] = await queue.addBulk([{ name: 'check', data: { ids: ['0'] }, opts: { delay } }]);
    await job?.remove();
  } finally {
    await queue.close();
  }
}
