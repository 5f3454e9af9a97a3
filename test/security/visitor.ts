/** Somebody who asks as pages, htmx and programs do, and everything that an answer says, unpacked. */
import { Archive } from '../../pipeline/read/zip.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { type Browser, password, signIn, type Web } from '../review-ui/web.ts';
import type { Place } from '../setup/registry.ts';

export const representations = ['page', 'fragment', 'json'] as const;
export type Representation = (typeof representations)[number];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Visitor {
  readonly place: Place;
  readonly browser: Browser;
  readonly token: string;
  ask(representation: Representation, path: string, init?: RequestInit): Promise<Answer>;
}

const accepting: Readonly<Record<Representation, Record<string, string>>> = {
  page: { accept: 'text/html' },
  fragment: { accept: 'text/html', 'hx-request': 'true' },
  json: { accept: 'application/json' },
};

/** Signs in once by a form and once for a token. */
export async function visitorOf(web: Web, place: Place): Promise<Visitor> {
  const browser = await signIn(web, place);
  const credentials = { username: place.actor.username, password };
  const given = await fetch(`${web.url}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const { token } = (await given.json()) as { token: string };
  return {
    ...{ place, browser, token },
    async ask(representation, path, init = {}) {
      const headers = { ...accepting[representation], ...(init.headers as Record<string, string>) };
      const answer =
        representation === 'json'
          ? await fetch(web.url + path, {
              ...init,
              redirect: 'manual',
              headers: { ...headers, authorization: `Bearer ${token}` },
            })
          : await browser.request(path, { ...init, headers: { ...headers, 'x-csrf-token': browser.csrf } });
      return { status: answer.status, headers: answer.headers, body: await textOf(answer) };
    },
  };
}

async function textOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    await answer.body?.cancel();
    return '';
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return bytes.toString('utf8');
  const archive = new Archive(bytes, defaultReadLimits);
  return [...archive.names].map((name) => archive.read(name)?.toString('utf8') ?? '').join('\n');
}

const changing = new Set(['date', 'x-request-id', 'set-cookie', 'etag', 'content-length']);

/** The headers without those that differ from one answer to the next. */
export const lastingHeaders = ({ headers }: Answer): string =>
  [...headers]
    .filter(([name]) => !changing.has(name))
    .map((header) => header.join(': '))
    .join('\n');

/** Does the work for all items, some at a time. */
export async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const hand = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 6 }, hand));
}
