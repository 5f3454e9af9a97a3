/** A web process: pages, fragments and JSON over one port. */
import { setTimeout as wait } from 'node:timers/promises';
import { connect, requireSecret } from '../database/connect.ts';
import { createApp } from '../review-ui/app.ts';
import { defaultReadLimits } from '../schemas/workbook.ts';
import { checkUploads } from '../workers/check.ts';
import { writeExports } from '../workers/exports/write.ts';
import { openFigures } from '../workers/figures.ts';
import { openPlanner } from '../workers/planning/planner.ts';
import { deskOf } from '../workers/reading/desk.ts';
import { Reader } from '../workers/reading/reader.ts';
import { runEntry } from './entry.ts';
import { listen } from './listen.ts';
import { openLog } from './log.ts';
import { openProcessFigures } from './process-figures.ts';
import { requireVersion } from './registry-standing.ts';
import { appUrlOf } from './registry-urls.ts';
import { readSettings } from './settings.ts';

/** What requests in hand get after a stop; less than the process has for closing. */
const last_answers_ms = 5_000;

await runEntry(async () => {
  const settings = readSettings(process.env);
  const log = openLog(settings, 'web');
  const db = connect({
    url: appUrlOf(settings),
    secret: settings.secret,
    enrolment_on_move: settings.enrolment_on_move,
    duties: settings.duties,
    onError: (error) => log.warn({ failure: error.message }, 'database connection'),
  });
  await requireSecret(db);
  const { pending } = await requireVersion(db, { needsAll: false });
  if (pending.length > 0) log.warn({ pending }, 'the registry is not at this version: run muster migrate');
  const registry = openProcessFigures(db, 'web', settings.data);
  const figures = openFigures(registry);
  const checking = {
    db,
    log,
    figures,
    allow_test_ids: settings.allows_test_ids,
    rural_classes: settings.rural_classes,
    limits: defaultReadLimits,
    now: () => new Date(),
  };
  const reader = new Reader({ limits: checking.limits });
  const planner = openPlanner();
  const app = createApp({
    ...checking,
    secure_cookies: settings.secure_cookies,
    proxy_hops: settings.proxy_hops,
    registry,
    metrics_token: settings.watching.metrics_token,
    demo: settings.is_demo,
    shrinkage: settings.shrinkage,
    extensions: settings.extensions,
    passwords: settings.passwords,
    codes: settings.codes,
    sessions: settings.sessions,
    paces: settings.paces,
    desk: deskOf(reader),
    planner,
    check: (uploadId) => checkUploads({ ...checking, reader }, [uploadId]),
    write_export: (exportId) => writeExports({ db, log, figures, is_unwatched: true }, [exportId]),
  });
  const server = await listen(app, settings);
  log.info({ host: settings.host, port: settings.port }, 'serving');
  const retire = async (): Promise<void> => {
    app.retire();
    await wait(settings.watching.drain_s * 1000);
  };
  const close = async (): Promise<void> => {
    // Streams end first, or the server would wait for them.
    await app.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), last_answers_ms).unref();
    await closed;
    await Promise.all([reader.close(), planner.close()]);
    await db.close();
  };
  return { retire, close };
});
