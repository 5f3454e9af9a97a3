/** `muster migrate`: once however many ask, and side by side with a later version until that takes something away. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upgradeRegistry } from '../../bin/registry-upgrade.ts';
import { readSettings } from '../../bin/settings.ts';
import { standingAt } from '../../database/migrate.ts';
import { holdingUpgrade } from '../../database/upgrade-lock.ts';
import { emptyDatabase, type FreshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';

const run = promisify(execFile);
let database: FreshDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const environment = () => ({
  ...process.env,
  ...{ DATABASE_URL: database.ownerUrl, MUSTER_SECRET: database.secret, MUSTER_DEMO: '0', PORT: '3260' },
});
const upgrade = (onWait?: () => void) =>
  upgradeRegistry(database.ownerUrl, readSettings(environment()), onWait);
const node = async (...args: string[]) => {
  const options = { env: environment(), timeout: 60_000 };
  return await run('node', args, options).then(
    ({ stdout }) => ({ status: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ status: code, said: `${stdout}${stderr}` }),
  );
};

describe('a registry that is not at this version', () => {
  it('is told by the plan, and refused by a worker with what to do', async () => {
    const plan = await node('bin/muster.js', 'migrate', '--plan');
    expect(plan.said.split('\n').slice(0, 2)).toEqual([
      '待升级 pending: 0001-registry',
      '待升级 pending: 0003-mending',
    ]);
    const worker = await node('bin/worker.js');
    expect(worker.status).toBe(78);
    expect(worker.said).toContain('run muster migrate, and start again');
    expect(worker.said).toContain('登记库尚未升级到本版本');
  }, 120_000);

  it('is migrated once by three who come at the same moment', async () => {
    const waited: string[] = [];
    await Promise.all(['a', 'b', 'c'].map((name) => upgrade(() => waited.push(name))));
    expect(waited).toHaveLength(2);
    expect(await standingAt(database.ownerUrl)).toEqual({ pending: [], ahead: [] });
  }, 60_000);

  it('waits for a backup that reads it', async () => {
    let isWaiting = false;
    let isDone = false;
    let upgrading: Promise<void> | undefined;
    await holdingUpgrade(owner, 'shared', async () => {
      upgrading = upgrade(() => {
        isWaiting = true;
      }).then(() => {
        isDone = true;
      });
      await eventually(() => isWaiting, Boolean);
      expect(isDone).toBe(false);
    });
    await upgrading;
  }, 60_000);
});

describe('a registry that a later version went on with', () => {
  const did = (name: string) =>
    owner.query('insert into kysely_migration (name, timestamp) values ($1, now()::text)', [name]);

  it('serves this one too, which leaves the later rights alone', async () => {
    await did('9998-later');
    await owner.query('grant truncate on units to muster_app');
    await upgrade();
    expect(await standingAt(database.ownerUrl)).toEqual({ pending: [], ahead: ['9998-later'] });
    const { rows } = await owner.query(
      "select has_table_privilege('muster_app', 'units', 'truncate') as may",
    );
    expect(rows).toEqual([{ may: true }]);
  }, 60_000);

  it('is refused by web, worker and migration once something was taken away', async () => {
    await did('9999-names-contract');
    const starts = [['bin/web.js'], ['bin/worker.js'], ['bin/muster.js', 'migrate']];
    for (const { status, said } of await Promise.all(starts.map((args) => node(...args)))) {
      expect(status).toBe(78);
      expect(said).toContain('9999-names-contract');
      expect(said).toContain('restore a backup from before the upgrade');
    }
  }, 120_000);
});
