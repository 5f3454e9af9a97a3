/** The same file through Muster, as people and programs do it: sent, checked, submitted, approved as a whole, applied; all over HTTP. */
import http from 'node:http';
import type { Database } from '../../database/connect.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem } from '../../database/scope.ts';
import { type AddedUnit, addUnit } from '../../database/units.ts';
import type { Ground } from '../ground.ts';
import { settle } from '../indexes.ts';
import { cpuNow, cpuPer, totalOf } from '../province/meter.ts';
import { addAccounts, tokenOf } from '../province/registry.ts';
import { ask, formOf } from '../province/sender.ts';
import { rounded } from '../quantiles.ts';
import { endProcess, startSite, startWorkerProcess } from '../site.ts';
import { type Live, openLive } from './live.ts';
import type { PeerSchool } from './school.ts';

export interface Costly {
  /** Processor time of all who take part. */
  readonly cpu_s: number;
}

export interface MusterRun extends Costly {
  readonly cpu_s_of: Readonly<Record<string, number>>;
  /** From the first byte sent until the last change stands in the registry. */
  readonly wall_s: number;
  readonly steps_s: Readonly<Record<string, number>>;
  readonly added: number;
  readonly changed: number;
  readonly verified: number;
}

interface Shown {
  readonly id: string;
  readonly change_set_id: string;
  readonly counts: { readonly added: number; readonly changed: number; readonly verified: number };
}

const json = 'application/json';

/** `school` and `county` are tokens. Throws when a step ends otherwise. */
async function runMuster(
  url: string,
  workbook: Buffer,
  { school, county }: { school: string; county: string },
): Promise<Omit<MusterRun, 'cpu_s' | 'cpu_s_of'>> {
  const agent = new http.Agent({ keepAlive: true });
  const to = async (token: string, path: string, body?: object): Promise<Shown> =>
    JSON.parse(await ask(agent, url + path, token, body && { type: json, body: JSON.stringify(body) }));
  const steps: Record<string, number> = {};
  const began = performance.now();
  let last = began;
  let live: Live | undefined;
  const step = (name: string): void => {
    const now = performance.now();
    steps[name] = Number(((now - last) / 1000).toFixed(3));
    last = now;
  };
  try {
    const { type, body } = formOf('school.xlsx', workbook);
    const { id } = JSON.parse(await ask(agent, `${url}/uploads`, school, { type, body })) as Shown;
    step('receipt');
    live = await openLive(url, school, id);
    await live.reaches('ready', ['received']);
    const { counts, change_set_id } = await to(school, `/uploads/${id}`);
    step('check_and_diff');
    await to(school, `/uploads/${id}/submit`, {});
    step('submit');
    await to(county, `/change-sets/${change_set_id}/decisions`, { changes: 'all', decision: 'approve' });
    await to(county, `/change-sets/${change_set_id}/approve`, {});
    step('approve');
    await live.reaches('applied', ['ready', 'submitted', 'approved']);
    step('apply');
    const { added, changed, verified } = counts;
    return { wall_s: Number(((last - began) / 1000).toFixed(3)), steps_s: steps, added, changed, verified };
  } finally {
    live?.close();
    agent.destroy();
  }
}

const countyCode = '370102';

/** One run for each school, in one registry of all of them; the processes are started once. */
export async function musterRuns(
  ground: Ground,
  schools: readonly PeerSchool[],
  say: (line: string) => void,
): Promise<MusterRun[]> {
  const { owner, owner_url, redis, postmaster } = ground;
  await layOut(owner, schools);
  const env = { LOG_LEVEL: 'warn', ...(redis === null ? {} : { REDIS_URL: redis.url }) };
  const site = await startSite(owner_url, env);
  const worker = startWorkerProcess(owner_url, env);
  const parties = {
    ...{ web: site.web.pid ?? 0, workers: [worker.pid ?? 0], postmaster, redis: redis?.pid ?? null },
  };
  const runs: MusterRun[] = [];
  try {
    for (const { code, workbook, expected } of schools) {
      const before = cpuNow(parties);
      const tokens = { school: tokenOf(code), county: tokenOf(countyCode) };
      const done = await runMuster(site.url, workbook, tokens);
      const { added, changed, verified } = done;
      if (JSON.stringify({ added, changed, verified }) !== JSON.stringify(expected))
        throw new Error(`${JSON.stringify(done)}, not ${JSON.stringify(expected)}`);
      const after = cpuNow(parties);
      const cpu_s = rounded((totalOf(after) - totalOf(before)) / 1000);
      runs.push({ ...done, cpu_s, cpu_s_of: cpuPer(before, after, 1000) });
      say(`Muster${runs.length === 1 ? ', just started' : ''}: ${JSON.stringify(runs.at(-1))}`);
    }
    await requireTeachers(owner, schools);
  } finally {
    await site.stop();
    await endProcess(worker);
  }
  return runs;
}

async function layOut(owner: Database, schools: readonly PeerSchool[]): Promise<void> {
  await asSystem(owner, async (tx) => {
    const above = (parent_id: string | null, kind: 'province' | 'city' | 'county', code: string) =>
      addUnit(tx, { parent_id, kind, name: code, code });
    const province = await above(null, 'province', '370000');
    const city = await above(province.id, 'city', '370100');
    const { id: parent_id } = await above(city.id, 'county', countyCode);
    const place = ({ id, path }: AddedUnit) => ({ unit_id: id, unit_path: path });
    const other = await addUnit(tx, { parent_id, kind: 'school', name: 'elsewhere', code: '3437999900' });
    for (const { unit, code, known, elsewhere } of schools) {
      const school = await addUnit(tx, { ...unit, school_kind: '345', parent_id, code });
      await registerTeachers(tx, place(school), known);
      await registerTeachers(tx, place(other), elsewhere);
    }
  });
  await addAccounts(owner);
  await settle(owner.pool);
}

async function requireTeachers(owner: Database, schools: readonly PeerSchool[]): Promise<void> {
  const expected = schools.reduce(
    (sum, { known, elsewhere, expected: { added } }) => sum + known.length + elsewhere.length + added,
    0,
  );
  const { rows } = await owner.pool.query<{ n: number }>('select count(*)::int as n from teachers');
  if (rows[0]?.n !== expected) throw new Error(`the registry holds ${rows[0]?.n} teachers, not ${expected}`);
}
