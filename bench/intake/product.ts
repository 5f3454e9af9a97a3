/** The real worker on the same workbooks: from the first ring to the last verdict. */
import pino from 'pino';
import type { Database } from '../../database/connect.ts';
import { listen } from '../../database/outbox.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { startWorker, type WorkerOptions } from '../../workers/main.ts';
import { cpuOf, familyCpu, readersOf } from './cost.ts';
import { release, type SentWorkbook } from './province.ts';

export interface ProductRun {
  readonly wall_ms: number;
  readonly worker_cpu_ms: number;
  /** Of its reading processes. */
  readonly reader_cpu_ms: number;
  readonly postgres_cpu_ms: number;
  /** Time that the worker's statements took, summed over its connections, the queue's own left out. */
  readonly sql_wait_ms: number;
  readonly statements: number;
}

export interface ProductOptions {
  readonly owner: Database;
  readonly db: Database;
  readonly queue: WorkerOptions['queue'];
  readonly concurrency: number;
  readonly postmaster: number;
  readonly warmUp: readonly SentWorkbook[];
  readonly workbooks: readonly SentWorkbook[];
  /** Told when the first ones are through, before the measured ones are released. */
  readonly onWarm?: () => Promise<void>;
}

export async function runProduct(options: ProductOptions): Promise<ProductRun> {
  const { owner, db, queue, concurrency, postmaster } = options;
  const worker = await startWorker({
    db,
    queue,
    concurrency,
    allow_test_ids: true,
    rural_classes: nationalReading,
    limits: defaultReadLimits,
    now: () => new Date('2026-11-24T12:00:00+08:00'),
    log: pino({ level: 'warn' }),
  });
  try {
    await drain(owner, options.warmUp);
    await options.onWarm?.();
    const before = snapshot(postmaster);
    sql.wait_ms = 0;
    sql.statements = 0;
    const began = performance.now();
    await drain(owner, options.workbooks);
    const wall_ms = performance.now() - began;
    const after = snapshot(postmaster);
    return {
      wall_ms,
      worker_cpu_ms: after.worker - before.worker,
      reader_cpu_ms: after.reader - before.reader,
      postgres_cpu_ms: after.postgres - before.postgres,
      sql_wait_ms: sql.wait_ms,
      statements: sql.statements,
    };
  } finally {
    await worker.close();
  }
}

const sql = { wait_ms: 0, statements: 0 };

/** Counts and times every statement of a database's pool from now on. */
export function watchStatements(db: Database): void {
  db.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const timed = (...args: unknown[]): unknown => {
      const began = performance.now();
      const answer = query(...args);
      sql.statements += 1;
      if (answer instanceof Promise) {
        const done = () => {
          sql.wait_ms += performance.now() - began;
        };
        answer.then(done, done);
      }
      return answer;
    };
    Object.assign(client, { query: timed });
  });
}

const snapshot = (postmaster: number) => ({
  postgres: familyCpu(postmaster),
  worker: cpuOf(process.pid),
  reader: readersOf(process.pid).reduce((sum, pid) => sum + cpuOf(pid), 0),
});

/** Releases the uploads and resolves with the last verdict, which the database tells as it tells the pages. */
async function drain(owner: Database, workbooks: readonly SentWorkbook[]): Promise<void> {
  const waiting = new Set(workbooks.map((each) => each.upload_id));
  const ids = [...waiting];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const heard = (payload: string): void => {
    const { upload_id } = JSON.parse(payload) as { upload_id: string };
    waiting.delete(upload_id);
    if (waiting.size === 0) finish();
  };
  const listener = await listen(owner, 'states', heard, finish);
  await release(owner, ids);
  await finished;
  await listener.close();
}
