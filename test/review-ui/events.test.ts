/** Server-sent events: a snapshot, then each move, to those who may see it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../setup/eventually.ts';
import { csvOf, rowsAt, sendIn } from '../setup/registry.ts';
import { type Browser, openWeb, signIn, type Web } from './web.ts';

let web: Web;
beforeAll(async () => {
  web = await openWeb({ heartbeat_ms: 100 });
});
afterAll(() => web.close());

interface Stream {
  readonly status: number;
  readonly type: string;
  /** Everything heard so far. */
  text(): string;
  /** Resolves when the other side ended it. */
  readonly ended: Promise<void>;
  stop(): void;
}

async function listenAs(browser: Browser, path: string): Promise<Stream> {
  const stopper = new AbortController();
  const answer = await browser.request(path, {
    signal: stopper.signal,
    headers: { accept: 'text/html, text/event-stream' },
  });
  let heard = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) heard += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text: () => heard,
    ended: reading,
    stop: () => {
      stopper.abort();
      void reading;
    },
  };
}

const send = (from: number) => sendIn(web.db, web.places.school, csvOf(rowsAt(web.places.school, from, 1)));
const event = (id: string, state: string) =>
  `event: upload\ndata: {"upload_id":"${id}","state":"${state}"}\n\n`;

describe('GET /events', () => {
  it('starts with what is moving and goes on with each move', async () => {
    const id = await send(300);
    const stream = await listenAs(await signIn(web, web.places.school), '/events');
    expect(stream.type).toContain('text/event-stream');
    await eventually(stream.text, (text) => text.includes(event(id, 'received')));
    await web.check(id);
    await eventually(stream.text, (text) => text.includes(event(id, 'ready')));
    stream.stop();
  });

  it('tells the county too, and a stranger nothing', async () => {
    const [county, stranger] = [
      await listenAs(await signIn(web, web.places.county), '/events'),
      await listenAs(await signIn(web, web.places.stranger), '/events'),
    ];
    const id = await send(310);
    await eventually(county.text, (text) => text.includes(event(id, 'received')));
    const own = await sendIn(web.db, web.places.stranger, csvOf(rowsAt(web.places.stranger, 320, 1)));
    await eventually(stranger.text, (text) => text.includes(event(own, 'received')));
    expect(stranger.text()).not.toContain(`"${id}"`);
    expect(county.text()).not.toContain(`"${own}"`);
    county.stop();
    stranger.stop();
  });

  it('about one upload speaks of no other', async () => {
    const [one, other] = [await send(330), await send(340)];
    const stream = await listenAs(await signIn(web, web.places.school), `/events?upload=${one}`);
    await web.check(other);
    await web.check(one);
    await eventually(
      stream.text,
      (text) => text.includes(event(one, 'ready')) || text.includes(event(one, 'superseded')),
    );
    expect(stream.text()).not.toContain(`"${other}"`);
    stream.stop();
  });

  it('hears again after the connection to the database broke, and misses nothing that still moves', async () => {
    const stream = await listenAs(await signIn(web, web.places.school), '/events');
    await web.db.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()",
    );
    const id = await send(350);
    await eventually(stream.text, (text) => text.includes(event(id, 'received')));
    await web.check(id);
    await eventually(stream.text, (text) => text.includes(event(id, 'ready')));
    stream.stop();
  });

  it('goes on while its visit lasts, and ends with it', async () => {
    const [left, stays] = [await signIn(web, web.places.school), await signIn(web, web.places.school)];
    const [over, open] = [await listenAs(left, '/events'), await listenAs(stays, '/events')];
    await eventually(open.text, (text) => text.split(': still here').length > 4);
    await left.post('/sign-out', {});
    await over.ended;
    const id = await send(360);
    await eventually(open.text, (text) => text.includes(event(id, 'received')));
    expect(over.text()).not.toContain(`"${id}"`);
    open.stop();
  });

  it('is for people with an account', async () => {
    const answer = await fetch(`${web.url}/events`, { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(401);
  });
});
