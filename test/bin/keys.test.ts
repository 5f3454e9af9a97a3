/** `muster keys`: what an operator sees from a new version of a key to the end of the former one, and of another secret. */
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../database/connect.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, seedRegistry } from '../setup/registry.ts';

const another = 'another secret, that the registry is given later';
let database: FreshDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const db = connect({ url: database.appUrl, secret: database.secret });
  const { school } = await seedRegistry(db);
  await enrolTeachers(db, school, [teacherRecord(1), teacherRecord(2)]);
  await db.close();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const muster = (args: string[], secrets: NodeJS.ProcessEnv = { MUSTER_SECRET: database.secret }) => {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, ...secrets };
  const { status, stdout, stderr } = spawnSync('node', ['bin/muster.js', 'keys', ...args], {
    ...{ env, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
};

it('leads from a new version to the end of the former one, and says why when it is too early', async () => {
  expect(muster(['rotate'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Version 2 is used from'),
  });
  expect(muster(['reseal'])).toMatchObject({ status: 1, stdout: expect.stringContaining('Run it after') });
  await owner.query("update data_keys set active_from = active_from - interval '2 hours'");
  expect(muster(['retire', '1'])).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(
      /^teachers\.sealed +2\nteacher_revisions\.sealed +2\n.*run muster keys reseal first/s,
    ),
  });
  expect(muster(['reseal'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      /^teachers\.sealed +2\nteacher_revisions\.sealed +2\n.*everything carries/s,
    ),
  });
  expect(muster(['retire', '1'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Retired') });
  expect(muster(['list']).stdout).toMatch(/seal +1 .* retired\nseal +2 .* in use/);
  const { rows } = await owner.query(
    "select action, subject_id from events where subject = 'key' order by id",
  );
  expect(rows).toEqual([
    { action: 'announce', subject_id: '2' },
    { action: 'retire', subject_id: '1' },
  ]);
}, 120_000);

it('changes the secret, and tells whoever comes with another one', () => {
  expect(muster(['rewrap']).stderr).toContain('MUSTER_OLD_SECRET');
  const secrets = { MUSTER_SECRET: another, MUSTER_OLD_SECRET: database.secret };
  expect(muster(['rewrap'], secrets)).toMatchObject({ status: 0 });
  const former = muster(['list']);
  expect(former.status).toBe(78);
  expect(former.stderr).toContain('is not the secret that they were wrapped with');
  expect(muster(['list'], { MUSTER_SECRET: another }).status).toBe(0);
}, 120_000);

it('for words that it does not know says what there is', () => {
  for (const args of [[], ['retire'], ['rotate', '2'], ['constructor']]) {
    expect(muster(args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('muster keys list | rotate'),
    });
  }
});
