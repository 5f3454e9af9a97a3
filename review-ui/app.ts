/** The web application: what every request passes through, then the routes, then whatever went wrong. */
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { openReadiness } from '../database/readiness.ts';
import type { App, AppOptions } from './app-options.ts';
import { loadAssets } from './assets.ts';
import { loadCaller, nameRequest } from './caller.ts';
import { openLive } from './live.ts';
import { openMetrics } from './metrics.ts';
import { openProgress } from './pages/boards/progress-reader.ts';
import { problemHandler, unknownPath } from './problems.tsx';
import { requestLog } from './request-log.ts';
import { routes } from './routes.ts';
import { openSessions } from './session.ts';
import { openThrottles } from './throttle.ts';

export type { AppOptions } from './app-options.ts';

export type WebApp = Express & {
  /** From now on readiness says that it isn't; everything is served as before until {@link close}. */
  retire(): void;
  /** Ends streams, timers and the listening connection; the database stays open for its owner to close. */
  close(): Promise<void>;
};

export function createApp(options: AppOptions): WebApp {
  let isRetiring = false;
  const app: App = {
    ...options,
    ...openThrottles(options.db, options.paces),
    assets: loadAssets(),
    live: openLive(options.db, options.log),
    metrics: openMetrics(options.db, options.registry),
    readiness: openReadiness(options.db),
    isRetiring: () => isRetiring,
    progress: openProgress(options.db, {
      now: options.now,
      onFailure: (error) => options.log.warn({ failure: String(error) }, 'a board was not counted'),
    }),
  };
  const sessions = openSessions(options);
  const web = express();
  web.disable('x-powered-by');
  web.set('query parser', 'simple');
  // A proxy may say where people come from: one on this machine, and behind https one in the private network.
  const places = options.secure_cookies ? ['loopback', 'linklocal', 'uniquelocal'] : ['loopback'];
  web.set('trust proxy', options.proxy_hops ?? places);
  web.use(nameRequest, requestLog(options.log), app.metrics.handler, guards(options), reserve);
  web.use(app.assets.handler);
  web.use(express.json({ limit: '1mb' }), express.urlencoded({ extended: false, limit: '1mb' }));
  const session = [sessions.handler, loadCaller(app)];
  for (const { method, path, facts, handle } of routes) {
    // A probe or a scraper needs no session and must not wait for its table.
    web[method](path, ...(facts.sessionless ? [] : session), (req, res) => handle(app, req, res));
  }
  web.use(...session, unknownPath);
  web.use(problemHandler(app));
  const retire = () => {
    isRetiring = true;
  };
  const close = async () => {
    retire();
    sessions.close();
    await app.live.close();
  };
  return Object.assign(web, { retire, close });
}

/** No cache keeps an answer unless it says so itself, as scripts and styles do; and no page of ours uses what a device can sense. */
const reserve: RequestHandler = (_req, res, next) => {
  res.set({
    'Cache-Control': 'no-store',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  });
  next();
};

/** Nothing from elsewhere, nothing inline, no frame around us. */
const guards = (options: AppOptions) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        // Said again, for those who look for it: the default says it already.
        objectSrc: ["'none'"],
      },
    },
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: options.secure_cookies,
  });
