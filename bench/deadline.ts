/** The deadline hour on one machine: pages, uploads and approvals at constant rates, then hostile files among them. */

import http from 'node:http';
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Database } from '../database/connect.ts';
import { hourOf } from './deadline/hour.ts';
import { addSchools, nextFile } from './deadline/schools.ts';
import { prepare } from './ground.ts';
import { settle } from './indexes.ts';
import { layOut, settled, sightsOf } from './pages/lay-out.ts';
import { password } from './pages/registry.ts';
import { visitsOf } from './pages/visits.ts';
import { addAccounts, tokenOf } from './province/registry.ts';
import { ask, formOf } from './province/sender.ts';
import { endProcess, signIn, startSite, startWorkerProcess } from './site.ts';

const usage = `npm run bench -- deadline [--minutes N] [--json]
  --minutes N        how long the hour is (2); 10 is what the goals are for. Hostile files come in its second half
  --pages N          a second (100)
  --uploads N        a second (10)
  --approvals N      a minute (60), each of 30 rows
  --teachers N       of the registry (120000), in --units N (4000)
  --workers N        worker processes (1)
  --queue redis|postgres   redis where there is a redis-server`;

type Options = ReturnType<typeof parsed>;

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ minutes: { ...text, default: '2' }, pages: { ...text, default: '100' }, queue: text },
      ...{ uploads: { ...text, default: '10' }, approvals: { ...text, default: '60' } },
      ...{ teachers: { ...text, default: '120000' }, units: { ...text, default: '4000' } },
      ...{ workers: { ...text, default: '1' }, help: { type: 'boolean' } },
    },
  });
  const { minutes, pages, uploads, approvals, teachers, units, workers } = values;
  return {
    ...{ queue: values.queue, wants_help: values.help ?? false, workers: Number(workers) },
    size: { teachers: Number(teachers), units: Number(units) },
    rates: {
      ...{ minutes: Number(minutes), pages_per_s: Number(pages), uploads_per_s: Number(uploads) },
      approvals_per_min: Number(approvals),
    },
  };
}

/** Measures; `--help` says what can be asked for. */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const options = parsed(args);
  if (options.wants_help) {
    console.log(usage);
    process.exit(0);
  }
  const ground = await prepare(4);
  const { owner, owner_url, postmaster } = ground;
  const redis = options.queue === 'postgres' ? null : ground.redis;
  const env = { LOG_LEVEL: 'warn', ...(redis === null ? {} : { REDIS_URL: redis.url }) };
  const workers = Array.from({ length: options.workers }, () => startWorkerProcess(owner_url, env));
  const site = await startSite(owner_url, env);
  try {
    await layOut(owner, options.size, say);
    const { senders, reviewed } = await addSenders(owner, options, say);
    const sights = await sightsOf(owner);
    const sets = await sendForReview(site.url, owner, reviewed);
    say(`${sets.length} files wait for approval`);
    const cookies = {
      province: await signIn(site.url, 'province', password),
      city: await signIn(site.url, 'city', password),
      county: await signIn(site.url, 'county', password),
    };
    const visits = visitsOf(sights).filter(({ often }) => often === 'often');
    const parties = {
      ...{ web: site.web.pid ?? 0, workers: workers.map(({ pid }) => pid ?? 0) },
      ...{ postmaster, redis: redis?.pid ?? null },
    };
    const figures = await hourOf({
      ...{ owner, url: site.url, visits, cookies, senders, sets, parties, rates: options.rates, say },
      county: tokenOf(countyCode),
    });
    return {
      ...{ ...options.rates, ...options.size, queue: redis === null ? 'postgres' : 'redis' },
      ...{ workers: options.workers, cores: os.availableParallelism(), load: os.loadavg()[0], ...figures },
    };
  } finally {
    await site.stop();
    await Promise.all(workers.map(endProcess));
    await ground.clear();
  }
}

/** Of the county that `sendProvince` lays out. */
const countyCode = '370102';
const rowsToApprove = 30;

async function addSenders(owner: Database, { rates }: Options, say: (line: string) => void) {
  const { rows } = await owner.pool.query<{ id: string }>('select id from units where code = $1', [
    countyCode,
  ]);
  const county = rows[0]?.id ?? '';
  const files = rates.uploads_per_s * rates.minutes * 60;
  say('registering the schools of the hour …');
  // Each comes back about four times with a mended file, as people do.
  const senders = await addSchools(owner, county, Math.max(20, Math.ceil(files / 4)), { prefix: '8' });
  const approvals = Math.ceil(rates.approvals_per_min * rates.minutes);
  const reviewed = await addSchools(owner, county, approvals, { prefix: '9', changed: rowsToApprove });
  await addAccounts(owner);
  await settle(owner.pool);
  return { senders, reviewed };
}

/** Sends a file of each, lets it be checked, and submits it; answers the change sets. */
async function sendForReview(
  url: string,
  owner: Database,
  schools: Awaited<ReturnType<typeof addSchools>>,
): Promise<string[]> {
  const agent = new http.Agent({ keepAlive: true });
  try {
    const sent: { id: string; token: string }[] = [];
    for (const school of schools) {
      const { type, body } = formOf('a.xlsx', nextFile(school));
      const token = tokenOf(school.code);
      sent.push({ ...JSON.parse(await ask(agent, `${url}/uploads`, token, { type, body })), token });
    }
    await settled(owner);
    const sets: string[] = [];
    for (const { id, token } of sent) {
      const posted = { type: 'application/json', body: '{}' };
      sets.push(JSON.parse(await ask(agent, `${url}/uploads/${id}/submit`, token, posted)).change_set_id);
    }
    return sets;
  } finally {
    agent.destroy();
  }
}
