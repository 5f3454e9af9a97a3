/** A job is followed from the dispatcher to its end on either queue, by a real collector, and says nothing but ids. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { openTracing, type Tracing } from '../../workers/traces.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { openQueueOf, queueKinds } from '../setup/queues.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';
import { comesTo, startTestWorker } from '../setup/working.ts';

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly events?: readonly unknown[];
}

let collector: Server;
const received: string[] = [];
let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let tracing: Tracing;
beforeAll(async () => {
  collector = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) text += chunk;
    if (req.url === '/v1/traces') received.push(text);
    res.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret, system: true });
  places = await seedRegistry(db);
});
afterAll(async () => {
  collector.close();
  collector.closeAllConnections();
  await db.close();
  await database.drop();
});

describe.each(queueKinds)('with the queue on %s', (kind) => {
  it('both ends of a job are one trace, with ids and without a word of the file', async () => {
    received.length = 0;
    const { port } = collector.address() as AddressInfo;
    tracing = await openTracing(`http://127.0.0.1:${port}`);
    const queue = await openQueueOf(kind, database);
    const worker = await startTestWorker(db, queue.place, { telemetry: tracing.telemetry });
    const rows = rowsAt(places.school, kind === 'redis' ? 1 : 11, 2);
    const id = await sendIn(db, places.school, csvOf(rows), '不该出现的文件名.csv');
    await comesTo(db, id, ['ready']);
    await worker.close();
    await tracing.close();
    await queue.stop();
    const spans = received.flatMap((text) =>
      (
        JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] }
      ).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
    const done = spans.find(
      ({ name, attributes }) =>
        /process/.test(name) && attributes.some(({ value }) => value.stringValue?.includes(`${id}.`)),
    );
    expect(done, JSON.stringify(spans)).toBeDefined();
    expect(spans.filter(({ traceId }) => traceId === done?.traceId).length).toBeGreaterThan(1);
    const text = received.join('\n');
    for (const { name, id_number, mobile } of rows) {
      for (const secret of [name, id_number, mobile, '不该出现', places.school.unit.name]) {
        expect(text).not.toContain(secret);
      }
    }
    for (const { events } of spans) expect(events ?? []).toEqual([]);
  });
});
