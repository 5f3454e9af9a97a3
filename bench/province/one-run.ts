/** One run: processes start, every file is sent, every verdict is awaited and held against the manifest. */
import type { Database } from '../../database/connect.ts';
import type { Redis } from '../ground.ts';
import { mean, quantiles, rounded } from '../quantiles.ts';
import { endProcess, startSite, startWorkerProcess } from '../site.ts';
import type { ManifestFile } from './folder.ts';
import { cpuNow, cpuPer } from './meter.ts';
import { tokenOf } from './registry.ts';
import { sendAll } from './sender.ts';
import { mismatches, namesakes, openEar } from './verdicts.ts';
import { walkOn } from './walk.ts';

export type QueueName = 'redis' | 'postgres';

export interface Stand {
  readonly owner: Database;
  readonly owner_url: string;
  readonly postmaster: number;
  /** Null: the queue is in PostgreSQL. */
  readonly redis: Redis | null;
}

export interface RunOptions {
  readonly connections: number;
  readonly workers: number;
  readonly concurrency: number;
  readonly within_s: number | undefined;
  readonly walk: number;
}

const shown = 5;
const warmUps = 12;

export async function sendAndCheck(
  stand: Stand,
  folder: string,
  files: readonly ManifestFile[],
  options: RunOptions,
  say: (line: string) => void,
): Promise<Record<string, unknown>> {
  const { owner, owner_url, postmaster, redis } = stand;
  const env = {
    ...{ WORKER_CONCURRENCY: String(options.concurrency), LOG_LEVEL: 'warn' },
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
  };
  const site = await startSite(owner_url, env);
  const workers = Array.from({ length: options.workers }, () => startWorkerProcess(owner_url, env));
  const ear = await openEar(owner);
  try {
    const parties = {
      ...{ web: site.web.pid ?? 0, workers: workers.map(({ pid }) => pid ?? 0) },
      ...{ postmaster, redis: redis?.pid ?? null },
    };
    say(`queue on ${redis === null ? 'postgres' : 'redis'}: sending ${files.length} files …`);
    const { connections, within_s } = options;
    const sending = { url: site.url, folder, connections, within_s, tokenOf };
    // Until the first verdicts are there, a worker is still starting and its code is cold.
    const first = await sendAll({ ...sending, files: files.slice(0, warmUps), within_s: undefined });
    await ear.all(first.map(({ upload_id }) => upload_id));
    const timed = files.slice(warmUps);
    const before = cpuNow(parties);
    const began = performance.now();
    const receipts = await sendAll({ ...sending, files: timed });
    const received_s = (performance.now() - began) / 1000;
    await ear.all(receipts.map(({ upload_id }) => upload_id));
    const wall_s = (performance.now() - began) / 1000;
    const cpu_ms = cpuPer(before, cpuNow(parties), timed.length);
    const wrong = await mismatches(owner, [...first, ...receipts]);
    for (const line of wrong.slice(0, shown)) say(line);
    const checked = receipts.map(({ upload_id, at }) => Math.max(0, (ear.heard.get(upload_id) ?? 0) - at));
    const figures = {
      ...{ wall_s: rounded(wall_s, 1), received_s: rounded(received_s, 1) },
      workbooks_per_s: rounded(timed.length / wall_s, 0),
      receipt_ms: quantiles(receipts.map(({ due, at }) => at - due)),
      receipt_to_verdict_ms: quantiles(checked),
      cpu_ms_per_workbook: { ...cpu_ms, all: mean([Object.values(cpu_ms).reduce((a, b) => a + b, 0)]) },
      ...{ mismatches: wrong.length, namesakes: await namesakes(owner) },
    };
    say(JSON.stringify(figures));
    const walked = await walkOn({
      owner,
      url: site.url,
      receipts: [...first, ...receipts],
      most: options.walk,
    });
    say(JSON.stringify(walked));
    return { ...figures, ...(wrong.length > 0 ? { first_mismatch: wrong[0] } : {}), walked };
  } finally {
    await ear.close();
    await site.stop();
    await Promise.all(workers.map(endProcess));
  }
}
