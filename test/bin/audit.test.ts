/** `muster audit`: what an operator sees of a trail that is whole, and of one that is not. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let owner: pg.Client;
const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-audit-'));
beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`insert into units (path, kind, name) values ('/1/', 'province', '山东省')`);
  await owner.query(`insert into events (unit_id, unit_path, subject, action)
    select 1, '/1/', 'unit', 'change' from generate_series(1, 3)`);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const muster = (...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, MUSTER_SECRET: database.secret };
  const { status, stdout, stderr } = spawnSync('node', ['bin/muster.js', 'audit', ...args], {
    ...{ env, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
};

it('seals what came before it, says that the trail is whole, and prints the anchor to keep', () => {
  expect(muster('verify')).toMatchObject({
    status: 0,
    stdout: '完好 whole · 事件 events: 3 · 单位 units: 1 · 锚点 anchors: 1 · 待封存 waiting: 0\n',
  });
  const { stdout } = muster('anchor');
  expect(stdout).toMatch(/^\d{4}-\d{2}-\d{2} 3 1 [0-9a-f]{64}\n$/);
  const file = path.join(folder, 'anchors.txt');
  writeFileSync(file, stdout);
  expect(muster('verify', '--anchors', file).status).toBe(0);
  writeFileSync(file, stdout.replace(/\S{64}/, '0'.repeat(64)));
  expect(muster('verify', '--anchors', file)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('单独保存的'),
  });
});

it('names unit and sequence of an edited event, and ends with 1', async () => {
  await owner.query(`begin; set local session_replication_role = replica;
    update events set action = 'close' where id = 2; commit`);
  const { status, stdout } = muster('verify');
  expect(status).toBe(1);
  expect(stdout).toContain('单位 unit 1 山东省 · 序号 sequence 2 · 总号 number 2 · 事件 event 2\n');
  expect(stdout).toContain('it was edited');
  const report = JSON.parse(muster('verify', '--json').stdout);
  expect(report).toMatchObject({
    found: 1,
    findings: [{ fault: 'edited', unit_id: '1', unit_name: '山东省', sequence: 2, event_id: '2' }],
  });
});

it('for a file without anchors says so', () => {
  const { status, stderr } = muster('verify', '--anchors', path.join(folder, 'nothing.txt'));
  expect(status).toBe(78);
  expect(stderr).toContain("can't be read");
});
