/**
 * One year of a school in small, from a file with errors to an export with whole numbers; and then a search for every number and
 * name that went through it, in all places where somebody could look who has no business with them.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../database/connect.ts';
import { inScope } from '../../database/scope.ts';
import { listTeachers } from '../../database/teachers.ts';
import { openWeb, type Program, program, signIn, type Web } from '../review-ui/web.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { eventually } from '../setup/eventually.ts';
import { identityNumberOf, teacherRecord, teacherRow } from '../setup/people.ts';
import { openQueueOf, type QueueKind, queueKinds } from '../setup/queues.ts';
import { csvOf, enrolTeachers } from '../setup/registry.ts';
import { comesTo, keepTheRest, startTestWorker } from '../setup/working.ts';

/** Two who are there, one who comes: with what they had before, what was wrong in the file, and what they have afterwards. */
const people = [71, 72, 73].map((n) => teacherRecord(n));
const misspelt = `${identityNumberOf(73).slice(0, 17)}${identityNumberOf(73).endsWith('0') ? '1' : '0'}`;
const mobiles = { wrong: '1391234567', mended: '15400009971' };
const numbers = [
  ...people.flatMap(({ id_number, mobile, cert_no }) => [id_number, mobile, cert_no]),
  ...[misspelt, mobiles.wrong, mobiles.mended],
].filter((one) => one !== null);
const names = people.flatMap(({ name }) => [name, encodeURIComponent(name ?? '')]);
const reason = `核对张试71的证件${identityNumberOf(71)}`;

/** Which of these stand in a text. */
const found = (text: string, wanted: readonly (string | null)[]): string[] =>
  wanted.filter((one): one is string => one !== null && text.includes(one));

interface Traces {
  readonly logs: string;
  /** Requested, led to, or offered by a page. */
  readonly addresses: string;
  readonly streams: string;
  readonly metrics: string;
  /** Every file that a process of ours, or Redis with all that it was told, left in the folder for temporary ones. */
  readonly files: string;
  /** What every row of the queue's schema was at each of its changes. */
  readonly jobs: string;
  /** Table and column → all that it holds. */
  readonly columns: ReadonlyMap<string, string>;
}

