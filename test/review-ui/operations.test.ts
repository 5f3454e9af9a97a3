/** What the province sees of how it runs, and nobody else does. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { teacherRow } from '../setup/people.ts';
import { csvOf } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let owner: pg.Client;
let sent: { id: string; receipt: string };
beforeAll(async () => {
  web = await openWeb();
  owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
  const school = await program(web, web.places.school);
  const { body } = await school.upload(Uint8Array.from(csvOf([teacherRow(61)])), '教师.csv');
  sent = body as typeof sent;
});
afterAll(async () => {
  await owner.end();
  await web.close();
});

interface Seen {
  readonly concerns: readonly { readonly what: string }[];
  readonly owed: readonly Readonly<Record<string, unknown>>[];
  readonly last_hour: object;
  readonly given_up: readonly object[];
}
const look = async () => (await (await program(web, web.places.province)).get('/operations')).body as Seen;
const pageOf = async (lang = 'en') =>
  (await (await signIn(web, web.places.province)).page(`/operations?lang=${lang}`)).html;

it.each(['city', 'county', 'school'] as const)('is not for a %s', async (tier) => {
  expect((await (await program(web, web.places[tier])).get('/operations')).status).toBe(403);
});

it('says that a file waits and nobody is there to check it', async () => {
  const { concerns, owed, last_hour } = await look();
  expect(concerns.map(({ what }) => what)).toEqual(['noWorkers']);
  expect(owed[0]).toMatchObject({ work: 'check', count: 1, handed_over: 0, given_up: 0 });
  expect(last_hour).toEqual({ received: 1, checked: 0, refused: 0, applied: 0 });
  expect(await pageOf()).toContain('No worker is alive');
});

it('says for how long the oldest has waited', async () => {
  await owner.query(`update uploads set received_at = now() - interval '20 minutes'`);
  const { concerns, owed } = await look();
  expect(concerns.map(({ what }) => what)).toEqual(['noWorkers', 'late']);
  expect(owed[0]?.oldest_s).toBeGreaterThanOrEqual(1_200);
  expect(await pageOf('zh')).toContain('最早的任务已等待 20 分钟');
});

it('leads to a file that was given up, by its receipt, without its name or its people', async () => {
  await owner.query('update uploads set attempts = 99');
  await web.check(sent.id);
  const { concerns, owed, given_up } = await look();
  expect(concerns.map(({ what }) => what)).toEqual(['noWorkers', 'someGivenUp']);
  expect(owed[0]).toMatchObject({ count: 0, given_up: 1 });
  expect(given_up).toMatchObject([
    { work: 'check', id: sent.id, receipt: sent.receipt, unit: web.places.school.unit.name },
  ]);
  const html = await pageOf();
  expect(html).toContain(`<a href="/uploads/${sent.id}">${sent.receipt}</a>`);
  expect(html).not.toContain('教师.csv');
});

it('has nothing to say when workers are alive and nothing waits', async () => {
  await owner.query(`delete from audit_pending`);
  await owner.query(`update uploads set state = 'superseded'`);
  await owner.query(`insert into workers_seen (id, concurrency, in_hand, queue, waiting, active, delayed)
    values (gen_random_uuid(), 4, 1, 'postgres', 3, 1, 0)`);
  expect((await look()).concerns).toEqual([]);
  const html = await pageOf();
  expect(html).toContain('All is well.');
  expect(html).toContain('PostgreSQL: 3 waiting · 1 active · 0 to be tried again');
});

it('a worker that fell silent is shown as that', async () => {
  await owner.query(`update workers_seen set seen_at = now() - interval '10 minutes'`);
  expect(await pageOf()).toMatch(/10 min ago[\s\S]*Silent/);
});
