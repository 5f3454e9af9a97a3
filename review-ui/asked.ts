/** A request as a route sees it: parsed, with its caller, and with the page's context. */
import type { Request, Response } from 'express';
import type { Database } from '../database/connect.ts';
import type { Actor } from '../schemas/actor.ts';
import type { App } from './app-options.ts';
import { nobody } from './caller.ts';
import type { UploadedFile } from './multipart.ts';
import { type PageContext, pageContext } from './page.ts';
import { languageOf } from './words.ts';

export interface Asked<P = unknown, Q = unknown, B = unknown, A extends Actor | null = Actor | null> {
  readonly req: Request;
  readonly res: Response;
  readonly app: App;
  readonly db: Database;
  readonly actor: A;
  readonly page: PageContext;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The file of a multipart route, null when none was chosen. */
  readonly file: UploadedFile | null;
}

/** The context of the page that answers this request; works before the caller is known, for error pages. */
export function pageOf(app: App, req: Request, res: Response): PageContext {
  const caller = res.locals.caller ?? nobody;
  return pageContext({
    actor: caller.actor,
    language: languageOf(req),
    csrf: caller.csrf,
    unread: caller.unread,
    password_days_left: caller.password.days_left,
    here: req.originalUrl,
    path: req.path,
    demo: app.demo,
    now: app.now(),
    assets: app.assets.paths,
  });
}

/** Whether the answer is JSON: asked for by `Accept`, by a bearer token, or by sending JSON. */
export const wantsJson = (req: Request, res: Response): boolean =>
  res.locals.caller?.by === 'token' ||
  req.headers.authorization !== undefined ||
  req.is('application/json') === 'application/json' ||
  req.accepts(['html', 'json', 'application/problem+json']) !== 'html';

/** Whether the answer is a part of a page for htmx; a boosted link replaces the body and wants a whole one. */
export const wantsFragment = (req: Request): boolean =>
  req.get('HX-Request') === 'true' && req.get('HX-Request-Type') !== 'full';

/** Whether the page that asks stays: htmx puts something of the answer into it, a part, or what it picks of a whole page. */
export const pageStays = (req: Request): boolean =>
  req.get('HX-Request') === 'true' && req.get('HX-Boosted') === undefined;
