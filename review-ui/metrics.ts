/** Figures for Prometheus: how much, how fast, what is owed; never who. */
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/connect.ts';
import { type RegistryFigures, registryFigures } from '../database/figures.ts';
import { inTime } from '../database/in-time.ts';
import { alive, queueSeen } from '../database/workers-seen.ts';

export interface Metrics {
  readonly registry: Registry;
  /** Times every request by method, route pattern and status, and counts what was refused by its code. */
  readonly handler: RequestHandler;
  /** Tries to sign in: right, wrong, or too soon after wrong ones. */
  readonly signIns: Counter<'outcome'>;
  /** All of it as Prometheus reads it, the database asked anew. */
  text(): Promise<string>;
}

/** `registry` may hold what others count of the same process. */
export function openMetrics(db: Database, registry = new Registry()): Metrics {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'muster_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const problems = new Counter({
    name: 'muster_problems_total',
    help: 'Requests that were refused or failed, by the code of the problem',
    labelNames: ['code'],
    registers,
  });
  const signIns = new Counter({
    name: 'muster_sign_ins_total',
    help: 'Tries to sign in',
    labelNames: ['outcome'],
    registers,
  });
  // A rate needs to know that it was nothing.
  for (const outcome of ['right', 'wrong', 'too-soon']) signIns.inc({ outcome }, 0);
  for (const code of ['slow-down', 'internal', 'unavailable']) problems.inc({ code }, 0);
  const look = watchRegistry(db, registry);
  const handler: RequestHandler = (req, res, next) => {
    const end = seconds.startTimer();
    res.on('finish', () => {
      end({ method: req.method, route: res.locals.route ?? 'other', status: String(res.statusCode) });
      if (res.locals.problem !== undefined) problems.inc({ code: res.locals.problem });
    });
    next();
  };
  const text = async (): Promise<string> => {
    // First: what a collector of one gauge sets in another would be told a scrape too late.
    await look();
    return await registry.metrics();
  };
  return { registry, handler, signIns, text };
}

/** A scrape that waits for the database is no use to those who look for the outage. */
const longest_ms = 3_000;

/** What every web process says alike, from the database: sums over processes would count it twice. */
function watchRegistry(db: Database, registry: Registry): () => Promise<void> {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `muster_${name}`, help, labelNames, registers: [registry] });
  const owed = {
    count: gauge('owed_jobs', 'Uploads and exports that owe a job', 'work'),
    handed_over: gauge('owed_handed_over', 'Of these, handed over to the queue', 'work'),
    oldest_s: gauge('owed_oldest_seconds', 'Age of the oldest that owes a job', 'work'),
    given_up: gauge('given_up', 'Uploads and exports that failed too often and wait for a person', 'work'),
  };
  const queue = gauge('queue_jobs', 'Jobs in the queue as a worker sees it', 'state');
  const single = {
    workers_alive: gauge('workers_alive', 'Workers that said lately that they are alive'),
    queue_up: gauge('queue_up', 'Whether a worker that is alive reaches the queue'),
    audit_pending: gauge('audit_pending', 'Events that wait for their seal'),
    audit_pending_oldest_seconds: gauge('audit_pending_oldest_seconds', 'Age of the oldest of these'),
    audit_anchor_timestamp_seconds: gauge('audit_anchor_timestamp_seconds', 'When the last anchor was made'),
    backup_timestamp_seconds: gauge('backup_timestamp_seconds', 'When the last backup was made'),
  };
  const show = ({ owed: kinds, workers, trail, backed_up_at }: RegistryFigures): void => {
    for (const { work, ...counts } of kinds) {
      for (const [name, one] of Object.entries(owed)) one.set({ work }, counts[name as keyof typeof owed]);
    }
    const seen = queueSeen(workers);
    if (seen !== null) for (const [state, count] of Object.entries(seen)) queue.set({ state }, count);
    single.workers_alive.set(alive(workers).length);
    single.queue_up.set(seen === null ? 0 : 1);
    single.audit_pending.set(trail.pending);
    single.audit_pending_oldest_seconds.set(trail.oldest_s);
    // 0 for never, which is long ago.
    single.audit_anchor_timestamp_seconds.set((trail.anchored_at?.getTime() ?? 0) / 1000);
    single.backup_timestamp_seconds.set((backed_up_at?.getTime() ?? 0) / 1000);
  };
  const up = gauge('database_up', 'Whether the database answered this scrape');
  return async () => {
    const found = await inTime(registryFigures(db), longest_ms).catch(() => null);
    up.set(found === null ? 0 : 1);
    // Nothing rather than something old: what isn't known is absent.
    for (const one of [...Object.values(owed), queue]) one.reset();
    for (const one of Object.values(single)) one.remove();
    if (found !== null) show(found);
  };
}
