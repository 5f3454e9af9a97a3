/** A route is declared once: its path, who may call it, what it takes and answers; served and documented from there. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { refuseUnusable } from '../database/own-password.ts';
import type { Actor } from '../schemas/actor.ts';
import type { Words } from '../schemas/language.ts';
import { problem } from '../schemas/problem.ts';
import { mustSetCode } from '../schemas/second-factor.ts';
import type { Tier } from '../schemas/unit.ts';
import type { App } from './app-options.ts';
import { type Asked, pageOf } from './asked.ts';
import { type Caller, nobody } from './caller.ts';
import { requireSameOrigin, requireToken } from './csrf.ts';
import { readMultipart } from './multipart.ts';
import { enterAct, type HeavyAct } from './pace.ts';

/** Everybody, everybody with an account, or only people of these tiers. */
export type Who = 'anyone' | 'signed-in' | readonly Tier[];

type ActorOf<W extends Who> = W extends 'anyone' ? Actor | null : Actor;

export interface RouteDefinition<W extends Who, P, Q, B> {
  readonly method: 'get' | 'post' | 'patch';
  /** Express pattern; `:id` matches one segment. */
  readonly path: string;
  readonly summary: Words;
  readonly who: W;
  /** What doesn't fit is `not-found`. */
  readonly params?: z.ZodType<P>;
  /** What doesn't fit is `invalid-input`. */
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** The body is multipart with one file in the field `file`; `body` then describes the other fields. */
  readonly multipart?: true;
  /** Served without looking for a session: probes and figures. */
  readonly sessionless?: true;
  /** Served also to people whose password is initial or expired, who must choose another before all else. */
  readonly beforePassword?: true;
  /** Served to people who must set up codes before all else. */
  readonly beforeCode?: true;
  /**
   * Asked by a page while somebody is about something else. Whose visit ended or was renewed meanwhile is led nowhere by it: the
   * answer would take them from the page that they are on the way to.
   */
  readonly aside?: true;
  /** What it is counted as; a file in for multipart and a file out for what isn't a page, unless said. */
  readonly act?: HeavyAct;
  /** For people with a session: what guards an account is not for a program that carries a token of it. */
  readonly inPerson?: true;
  /** The JSON answer, for the published description. */
  readonly answer?: z.ZodType;
  /** Status of success; 200 unless said. */
  readonly status?: number;
  /** What is answered when it isn't JSON: a content type such as `text/event-stream`. */
  readonly produces?: string;
  readonly serve: (asked: Asked<P, Q, B, ActorOf<W>>) => Promise<void> | void;
}

/** A route without its types: what registration and the published description need. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch';
  readonly path: string;
  readonly facts: Omit<RouteDefinition<Who, unknown, unknown, unknown>, 'serve' | 'method' | 'path'>;
  readonly handle: (app: App, req: Request, res: Response) => Promise<void>;
}

export function route<const W extends Who, P = unknown, Q = unknown, B = unknown>(
  definition: RouteDefinition<W, P, Q, B>,
): Route {
  const { method, path, serve, ...facts } = definition;
  const handle = async (app: App, req: Request, res: Response): Promise<void> => {
    const caller = res.locals.caller ?? nobody;
    res.locals.route = path;
    res.locals.is_aside = definition.aside === true;
    requireWho(definition.who, caller.actor);
    if (definition.who !== 'anyone') requireDone(app, caller, definition);
    if (caller.reads_only && method !== 'get') throw problem('token-reads-only');
    requireSameOrigin(req, caller);
    await enterAct(app, req, caller.actor, definition);
    const { fields, file } = definition.multipart
      ? await readMultipart(req, app.limits)
      : { fields: fieldsOf(req.body), file: null };
    requireToken(req, caller, fields.csrf);
    await serve({
      ...{ req, res, app, db: { ...app.db, request_id: res.locals.request_id }, file },
      actor: caller.actor as ActorOf<W>,
      page: pageOf(app, req, res),
      params: parsed(definition.params, req.params, () => problem('not-found')),
      query: parsed(definition.query, req.query, naming),
      body: parsed(definition.body, fields, naming),
    });
  };
  return { method, path, facts, handle };
}

const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {};

function requireWho(who: Who, actor: Actor | null): void {
  if (who === 'anyone') return;
  if (actor === null) throw problem('not-signed-in');
  if (who !== 'signed-in' && !who.includes(actor.tier)) throw problem('not-your-tier', { by: who.join(' ') });
}

/** What has to be done before anything else. Throws `password-change-required`, `password-expired`, `code-required` or `in-person`. */
function requireDone(
  app: App,
  { actor, by, password }: Caller,
  { beforePassword, beforeCode, inPerson }: Route['facts'],
): void {
  if (actor === null) return;
  if (!beforePassword) refuseUnusable(password);
  if (mustSetCode(app.codes, actor) && !beforePassword && !beforeCode) throw problem('code-required');
  if (inPerson && by !== 'session') throw problem('in-person');
}

/** The value in its schema's shape. Without a schema nothing is handed on. */
function parsed<T>(
  schema: z.ZodType<T> | undefined,
  value: unknown,
  otherwise: (error: z.ZodError) => Error,
): T {
  if (schema === undefined) return undefined as T;
  const named = nulIn(value);
  if (named !== null) throw otherwise(new z.ZodError([{ code: 'custom', path: [named], message: 'NUL' }]));
  const result = schema.safeParse(value);
  if (!result.success) throw otherwise(result.error);
  return result.data;
}

/** The field of a request that holds the character NUL, which no text of PostgreSQL can hold and nobody means; null for none. */
function nulIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).find(([name, one]) => name.includes('\0') || holdsNul(one));
  return found === undefined ? null : found[0].replaceAll('\0', '');
}

const holdsNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\0') : nulIn(value) !== null;

const naming = (error: z.ZodError): Error =>
  problem('invalid-input', {
    fields: [...new Set(error.issues.map((issue) => issue.path.join('.') || 'body'))].join(', '),
  });