describe.each(queueKinds)('after a year with its queue on %s', (kind) => {
  let traces: Traces;
  beforeAll(async () => {
    traces = await aYear(kind);
  }, 180_000);

  it('no column of any table, of ours or of the queue, holds a number', () => {
    const open = [...traces.columns].flatMap(([column, text]) =>
      found(text, numbers).map((number) => `${column}: ${number}`),
    );
    expect(open).toEqual([]);
  });

  it('names stand where people are looked for by name, and in no other column', () => {
    const named = [...traces.columns]
      .filter(([, text]) => found(text, names).length > 0)
      .map(([column]) => column);
    expect(named.sort()).toEqual([
      'public.teacher_revisions.name',
      'public.teachers.name',
      'public.teachers.name_key',
    ]);
  });

  it.each(['logs', 'addresses', 'streams', 'metrics', 'files', 'jobs'] as const)(
    '%s hold no number and no name',
    (place) => {
      expect(found(traces[place], [...numbers, ...names])).toEqual([]);
    },
  );

  it('the search looked where something is written', () => {
    expect(traces.logs).toMatch(/"msg":"answered"/);
    expect(traces.logs).toMatch(/"name":"worker of the test"/);
    expect(traces.addresses).toMatch(/\/uploads\/\d+/);
    expect(traces.streams).toMatch(/"state":"ready"/);
    expect(traces.metrics).toMatch(/# HELP/);
    expect(kind === 'redis' ? traces.files : traces.jobs).toMatch(/"ids":\s*\["\d+"\]/);
    expect(traces.columns.get('public.events.detail')).toBeTruthy();
    expect(traces.columns.get('public.teachers.sealed')).toBeTruthy();
  });
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-nowhere-'));
const usual = process.env.TMPDIR;
afterAll(() => {
  if (usual === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usual;
  rmSync(folder, { recursive: true, force: true });
});

async function aYear(kind: QueueKind): Promise<Traces> {
  process.env.TMPDIR = folder;
  const web = await openWeb();
  const queue = await openQueueOf(kind, web.database);
  const owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
  if (kind === 'postgres') await owner.query(keepEveryJob);
  const logged: string[] = [];
  const log = pino(
    { level: 'trace', name: 'worker of the test' },
    { write: (line) => void logged.push(line) },
  );
  const db = connect({ url: web.database.appUrl, secret: web.database.secret, system: true });
  const worker = await startTestWorker(db, queue.place, { log, now: () => new Date() });
  const { addresses, stop } = watchAddresses();
  const streams: string[] = [];
  const hearing = await Promise.all(
    [web.places.school, web.places.county].map((place) => hear(web, place, streams)),
  );
  await walk(web);
  for (const end of hearing) end();
  const metrics = await (await fetch(`${web.url}/metrics`)).text();
  stop();
  const files = filesIn(folder);
  await worker.close();
  const columns = await columnsOf(owner);
  const jobs = [...columns].filter(([column]) => column.includes('job')).map(([, text]) => text);
  const traces = {
    ...{
      logs: [...logged, ...web.logged].join('\n'),
      addresses: addresses.join('\n'),
      streams: streams.join(''),
    },
    ...{ metrics, files, jobs: jobs.join('\n'), columns },
  };
  await owner.end();
  await db.close();
  await queue.stop();
  await web.close();
  return traces;
}

/** A file with three errors is mended, reviewed and applied; its people are enrolled, exported whole, and looked at. */
async function walk(web: Web): Promise<void> {
  const { db, places } = web;
  await enrolTeachers(db, places.school, people.slice(0, 2));
  const school = await program(web, places.school);
  const county = await program(web, places.county);
  const rows = [
    teacherRow(71, { action: '修正', mobile: mobiles.wrong }),
    teacherRow(72, { action: '修正', title: '高级', is_rural: null }),
    teacherRow(73, { id_number: misspelt, action: '新增' }),
  ];
  const sent = await school.upload(Uint8Array.from(csvOf(rows)), '教师.csv');
  const { id } = sent.body as { id: string };
  await comesTo(db, id, ['needs_fix']);
  await look(web, [`/uploads/${id}`, `/uploads/${id}/cells`, `/uploads/${id}/issues`]);
  for (const [row, column, value] of [
    [2, 'R', mobiles.mended],
    [3, 'L', '否'],
    [4, 'C', identityNumberOf(73)],
  ] as const) {
    await well(school.patch(`/uploads/${id}/cells`, { sheet: 'CSV', row, column, value }));
  }
  await comesTo(db, id, ['ready']);
  await keepTheRest(db, places.school, id);
  await well(school.post(`/uploads/${id}/submit`));
  const { change_set_id: set } = (await school.get(`/uploads/${id}`)).body as { change_set_id: string };
  await look(web, [`/change-sets/${set}`], places.county);
  await well(county.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' }));
  await well(county.post(`/change-sets/${set}/approve`));
  await comesTo(db, id, ['applied']);
  const { teachers } = await inScope(db, places.school.unit.path, (tx) => listTeachers(tx, { limit: 10 }));
  const ids = teachers.map((teacher) => teacher.id);
  await enrol(web, school, ids);
  await exportWhole(county);
  await well(county.post(`/teachers/${ids[0]}/reveals`, { reason }));
  await look(web, ['/teachers', `/teachers/${ids[0]}`, '/enrolments', '/notices', '/audit', '/']);
}

async function enrol(web: Web, school: Program, ids: readonly string[]): Promise<void> {
  await openEnrolment(web.db, web.places, new Date());
  const choices = ids.map((teacher_id) => ({ teacher_id, stage: '小学', subject: '语文' }));
  await well(school.post('/enrolments', { choices }));
}

async function exportWhole(county: Program): Promise<void> {
  const asked = await well(
    county.post('/exports', { kind: 'roster', format: 'csv', numbers: 'full', reason }),
  );
  const { id } = asked.body as { id: string };
  await eventually(
    async () => (await county.get(`/exports/${id}`)).body as { state: string },
    ({ state }) => state === 'ready',
  );
  const { body } = await county.get(`/exports/${id}/file`);
  // Whoever may have them has got them: there was something to be found.
  expect(found(String(body), numbers)).toContain(identityNumberOf(73));
}

async function well<T extends { readonly status: number; readonly body: unknown }>(
  asked: Promise<T>,
): Promise<T> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

async function look(web: Web, paths: readonly string[], place = web.places.school): Promise<void> {
  const browser = await signIn(web, place);
  for (const each of paths) {
    const { status } = await browser.page(each);
    if (status !== 200) throw new Error(`${each} answered ${status}`);
  }
}

/** Notes where every request goes, where its answer leads, and every address that a page offers. */
function watchAddresses(): { addresses: string[]; stop: () => void } {
  const addresses: string[] = [];
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    addresses.push(String(input));
    const answer = await plain(input, init);
    addresses.push(answer.headers.get('location') ?? '');
    if (answer.headers.get('content-type')?.includes('text/html')) {
      const html = await answer.clone().text();
      for (const [, address = ''] of html.matchAll(/(?:href|action|src|hx-\w+)="([^"]*)"/g))
        addresses.push(address);
    }
    return answer;
  };
  return {
    addresses,
    stop: () => {
      globalThis.fetch = plain;
    },
  };
}

async function hear(web: Web, place: Web['places']['school'], heard: string[]): Promise<() => void> {
  const stopper = new AbortController();
  const browser = await signIn(web, place);
  const headers = { accept: 'text/event-stream' };
  const answer = await browser.request('/events', { signal: stopper.signal, headers });
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) heard.push(decoder.decode(chunk, { stream: true }));
  })().catch(() => undefined);
  return () => stopper.abort();
}

function filesIn(place: string): string {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .flatMap((name) => {
      const file = path.join(place, name);
      return [name, statSync(file).isFile() ? readFileSync(file, 'latin1') + readFileSync(file, 'utf8') : ''];
    })
    .join('\n');
}

/** Jobs are forgotten when they are done: this remembers each as it was written. */
const keepEveryJob = `create table bullmq.jobs_heard (said text);
  create function bullmq.hear_job() returns trigger language plpgsql security definer as $$ begin
    insert into bullmq.jobs_heard values (row_to_json(new)::text);
    return new;
  end $$;
  create trigger heard after insert or update on bullmq.job for each row execute function bullmq.hear_job()`;

/** All that every column of every schema holds; bytes as they are. */
async function columnsOf(owner: pg.Client): Promise<Map<string, string>> {
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const columns = new Map<string, string>();
  for (const { name } of tables.rows) {
    const { rows, fields } = await owner.query<Record<string, unknown>>(`select * from ${name}`);
    for (const field of fields) {
      columns.set(`${name}.${field.name}`, rows.map((row) => textOf(row[field.name])).join('\n'));
    }
  }
  return columns;
}

const textOf = (value: unknown): string => {
  if (Buffer.isBuffer(value)) return value.toString('latin1') + value.toString('utf8');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
};
