/** What real processes let be seen: one file followed through their logs, and their figures held to the page about them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../bin/free-port.ts';
import { connect, type Database } from '../../database/connect.ts';
import { givePasswords, type Program, program } from '../review-ui/web.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { teacherRow } from '../setup/people.ts';
import {
  type LogLine,
  type RunningProcess,
  type RunningWeb,
  startProcess,
  startWebProcess,
} from '../setup/processes.ts';
import { openQueueOf, type TestQueue } from '../setup/queues.ts';
import { csvOf, type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { comesTo, keepTheRest } from '../setup/working.ts';

let database: FreshDatabase;
let db: Database;
let queue: TestQueue;
let places: SeededRegistry;
let web: RunningWeb;
let worker: RunningProcess;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  queue = await openQueueOf('postgres', database);
  places = await seedRegistry(db);
  await givePasswords(db, Object.values(places));
  worker = startProcess('worker', database, { MUSTER_METRICS_PORT: String(await freePort()) });
  web = await startWebProcess(database, { MUSTER_DRAIN_SECONDS: '4' });
  await worker.says('worker started');
}, 240_000);
afterAll(async () => {
  await Promise.all([web?.end(), worker?.end()]);
  await queue.stop();
  await db.close();
  await database.drop();
});

const at = (place: keyof SeededRegistry): Promise<Program> =>
  program(web as unknown as Parameters<typeof program>[0], places[place]);
const rows = [31, 32].map((n) => teacherRow(n));

/** What an operator's grep finds, in the order of time. */
const grep = (text: string): LogLine[] =>
  [...web.lines(), ...worker.lines()]
    .filter((line) => JSON.stringify(line).includes(text))
    .sort((a, b) => String(a.time).localeCompare(String(b.time)));

it('a receipt leads from the request through the job to the verdict, and an approval from its request to the registry', async () => {
  const school = await at('school');
  const county = await at('county');
  const sent = await school.upload(Uint8Array.from(csvOf(rows)), '教师.csv');
  const { id, receipt } = sent.body as { id: string; receipt: string };
  await comesTo(db, id, ['ready']);
  await keepTheRest(db, places.school, id);
  await school.post(`/uploads/${id}/submit`);
  const { change_set_id: set } = (await school.get(`/uploads/${id}`)).body as { change_set_id: string };
  await county.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' });
  await county.post(`/change-sets/${set}/approve`);
  await comesTo(db, id, ['applied']);
  await worker.says('applied');

  const found = grep(receipt);
  expect(found.map(({ name, msg, route, state }) => [name, msg, route ?? state])).toEqual([
    ['web', 'answered', '/uploads'],
    ['worker', 'taken up', undefined],
    ['worker', 'checked', 'ready'],
    ['web', 'answered', '/uploads/:id/submit'],
    ['web', 'answered', '/change-sets/:id/approve'],
    ['worker', 'applied', 'applied'],
  ]);
  const [received, takenUp, checked, , approved, applied] = found;
  expect(checked).toMatchObject({
    ...{ upload_id: id, request_id: received?.request_id, template: 'teacher', rows: 2, attempts: 1 },
    job_id: expect.stringContaining(id),
    ...{ reading_ms: expect.any(Number), comparing_ms: expect.any(Number), saving_ms: expect.any(Number) },
    lag_ms: expect.any(Number),
  });
  expect(takenUp?.job_id).toBe(checked?.job_id);
  expect(applied).toMatchObject({
    ...{ upload_id: id, request_id: approved?.request_id, attempts: 1, applying_ms: expect.any(Number) },
  });
  expect(applied?.request_id).not.toBe(checked?.request_id);
  expect(grep(String(received?.request_id)).map(({ msg }) => msg)).toEqual([
    'answered',
    'taken up',
    'checked',
  ]);
});

it('a file that can not be read leads to the code of its refusal', async () => {
  const school = await at('neighbour');
  const sent = await school.upload(new TextEncoder().encode('<html>no workbook</html>'), '教师.xlsx');
  const { id, receipt } = sent.body as { id: string; receipt: string };
  await comesTo(db, id, ['refused']);
  await worker.says('checked');
  const line = grep(receipt).find(({ msg }) => msg === 'checked');
  expect(line).toMatchObject({ state: 'refused', refusal: expect.stringMatching(/^[a-z-]+$/), attempts: 1 });
});

