/** What an upload, a board and a roster cost as the registry grows: from a county's teachers to the province's, and the country's on demand. */
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Database } from '../database/connect.ts';
import { type Ground, prepare } from './ground.ts';
import { runProduct, watchStatements } from './intake/product.ts';
import { hold, type SentWorkbook, sendProvince } from './intake/province.ts';
import { costOf } from './pages/cost.ts';
import { accountsOfTiers, sightsOf } from './pages/lay-out.ts';
import { fillRegistry, password } from './pages/registry.ts';
import { visitOne } from './pages/traffic.ts';
import { visitsOf } from './pages/visits.ts';
import { rounded } from './quantiles.ts';
import { signIn, startSite } from './site.ts';

const country = 18_800_000;
const teachersPerUnit = 30;
const warmUps = 100;
const concurrency = 4;
const times = 12;
/** Of the pages of the bench `pages`: those that count or list all there is. */
const watched = [
  'board of the county',
  'board of the province',
  'teachers of the county',
  'teachers of the province',
];
const mostGrowth = 1.3;

/**
 * Measures; `--teachers 12000,1200000` are the sizes, `--country` adds 18.8 million (an hour, 40 GB), `--workbooks N` (300)
 * are checked at each. The first size is what the others are held against.
 */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      teachers: { type: 'string', default: '12000,1200000' },
      workbooks: { type: 'string', default: '300' },
      country: { type: 'boolean', default: false },
    },
  });
  const sizes = values.teachers
    .split(',')
    .map(Number)
    .concat(values.country ? [country] : []);
  const measured: Measured[] = [];
  for (const teachers of sizes) {
    measured.push(await measure(teachers, Number(values.workbooks), say));
    say(JSON.stringify(measured.at(-1)));
  }
  const [first, ...others] = measured;
  const growth = others.map((one) => ({
    ...{ teachers: one.teachers, upload_cpu: ratio(one.upload.cpu_ms, first?.upload.cpu_ms) },
    upload_buffers: ratio(one.upload.buffers, first?.upload.buffers),
    pages_cpu: Object.fromEntries(
      watched.map((page) => [page, ratio(one.pages[page] ?? 0, first?.pages[page])]),
    ),
  }));
  return {
    ...{ workbooks: Number(values.workbooks), sizes: measured, growth, goal_growth_of_upload: mostGrowth },
    is_flat: growth.every(({ upload_cpu }) => upload_cpu <= mostGrowth),
    ...{ cores: os.availableParallelism(), load: os.loadavg()[0] },
  };
}

const ratio = (value: number, before = 0): number => rounded(value / Math.max(0.1, before));

interface Measured {
  readonly teachers: number;
  readonly laid_out_s: number;
  /** Of one upload of about 30 rows, checked and saved. */
  readonly upload: {
    readonly wall_ms: number;
    readonly cpu_ms: number;
    readonly postgres_cpu_ms: number;
    readonly statements: number;
    /** Pages of 8 KiB that PostgreSQL looked at. */
    readonly buffers: number;
  };
  /** Processor time of web and PostgreSQL, in ms. */
  readonly pages: Readonly<Record<string, number>>;
}

async function measure(teachers: number, count: number, say: (line: string) => void): Promise<Measured> {
  const ground = await prepare(concurrency);
  try {
    const began = performance.now();
    const sent = await sendProvince(ground.owner, count + warmUps);
    // Nobody rings for them until it is their turn.
    await hold(ground.owner);
    const units = Math.max(160, Math.round(teachers / teachersPerUnit));
    await fillRegistry(ground.owner, { units, teachers }, say);
    await accountsOfTiers(ground.owner);
    const laid_out_s = Math.round((performance.now() - began) / 1000);
    const upload = await costOfUploads(ground, sent);
    return { teachers, laid_out_s, upload, pages: await costOfPages(ground) };
  } finally {
    await ground.clear();
  }
}

async function costOfUploads(ground: Ground, sent: readonly SentWorkbook[]): Promise<Measured['upload']> {
  const { owner, db, database_url, postmaster, redis } = ground;
  watchStatements(db);
  const [warmUp, workbooks] = [sent.slice(0, warmUps), sent.slice(warmUps)];
  const queue = redis === null ? { database_url } : { redis_url: redis.url };
  let before = 0;
  const done = await runProduct({
    ...{ owner, db, queue, concurrency, postmaster, warmUp, workbooks },
    onWarm: async () => {
      before = await buffersOf(owner);
    },
  });
  const per = (value: number): number => rounded(value / workbooks.length);
  const { wall_ms, worker_cpu_ms, reader_cpu_ms, postgres_cpu_ms, statements } = done;
  return {
    ...{ wall_ms: per(wall_ms), cpu_ms: per(worker_cpu_ms + reader_cpu_ms + postgres_cpu_ms) },
    ...{ postgres_cpu_ms: per(postgres_cpu_ms), statements: per(statements) },
    buffers: per((await buffersOf(owner)) - before),
  };
}

/** Read or found in memory so far, of the tables that an upload is compared with and written to, and of their indexes. */
async function buffersOf(owner: Database): Promise<number> {
  // Each connection tells its own about a second later.
  await wait(1_500);
  const { rows } = await owner.pool.query<{ n: string }>(
    `select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0))::text as n
     from pg_statio_user_tables where relname in ('teachers', 'upload_rows', 'issues', 'changes', 'change_sets', 'units')`,
  );
  return Number(rows[0]?.n ?? 0);
}

async function costOfPages({ owner, owner_url, postmaster }: Ground): Promise<Record<string, number>> {
  const site = await startSite(owner_url);
  try {
    const { url, server_ms, web } = site;
    const cookies = {
      province: await signIn(url, 'province', password),
      city: await signIn(url, 'city', password),
      county: await signIn(url, 'county', password),
    };
    const visits = visitsOf(await sightsOf(owner)).filter(({ page }) => watched.includes(page));
    const open = (visit: (typeof visits)[number]) =>
      visitOne(url, cookies[visit.by], visit, performance.now());
    for (const visit of [...visits, ...visits]) await open(visit);
    const costs = await costOf(visits, { web, postmaster, times, open, server_ms });
    return Object.fromEntries(
      costs.map(({ page, web_cpu_ms, postgres_cpu_ms }) => [page, rounded(web_cpu_ms + postgres_cpu_ms)]),
    );
  } finally {
    await site.stop();
  }
}
