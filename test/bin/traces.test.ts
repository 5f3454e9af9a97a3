/** One file, followed through the logs of real processes by what its sender was given: receipt and request id. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { givePasswords, type Program, program } from '../review-ui/web.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
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
  worker = startProcess('worker', database);
  web = await startWebProcess(database);
  await worker.says('worker started');
}, 120_000);
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
