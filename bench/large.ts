/** `npm run bench -- large`: one file of 100,000 rows through a worker process, while small files keep coming. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { saveAccount } from '../database/accounts.ts';
import type { Database } from '../database/connect.ts';
import { listen } from '../database/outbox.ts';
import { registerTeachers } from '../database/registrations.ts';
import { asSystem } from '../database/scope.ts';
import { addUnit, unitById } from '../database/units.ts';
import { receiveUpload } from '../database/uploads.ts';
import { workbookOf } from '../samples/simulate/workbook.ts';
import type { Actor } from '../schemas/actor.ts';
import { prepare } from './ground.ts';
import { settle } from './indexes.ts';
import { familyOf } from './intake/cost.ts';
import { hold, release, sendProvince } from './intake/province.ts';
import { hugeSchool } from './large/huge-school.ts';
import { endProcess, startWorkerProcess } from './site.ts';

const smallFiles = 60;
const between_ms = 250;
const registeredAtOnce = 5_000;

async function sendHuge(owner: Database, rows: number): Promise<string> {
  const huge = hugeSchool(rows);
  return await asSystem(owner, async (tx) => {
    const top = await tx.sql
      .selectFrom('units')
      .where('kind', '=', 'county')
      .select('id')
      .executeTakeFirstOrThrow();
    const unitFacts = { ...huge, school_kind: '345', parent_id: top.id, code: huge.official_code } as const;
    const { id, path } = await addUnit(tx, unitFacts);
    const place = { unit_id: id, unit_path: path };
    for (let at = 0; at < huge.registry.length; at += registeredAtOnce) {
      await registerTeachers(tx, place, huge.registry.slice(at, at + registeredAtOnce));
    }
    const account_id = await saveAccount(tx, { username: 'huge', password_hash: 'unused', ...place });
    const actor: Actor = { account_id, username: 'huge', tier: 'school', ...place, unit_name: huge.name };
    const unit = await unitById(tx, id);
    const file = {
      unit,
      template: 'teacher',
      file_name: 'huge.xlsx',
      bytes: Buffer.from(workbookOf(huge)),
    } as const;
    return (await receiveUpload(tx, actor, file)).upload.id;
  });
}

/** Resident memory of the worker and its readers together, in MiB. */
const residentOf = (pid: number): number =>
  familyOf(pid).reduce((sum, one) => {
    try {
      const status = readFileSync(`/proc/${one}/status`, 'utf8');
      return sum + Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      // It ended meanwhile.
      return sum;
    }
  }, 0);

const quantile = (values: readonly number[], share: number): number =>
  Math.round(
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0,
  );

/** Measures; `--rows N` (100,000) changes how large the file is. */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '100000' } } });
  const rows = Number(values.rows);
  const ground = await prepare(4);
  const { owner } = ground;
  let worker: ChildProcess | undefined;
  const verdicts = new Map<string, number>();
  try {
    const small = (await sendProvince(owner, 2 * smallFiles + 40)).map(({ upload_id }) => upload_id);
    say(`registering and sending ${rows} rows …`);
    await hold(owner);
    const huge = await sendHuge(owner, rows);
    await hold(owner);
    await settle(owner.pool);
    const heard = (payload: string): void => {
      const { upload_id, state } = JSON.parse(payload) as { upload_id: string; state: string };
      if (state !== 'received') verdicts.set(upload_id, performance.now());
    };
    const listener = await listen(owner, 'states', heard, () => undefined);
    worker = startWorkerProcess(ground.owner_url);
    await passThrough(owner, small.splice(0, 40), verdicts);
    const alone = await passThrough(owner, small.splice(0, smallFiles), verdicts);
    say(`small files alone: median ${quantile(alone, 0.5)} ms`);
    const idle_mib = Math.round(residentOf(worker.pid ?? 0));
    let peak_mib = 0;
    const watching = setInterval(() => {
      peak_mib = Math.max(peak_mib, Math.round(residentOf(worker?.pid ?? 0)));
    }, 50);
    const began = performance.now();
    await release(owner, [huge]);
    const beside = await passThrough(owner, small, verdicts);
    while (!verdicts.has(huge)) await wait(20);
    const large_s = ((verdicts.get(huge) ?? 0) - began) / 1000;
    const { rows: found } = await owner.pool.query('select state, counts from uploads where id = $1', [huge]);
    clearInterval(watching);
    await listener.close();
    return {
      ...{ rows, large_s: Number(large_s.toFixed(1)), state: found[0]?.state, counts: found[0]?.counts },
      ...{ idle_mib, peak_mib },
      small_alone_ms: { p50: quantile(alone, 0.5), p95: quantile(alone, 0.95), max: quantile(alone, 1) },
      small_beside_ms: { p50: quantile(beside, 0.5), p95: quantile(beside, 0.95), max: quantile(beside, 1) },
    };
  } finally {
    if (worker !== undefined) await endProcess(worker);
    await ground.clear();
  }
}

/** Releases small files one by one, and answers how long each took to its verdict, in ms. */
async function passThrough(
  owner: Database,
  ids: readonly string[],
  verdicts: ReadonlyMap<string, number>,
): Promise<number[]> {
  const began = new Map<string, number>();
  for (const id of ids) {
    began.set(id, performance.now());
    await release(owner, [id]);
    await wait(between_ms);
  }
  while (ids.some((id) => !verdicts.has(id))) await wait(20);
  return ids.map((id) => (verdicts.get(id) ?? 0) - (began.get(id) ?? 0));
}
