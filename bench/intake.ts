/** How fast uploads become verdicts: the whole worker on both queues, against the bare floor of the same machine and minute. */
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Database } from '../database/connect.ts';
import { asSystem } from '../database/scope.ts';
import { teachersInService } from '../database/teachers.ts';
import type { UploadCounts } from '../schemas/examined.ts';
import type { QueuePlace } from '../workers/queue.ts';
import { prepare } from './ground.ts';
import { type FloorRun, makeFloorTable, runFloor } from './intake/floor.ts';
import { costOfParts } from './intake/parts.ts';
import { type ProductRun, runProduct, watchStatements } from './intake/product.ts';
import { layOutAgain, type SentWorkbook, sendProvince } from './intake/province.ts';
import { runQueueAlone } from './intake/queue-alone.ts';
import { mean, rounded } from './quantiles.ts';

const warmUps = 400;

interface Options {
  readonly workbooks: number;
  readonly concurrency: number;
  readonly rounds: number;
}

function parsed(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      workbooks: { type: 'string', default: '600' },
      concurrency: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '2' },
    },
  });
  return {
    workbooks: Number(values.workbooks),
    concurrency: Number(values.concurrency),
    rounds: Number(values.rounds),
  };
}

/** Every verdict must be the one that was simulated, or nothing was measured. */
async function requireVerdicts(db: Database, workbooks: readonly SentWorkbook[]): Promise<void> {
  const rows = await asSystem(db, (tx) =>
    tx.sql.selectFrom('uploads').select(['id', 'state', 'counts']).execute(),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const { upload_id, expected } of workbooks) {
    const row = found.get(upload_id);
    const counts = row?.counts as UploadCounts | null | undefined;
    const isRight =
      row?.state === 'ready' &&
      counts?.rows === expected.rows &&
      counts.added === expected.added &&
      counts.changed === expected.changed &&
      counts.verified === expected.verified;
    if (!isRight)
      throw new Error(`upload ${upload_id} came to ${JSON.stringify(row)}, not ${JSON.stringify(expected)}`);
  }
}

const perSecond = (count: number, { wall_ms }: { wall_ms: number }): number =>
  rounded((count / wall_ms) * 1000, 0);

function summed(runs: readonly ProductRun[], count: number, floorPerS: number) {
  const per = (pick: (run: ProductRun) => number): number => rounded(mean(runs.map(pick)) / count);
  const per_s = mean(runs.map((run) => perSecond(count, run)));
  return {
    workbooks_per_s: rounded(per_s, 0),
    of_floor: rounded(per_s / floorPerS),
    worker_cpu_ms: per((run) => run.worker_cpu_ms),
    reader_cpu_ms: per((run) => run.reader_cpu_ms),
    postgres_cpu_ms: per((run) => run.postgres_cpu_ms),
    sql_wait_ms: per((run) => run.sql_wait_ms),
    statements: per((run) => run.statements),
  };
}

/** Measures; `--workbooks N` (600), `--concurrency N` (4) and `--rounds N` (2) change how. */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const { workbooks: count, concurrency, rounds } = parsed(args);
  const ground = await prepare(concurrency);
  const { owner, db, database_url, postmaster, redis } = ground;
  try {
    say(`sending ${count} workbooks (and ${warmUps} to warm up) …`);
    const all = await sendProvince(owner, count + warmUps);
    const [warmUp, workbooks] = [all.slice(0, warmUps), all.slice(warmUps)];
    const places: [string, QueuePlace][] = [['postgres', { database_url }]];
    if (redis !== null) places.push(['redis', { redis_url: redis.url }]);
    await makeFloorTable(owner);
    watchStatements(db);
    const floors: FloorRun[] = [];
    const alone = new Map<string, number[]>(places.map(([name]) => [name, []]));
    const runs = new Map<string, ProductRun[]>(places.map(([name]) => [name, []]));
    // Floor and product take turns, so that a slow minute of the machine falls on both.
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, queue] of places) {
        await runFloor(owner, warmUp, { concurrency, postmaster });
        const floor = await runFloor(owner, workbooks, { concurrency, postmaster });
        floors.push(floor);
        say(`floor: ${perSecond(count, floor)}/s`);
        await layOutAgain(owner);
        const ids = all.map(({ upload_id }) => upload_id);
        const wall_ms = await runQueueAlone({ owner, db, queue, concurrency }, ids);
        alone.get(name)?.push(perSecond(all.length, { wall_ms }));
        await layOutAgain(owner);
        const product = await runProduct({ owner, db, queue, concurrency, postmaster, warmUp, workbooks });
        await requireVerdicts(owner, all);
        runs.get(name)?.push(product);
        say(`worker, queue on ${name}: ${perSecond(count, product)}/s`);
      }
    }
    const snapshots = await snapshotsOf(owner, workbooks);
    const parts = costOfParts(workbooks, ({ unit }) => snapshots.get(unit.id) ?? emptySnapshot(unit.id));
    const floor_per_s = mean(floors.map((floor) => perSecond(count, floor)));
    return {
      workbooks: count,
      concurrency,
      rows_per_workbook: rounded(mean(workbooks.map(({ expected }) => expected.rows)), 1),
      floor_per_s: rounded(floor_per_s, 0),
      floor_cpu_ms: rounded(mean(floors.map((each) => each.cpu_ms)) / count),
      ...Object.fromEntries([...runs].map(([name, each]) => [name, summed(each, count, floor_per_s)])),
      queue_alone_per_s: Object.fromEntries([...alone].map(([name, each]) => [name, rounded(mean(each), 0)])),
      load: rounded(os.loadavg()[0] ?? 0),
      pure: Object.fromEntries(Object.entries(parts).map(([name, ms]) => [name, rounded(ms)])),
    };
  } finally {
    await ground.clear();
  }
}

const emptySnapshot = (unit_id: string) => ({ unit_id, teachers: [], bases: new Map() });

async function snapshotsOf(owner: Database, workbooks: readonly SentWorkbook[]) {
  return await asSystem(owner, async (tx) => {
    const snapshots = new Map<string, ReturnType<typeof emptySnapshot> & { teachers: object[] }>();
    for (const { unit } of workbooks) {
      const teachers = await teachersInService(tx, unit.id);
      snapshots.set(unit.id, { unit_id: unit.id, teachers: teachers as never[], bases: new Map() });
    }
    return snapshots;
  });
}
