/** Figures for Prometheus: how much, how fast, what is owed; never who. */
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/connect.ts';
import { owedCount } from '../database/outbox.ts';

export interface Metrics {
  readonly registry: Registry;
  /** Times every request by method, route pattern and status. */
  readonly handler: RequestHandler;
}

export function openMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'muster_' });
  const seconds = new Histogram({
    name: 'muster_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'muster_owed_oldest_seconds',
    help: 'Age of the oldest upload that still owes a job',
    registers: [registry],
  });
  new Gauge({
    name: 'muster_owed_jobs',
    help: 'Uploads that owe a job',
    registers: [registry],
    async collect() {
      const owed = await owedCount(db);
      this.set(owed.count);
      oldest.set(owed.oldest_s);
    },
  });
  const handler: RequestHandler = (req, res, next) => {
    const end = seconds.startTimer();
    res.on('finish', () =>
      end({ method: req.method, route: res.locals.route ?? 'other', status: String(res.statusCode) }),
    );
    next();
  };
  return { registry, handler };
}
