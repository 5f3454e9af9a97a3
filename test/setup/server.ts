/** A PostgreSQL for one test run: thrown away afterwards, and cleared by the next run when this one is killed. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../bin/embedded-postgres.ts';
import { isHeld } from '../../bin/postgres/memory.ts';
import { placeOf } from '../../bin/postgres/place.ts';
import { endServerIn } from '../../bin/postgres/processes.ts';

const prefix = 'muster-test-';
export const ownerPassword = 'owner-password-of-tests';

/** A power cut may cost a test run, so nothing waits for the disk. */
const throwAway = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  await clearAbandoned();
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), prefix));
  // Temporary folders are private; PostgreSQL's user must be able to enter when we are root.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({
    data: folder,
    password: ownerPassword,
    settings: throwAway,
    elsewhere: ['/var/tmp'],
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    for (const each of [path.dirname(server.dataDir), folder]) rmSync(each, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** Servers whose test run was killed before it could stop them. */
async function clearAbandoned(): Promise<void> {
  const root = realpathSync(os.tmpdir());
  for (const name of readdirSync(root).filter((each) => each.startsWith(prefix))) {
    const folder = path.join(root, name);
    const place = placeOf(folder);
    // Without that file it is a run that begins this very moment.
    if (!existsSync(path.join(place, 'held-by')) || isHeld(place)) continue;
    await endServerIn(path.join(place, 'cluster'));
    for (const each of [place, folder]) rmSync(each, { recursive: true, force: true });
  }
}
