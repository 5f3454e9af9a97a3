/** How fast pages are with a registry as large as the province: 50 requests a second while the worker checks files. */
import { existsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepare } from './ground.ts';
import { costOf } from './pages/cost.ts';
import { checkedAgain, checkedFile, layOut, sightsOf } from './pages/lay-out.ts';
import { password } from './pages/registry.ts';
import { type Answered, keepChecking, visitAll, visitOne } from './pages/traffic.ts';
import { type Visit, visitsOf } from './pages/visits.ts';
import { mean, quantiles, rounded } from './quantiles.ts';
import { endProcess, type Site, signIn, startSite, startWorkerProcess } from './site.ts';

const limit_ms = 100;

function parsed(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      teachers: { type: 'string', default: '1200000' },
      units: { type: 'string', default: '40000' },
      'per-s': { type: 'string', default: '50' },
      seconds: { type: 'string', default: '60' },
      'files-per-s': { type: 'string', default: '5' },
      keep: { type: 'string' },
    },
  });
  return {
    ...{ teachers: Number(values.teachers), units: Number(values.units), keep: values.keep },
    ...{ per_s: Number(values['per-s']), seconds: Number(values.seconds) },
    files_per_s: Number(values['files-per-s']),
  };
}

/**
 * Measures; `--teachers N`, `--units N`, `--per-s N` (50), `--seconds N` (60), `--files-per-s N` (5). With `--keep DIR` the
 * registry is made there once and used again.
 */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const options = parsed(args);
  const isMade = options.keep !== undefined && existsSync(path.join(options.keep, 'made'));
  const ground = await prepare(4, options.keep);
  const { owner, owner_url } = ground;
  const worker = startWorkerProcess(owner_url);
  let site: Site | undefined;
  try {
    if (!isMade) await layOut(owner, options, say);
    if (options.keep !== undefined) writeFileSync(path.join(options.keep, 'made'), '');
    const sights = await sightsOf(owner);
    site = await startSite(owner_url);
    const { url, server_ms } = site;
    const cookies = {
      province: await signIn(url, 'province', password),
      city: await signIn(url, 'city', password),
      county: await signIn(url, 'county', password),
    };
    const visits = visitsOf(sights).toSorted(
      (a, b) => Number(a.often !== 'often') - Number(b.often !== 'often'),
    );
    const often = visits.filter((visit) => visit.often === 'often');
    const traffic = { url, cookies, visits: often, per_s: options.per_s };
    say('warming up …');
    for (const visit of [...visits, ...visits])
      await visitAll({ ...traffic, visits: [visit], per_s: 10, seconds: 0.1 });
    const files = await owner.pool.query<{ id: string }>(
      `select id from uploads where ${checkedFile} order by id limit ${checkedAgain}`,
    );
    const times = 12;
    const open = (visit: Visit) => visitOne(url, cookies[visit.by], visit, performance.now());
    const costs = await costOf(visits, {
      web: site.web,
      postmaster: ground.postmaster,
      times,
      open,
      server_ms,
    });
    for (const cost of costs) say(`alone: ${JSON.stringify(cost)}`);
    const cpu_ms = mean(
      costs.slice(0, often.length).map(({ web_cpu_ms, postgres_cpu_ms }) => web_cpu_ms + postgres_cpu_ms),
    );
    const checking = keepChecking(
      owner,
      files.rows.map(({ id }) => id),
      options.files_per_s,
    );
    const [load_before] = os.loadavg();
    const answers = await visitAll({ ...traffic, seconds: options.seconds });
    const files_checked = await checking.stop();
    const [load_after] = os.loadavg();
    // The log's last lines come a moment after the answers.
    while (answers.some(({ request_id }) => !server_ms.has(request_id))) await wait(20);
    const pages = figuresOf(answers, server_ms);
    for (const [page, figures] of Object.entries(pages)) say(`${page}: ${JSON.stringify(figures)}`);
    const slow = Object.entries(pages).flatMap(([page, { server }]) => (server.p95 > limit_ms ? [page] : []));
    const all = quantiles(answers.map(({ request_id }) => server_ms.get(request_id) ?? 0));
    return {
      ...{
        teachers: options.teachers,
        units: options.units,
        requests: answers.length,
        per_s: options.per_s,
        files_checked,
      },
      ...{ cpu_ms_per_request: cpu_ms, cores_at_this_rate: rounded((cpu_ms * options.per_s) / 1000), costs },
      ...{ load_before, load_after, cores: os.availableParallelism() },
      ...{
        all_server_ms: all,
        pages,
        p95_limit_ms: limit_ms,
        above_limit: slow,
        is_within: slow.length === 0,
      },
    };
  } finally {
    await site?.stop();
    await endProcess(worker);
    await ground.clear();
  }
}

function figuresOf(answers: readonly Answered[], server_ms: ReadonlyMap<string, number>) {
  const pages = [...new Set(answers.map(({ page }) => page))];
  return Object.fromEntries(
    pages.map((page) => {
      const own = answers.filter((answer) => answer.page === page);
      return [
        page,
        {
          requests: own.length,
          server: quantiles(own.map(({ request_id }) => server_ms.get(request_id) ?? 0)),
          caller: quantiles(own.map(({ caller_ms }) => caller_ms)),
        },
      ];
    }),
  );
}
