/** Where every refusal and every failure becomes an answer: problem+json, a page, or a notice for htmx (RFC 9457). */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { render } from 'preact-render-to-string';
import { isOutage } from '../database/outage.ts';
import { Problem, type ProblemCode, problem } from '../schemas/problem.ts';
import type { App } from './app-options.ts';
import { pageOf, pageStays, wantsJson } from './asked.ts';
import { ErrorPage } from './error-page.tsx';
import { localPath } from './local-path.ts';
import { problemText } from './problem-words.ts';
import { document, markAnswer } from './respond.tsx';

/** No route took the request. */
export const unknownPath: RequestHandler = () => {
  throw problem('not-found');
};

export const problemHandler =
  (app: App): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const refusal = toProblem(error, res.locals.request_id);
    // What a stack may quote (a row, a statement's parameters) is nobody's business: name, code and place only.
    if (refusal.code === 'internal') {
      app.log.error(
        { request_id: res.locals.request_id, route: res.locals.route, ...placeOf(error) },
        'failed',
      );
    }
    res.locals.problem = refusal.code;
    if (res.headersSent) return next(error);
    answer(app, req, res, refusal);
  };

/** Where people are led who have something to do before all else. */
const doFirst: Partial<Record<ProblemCode, string>> = {
  'password-change-required': '/password',
  'password-expired': '/password',
  'code-required': '/second-factor',
};

function answer(app: App, req: Request, res: Response, refusal: Problem): void {
  const page = pageOf(app, req, res);
  const text = problemText(refusal, page.language);
  markAnswer(res);
  if (refusal.code === 'slow-down') res.set('Retry-After', String(refusal.params.seconds ?? 60));
  if (refusal.status === 401 && !wantsJson(req, res)) {
    signInFirst(req, res);
    return;
  }
  const first = doFirst[refusal.code];
  if (first !== undefined && !wantsJson(req, res)) {
    goTo(first, req, res);
    return;
  }
  res.status(refusal.status);
  if (wantsJson(req, res)) {
    if (refusal.status === 401) res.set('WWW-Authenticate', 'Bearer');
    res.type('application/problem+json').send(JSON.stringify(problemBody(refusal, text)));
  } else if (pageStays(req)) {
    // Never into the row that was being worked on: the frame has a place for what went wrong. All of it, whatever the request would
    // have picked from the page that it asked for.
    res.set({ 'HX-Retarget': '#notice', 'HX-Reswap': 'innerHTML', 'HX-Reselect': 'p' });
    res.type('html').send(render(<p>{text}</p>));
  } else {
    const from = pageBefore(req);
    res
      .type('html')
      .send(document(page, text, <ErrorPage page={page} status={refusal.status} text={text} from={from} />));
  }
}

/** The public form of a problem. `title` names the kind in words, `detail` adds what is particular; here one sentence says both. */
export const problemBody = (refusal: Problem, text: string) => ({
  type: `urn:muster:problem:${refusal.code}`,
  title: text,
  status: refusal.status,
  detail: text,
  code: refusal.code,
  params: refusal.params,
});

/** People without a session are shown the door they came for once they are in; by what is asked aside they are led nowhere. */
function signInFirst(req: Request, res: Response): void {
  if (res.locals.is_aside && pageStays(req)) {
    res.set('HX-Reswap', 'none').status(401).end();
    return;
  }
  const next = pageLeft(req);
  const path = next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
  goTo(path, req, res, 401);
}

/** The page that somebody was on: the one asked for, or the one whose form or part it was. */
const pageLeft = (req: Request): string =>
  req.method === 'GET' && !pageStays(req) ? req.originalUrl : (cameFrom(req) ?? '/');

/** Where a refused reader can go back to: not to the address that refuses. */
function pageBefore(req: Request): string | null {
  const from = cameFrom(req);
  return from === '/' || (req.method === 'GET' && from === req.originalUrl) ? null : from;
}

/** A page of ours other than the door; null for anything else. */
function cameFrom(req: Request): string | null {
  const left = req.get('HX-Current-URL') ?? req.get('Referer') ?? '';
  if (!URL.canParse(left)) return null;
  const { host, pathname, search } = new URL(left);
  return host === req.headers.host && pathname !== '/sign-in' ? localPath(pathname + search) : null;
}

/** Sends people to another page first; htmx has to be told in its own way. */
function goTo(path: string, req: Request, res: Response, status = 403): void {
  if (pageStays(req)) res.set('HX-Redirect', path).status(status).end();
  else res.redirect(303, path);
}

function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status === 413) return problem('file-too-large', { limit_mib: 1 });
  // Broken JSON, a charset nobody knows, a broken escape in the address: the sender's to mend.
  if (status === 400 || status === 415) return problem('invalid-input', { fields: 'body' });
  if (isOutage(error)) return problem('unavailable');
  // Two people took the same rows in another order, or the unit moved under whoever wrote: nothing was done.
  if (isOvertaken(error)) return problem('stale');
  return problem('internal', { request_id: requestId });
}

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** SQLSTATE 40P01 and 40001; and 23503 of a key that carries a unit's path. */
const isOvertaken = (error: unknown): boolean =>
  /^(40P01|40001)$/.test(codeOf(error)) ||
  (codeOf(error) === '23503' && /unit_path/.test((error as { constraint?: string }).constraint ?? ''));

const placeOf = (error: unknown) => ({
  error: error instanceof Error ? error.name : typeof error,
  code: codeOf(error),
  at:
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .filter((line) => /^\s+at /.test(line))
          .slice(0, 8)
      : [],
});
