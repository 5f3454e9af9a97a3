/** A worker process: checks uploads and applies what was approved. */
import { connect, requireSecret } from '../database/connect.ts';
import { defaultReadLimits } from '../schemas/workbook.ts';
import { openFigures } from '../workers/figures.ts';
import { startWorker } from '../workers/main.ts';
import { openTracing } from '../workers/traces.ts';
import { runEntry } from './entry.ts';
import { openLog } from './log.ts';
import { serveMetrics } from './metrics-listener.ts';
import { openProcessFigures } from './process-figures.ts';
import { requireVersion } from './registry-standing.ts';
import { appUrlOf } from './registry-urls.ts';
import { readSettings } from './settings.ts';

await runEntry(async () => {
  const settings = readSettings(process.env);
  const log = openLog(settings, 'worker');
  const url = appUrlOf(settings);
  const db = connect({
    url,
    secret: settings.secret,
    enrolment_on_move: settings.enrolment_on_move,
    system: true,
    by_index: true,
    max_connections: settings.worker_concurrency + 3,
    onError: (error) => log.warn({ failure: error.message }, 'database connection'),
  });
  await requireSecret(db);
  await requireVersion(db, { needsAll: true });
  const { metrics_port: port, metrics_host: host, metrics_token: token } = settings.watching;
  const figures = openFigures(openProcessFigures(db, 'worker', settings.data));
  const metrics = port === undefined ? null : await serveMetrics(figures.registry, { host, port, token });
  if (metrics !== null) log.info({ host, port: metrics.port }, 'serving figures');
  const { otlp_endpoint } = settings.watching;
  const tracing = otlp_endpoint === undefined ? null : await openTracing(otlp_endpoint);
  const worker = await startWorker({
    telemetry: tracing?.telemetry,
    db,
    log,
    figures,
    queue: settings.redis_url === undefined ? { database_url: url } : { redis_url: settings.redis_url },
    concurrency: settings.worker_concurrency,
    allow_test_ids: settings.allows_test_ids,
    rural_classes: settings.rural_classes,
    retention: settings.retention,
    limits: defaultReadLimits,
    now: () => new Date(),
  });
  return {
    close: async () => {
      await worker.close();
      await metrics?.close();
      await tracing?.close();
      await db.close();
    },
  };
});
