/** The web application on a real port over a database of its own, and people who use it as browsers and programs do. */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { saveAccount } from '../../database/accounts.ts';
import { connect, type Database } from '../../database/connect.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { usualShrinkage } from '../../pipeline/shrinkage.ts';
import { type AppOptions, createApp } from '../../review-ui/app.ts';
import { usualExtensions } from '../../schemas/campaign-window.ts';
import type { PacePolicy } from '../../schemas/pace.ts';
import { usualPasswords } from '../../schemas/password.ts';
import { usualSessions } from '../../schemas/session.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { applyUploads } from '../../workers/apply.ts';
import { checkUploads } from '../../workers/check.ts';
import { writeExports } from '../../workers/exports/write.ts';
import { openPlanner } from '../../workers/planning/planner.ts';
import { deskOf } from '../../workers/reading/desk.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';
import { testNow } from '../setup/working.ts';

/** The password of every account made by {@link openWeb}. */
export const password = 'Correct-horse-7';

export interface Web {
  readonly url: string;
  readonly db: Database;
  readonly database: FreshDatabase;
  readonly places: SeededRegistry;
  /** Every line that was logged, as text. */
  readonly logged: string[];
  /** Does what a worker would with an upload that owes its check. */
  check(uploadId: string): Promise<void>;
  /** Does what a worker would with an approved one. */
  apply(uploadId: string): Promise<void>;
  /** Does what a worker would with an export that owes its file. */
  write(exportId: string): Promise<void>;
  close(): Promise<void>;
}

/** Tests ask more often than people do. */
const unhurried: PacePolicy = { requests: 1e6, stranger_requests: 1e6, files: 1e6, sign_ins: 1e6 };

/** Lets the accounts of these places sign in with {@link password}. */
export const givePasswords = (db: Database, places: readonly Place[]): Promise<void> =>
  asSystem(db, async (tx) => {
    const password_hash = await hashPassword(password);
    for (const { actor, unit } of places) {
      await saveAccount(tx, {
        ...{ username: actor.username, password_hash, unit_id: unit.id, unit_path: unit.path },
      });
    }
  });

/** A registry that is there already, instead of a seeded one. */
export type Registry = Pick<Web, 'database' | 'places'>;

export async function openWeb(options: Partial<AppOptions> = {}, registry?: Registry): Promise<Web> {
  const database = registry?.database ?? (await freshDatabase());
  const db = connect({ url: database.appUrl, secret: database.secret });
  const places = registry?.places ?? (await seedRegistry(db));
  if (registry === undefined) await givePasswords(db, Object.values(places));
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const working = {
    ...{ db, log, allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits },
    ...{ now: testNow, reader: new Reader({ limits: defaultReadLimits }) },
  };
  const planner = openPlanner();
  const app = createApp({
    ...{ db, log, allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits },
    shrinkage: usualShrinkage,
    extensions: usualExtensions,
    passwords: usualPasswords,
    codes: 'optional',
    sessions: usualSessions,
    paces: unhurried,
    ...{ secure_cookies: false, demo: true, now: () => new Date() },
    desk: deskOf(working.reader),
    planner,
    check: (id) => checkUploads(working, [id]),
    write_export: (id) => writeExports({ db, log, is_unwatched: true }, [id]),
    ...options,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    await app.close();
    await Promise.all([working.reader.close(), planner.close()]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.close();
    if (registry === undefined) await database.drop();
  };
  return {
    ...{ url, db, database, places, logged, close },
    check: (id) => checkUploads(working, [id]),
    apply: (id) => applyUploads(working, [id]),
    write: (id) => writeExports(working, [id]),
  };
}

/** A person with a browser: keeps the cookie, follows nothing by itself, sends what a form of the page would. */
export class Browser {
  readonly #web: Web;
  #cookies = new Map<string, string>();
  csrf = '';

  constructor(web: Web) {
    this.#web = web;
  }

  /** The header that a browser would send. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    headers.set('cookie', this.cookie);
    const answer = await fetch(this.#web.url + path, { redirect: 'manual', ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }

  /** The page's HTML; remembers the token of its forms. */
  async page(path: string): Promise<{ status: number; html: string; headers: Headers }> {
    const answer = await this.request(path);
    const html = await answer.text();
    this.csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? this.csrf;
    return { status: answer.status, html, headers: answer.headers };
  }

  post(path: string, fields: Record<string, string> = {}, headers: HeadersInit = {}): Promise<Response> {
    const body = new URLSearchParams({ csrf: this.csrf, ...fields });
    return this.request(path, { method: 'POST', body, headers });
  }

  /** What the upload form sends. */
  upload(
    bytes: Uint8Array<ArrayBuffer>,
    name: string,
    fields: Record<string, string> = {},
    path = '/uploads',
  ): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: uploadForm(bytes, name, { csrf: this.csrf, ...fields }),
    });
  }
}

export function uploadForm(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  form.append('file', new Blob([bytes]), name);
  return form;
}

/** Somebody of the place, signed in, with the token of the first page. */
export async function signIn(web: Web, place: Place): Promise<Browser> {
  const browser = new Browser(web);
  const answer = await browser.post('/sign-in', { username: place.actor.username, password });
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  await browser.page('/');
  return browser;
}

export interface Program {
  get(path: string): Promise<{ status: number; body: unknown; type: string }>;
  post(path: string, body?: unknown): Promise<{ status: number; body: unknown; type: string }>;
  patch(path: string, body: unknown): Promise<{ status: number; body: unknown; type: string }>;
  upload(
    bytes: Uint8Array<ArrayBuffer>,
    name: string,
    fields?: Record<string, string>,
    path?: string,
  ): Promise<{ status: number; body: unknown }>;
}

/** A program of the place with a bearer token. */
export async function program(web: Web, place: Place): Promise<Program> {
  const answer = await fetch(`${web.url}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: place.actor.username, password }),
  });
  const { token } = (await answer.json()) as { token: string };
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    headers.set('accept', 'application/json');
    const reply = await fetch(web.url + path, { redirect: 'manual', ...init, headers });
    const text = await reply.text();
    const type = reply.headers.get('content-type') ?? '';
    return { status: reply.status, type, body: (type.includes('json') ? JSON.parse(text) : text) as unknown };
  };
  const sendJson = (method: string) => (path: string, body: unknown) =>
    send(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    get: (path) => send(path),
    post: (path, body = {}) => sendJson('POST')(path, body),
    patch: sendJson('PATCH'),
    upload: (bytes, name, fields = {}, path = '/uploads') =>
      send(path, { method: 'POST', body: uploadForm(bytes, name, fields) }),
  };
}