it('nothing personal stands in any line', () => {
  const written = web.output() + worker.output();
  for (const { name, id_number, mobile } of rows) {
    for (const secret of [name, id_number, mobile]) expect(written).not.toContain(secret);
  }
});

/** Names and labels of what a process exposes, as Prometheus would read them. */
async function exposed(url: string): Promise<{ text: string; names: string[] }> {
  const text = await (await fetch(url)).text();
  return { text, names: [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name) };
}
const figuresOf = async () => {
  const { port } = await worker.says('serving figures');
  return {
    web: await exposed(`${web.url}/metrics`),
    worker: await exposed(`http://127.0.0.1:${port}/metrics`),
  };
};

/** The table of docs/METRICS.md: name and who says it. */
const documented = [
  ...readFileSync('docs/METRICS.md', 'utf8').matchAll(/^\| `(muster_\w+)` \| ([^|]+) \|/gm),
].map(([, name = '', by = '']) => ({ name, by: by.trim() }));

describe('figures', () => {
  it('are those of the page about them, and none else, each said by whom it says', async () => {
    const { web: ofWeb, worker: ofWorker } = await figuresOf();
    const by = (who: 'web' | 'worker') =>
      documented.filter((one) => one.by.split(', ').includes(who)).map(({ name }) => name);
    expect(ofWeb.names.sort()).toEqual(by('web').sort());
    expect(ofWorker.names.sort()).toEqual(by('worker').sort());
  });

  it('count what was done here', async () => {
    const { web: ofWeb, worker: ofWorker } = await figuresOf();
    expect(ofWorker.text).toMatch(
      /^muster_work_outcomes_total\{work="check",template="teacher",state="ready"\} 1$/m,
    );
    expect(ofWorker.text).toMatch(/^muster_refusals_total\{code="[a-z-]+"\} 1$/m);
    expect(ofWorker.text).toMatch(/^muster_intake_seconds_count 2$/m);
    for (const stage of ['reading', 'comparing', 'saving', 'applying']) {
      expect(ofWorker.text).toMatch(
        new RegExp(`^muster_stage_seconds_count\\{stage="${stage}"\\} [1-9]`, 'm'),
      );
    }
    expect(ofWeb.text).toMatch(/^muster_database_up 1$/m);
    expect(ofWeb.text).toMatch(/^muster_workers_alive 1$/m);
    expect(ofWeb.text).toMatch(/^muster_queue_up 1$/m);
    expect(ofWeb.text).toMatch(/^muster_owed_jobs\{work="check"\} 0$/m);
    expect(ofWeb.text).toMatch(/^muster_sign_ins_total\{outcome="right"\} \d+$/m);
  });

  it('say nothing of units, people or records', async () => {
    const { web: ofWeb, worker: ofWorker } = await figuresOf();
    const text = ofWeb.text + ofWorker.text;
    for (const { unit, actor } of Object.values(places)) {
      for (const word of [unit.name, `"${unit.code}"`, actor.username]) expect(text).not.toContain(word);
    }
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    const known = new Set([
      ...['code', 'kind', 'le', 'major', 'method', 'minor', 'node', 'outcome', 'patch', 'role', 'route'],
      ...['space', 'stage', 'state', 'status', 'template', 'type', 'version', 'work'],
    ]);
    expect([...labels].filter((label) => !known.has(label ?? ''))).toEqual([]);
    expect(labels).toContain('route');
  });

  it('are not for who comes by way of a proxy', async () => {
    const answer = await fetch(`${web.url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect(answer.status).toBe(404);
  });
});

it('a web process that is told to end says so at once, serves until nobody can have missed it, and ends well', async () => {
  const ended = web.end('SIGTERM');
  await eventually(
    async () => (await fetch(`${web.url}/readyz`)).status,
    (status) => status === 503,
  );
  const answer = await fetch(`${web.url}/readyz`);
  expect(await answer.json()).toEqual({ status: 'not-ready', missing: ['shutting-down'] });
  expect((await fetch(`${web.url}/sign-in`)).status).toBe(200);
  expect(await ended).toBe(0);
  await expect(fetch(`${web.url}/healthz`)).rejects.toThrow();
});
