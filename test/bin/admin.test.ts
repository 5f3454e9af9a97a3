/** `muster admin create`: the first admin of an empty registry, as an operator makes it. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { credentialsOf } from '../../database/callers.ts';
import { connect, type Database } from '../../database/connect.ts';
import { holdersOf } from '../../database/handovers.ts';
import { passwordMatches } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const muster = (...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, MUSTER_SECRET: database.secret };
  const { status, stdout, stderr } = spawnSync('node', ['bin/muster.js', ...args], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
};
const known = (username: string) => asSystem(db, (tx) => credentialsOf(tx, username));

it('on an empty registry writes the divisions, and prints a password that works', async () => {
  const { status, stdout } = muster('admin', 'create', '--username', 'first');
  expect(status).toBe(0);
  const password = /once\): (\S+)/.exec(stdout)?.[1] ?? '';
  const credentials = await known('first');
  expect(credentials?.actor).toMatchObject({
    ...{ tier: 'province', unit_name: '山东省', must_change_password: true },
  });
  expect(stdout).toMatch(/Good for one sign-in before \d{4}-\d\d-\d\d/);
  expect(await passwordMatches(credentials?.password_hash, password)).toBe(true);
  const units = await asSystem(db, (tx) => tx.sql.selectFrom('units').select('kind').execute());
  expect(units).toHaveLength(1 + 16 + 136);
});

it('for a unit by its code makes an admin of that tier', async () => {
  expect(muster('admin', 'create', '--username', 'jinan-2', '--unit', '370100').status).toBe(0);
  expect((await known('jinan-2'))?.actor).toMatchObject({ tier: 'city', unit_name: '济南市' });
});

it("never touches another unit's account of the same name, and says so", async () => {
  const before = await known('jinan-2');
  const { status, stderr } = muster('admin', 'create', '--username', 'jinan-2', '--unit', '370200');
  expect(status).not.toBe(0);
  expect(stderr).toContain('用户名“jinan-2”已被其他单位使用');
  expect(await known('jinan-2')).toEqual(before);
});

it('for a code that no unit has says so, without a stack', () => {
  const { status, stderr } = muster('admin', 'create', '--username', 'x', '--unit', '999999');
  expect(status).not.toBe(0);
  expect(stderr).toContain('No unit has the code 999999');
  expect(stderr).not.toContain('at ');
});

it('hands an account over to another person: the one before is named, and comes in no more', async () => {
  const before = await known('first');
  const { status, stdout } = muster('admin', 'hand-over', '--username', 'first', '--person', '王五');
  expect(status).toBe(0);
  const initial = /once\): (\S+)/.exec(stdout)?.[1] ?? '';
  const after = await known('first');
  expect(after?.password_hash).not.toBe(before?.password_hash);
  expect(await passwordMatches(after?.password_hash, initial)).toBe(true);
  const holders = await asSystem(db, (tx) => holdersOf(tx, after?.actor.account_id ?? ''));
  expect(holders.map(({ name, held_until }) => [name, held_until === null])).toEqual([
    ['王五', true],
    [null, false],
  ]);
});

it('without a person, or for a name that nobody has, hands nothing over', () => {
  expect(muster('admin', 'hand-over', '--username', 'first').status).toBe(2);
  const { status, stderr } = muster('admin', 'hand-over', '--username', 'nobody', '--person', '王五');
  expect(status).not.toBe(0);
  expect(stderr).not.toContain('at ');
});
