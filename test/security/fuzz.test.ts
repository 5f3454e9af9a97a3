/** Ten thousand requests that fit the published description badly: no 5xx, no stack, no word of what is inside; FUZZ_REQUESTS=100000 sends more. */
import http from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationsOf } from './api.ts';
import { type Branches, openBranches } from './branches.ts';
import { type Choose, lackOf } from './filling.ts';
import { type Ids, idsBelow } from './foreign.ts';
import { type HostileRequest, hostileRequests } from './hostile.ts';
import { type Visitor, visitorOf } from './visitor.ts';

const count = Number(process.env.FUZZ_REQUESTS ?? 10_000);
const seed = Number(process.env.FUZZ_SEED ?? 2026);

let branches: Branches;
let visitors: Visitor[];
beforeAll(async () => {
  branches = await openBranches();
  const { province, city, county, otherCounty, neighbour } = branches.web.places;
  visitors = [];
  for (const place of [province, city, county, otherCounty, neighbour, branches.far.county]) {
    visitors.push(await visitorOf(branches.web, place));
  }
}, 120_000);
afterAll(() => branches.close());

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** Sends the bytes as they are: no client of ours mends them. */
function send(
  request: HostileRequest,
  own: Record<string, string>,
): Promise<{ status: number; body: string }> {
  const { port } = new URL(branches.web.url);
  const { method, target, body } = request;
  const headers = { ...request.headers, ...own, ...(body === null ? {} : { 'content-length': body.length }) };
  return new Promise((resolve, reject) => {
    const sent = http.request({ host: '127.0.0.1', port, method, path: target, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      const end = () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      // A stream of events doesn't end by itself.
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        end();
        sent.destroy();
        return;
      }
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', end);
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

/** What only a stack or a statement of the database says. */
const insides =
  /\n\s+at |node_modules|\.tsx?:\d+|\bsyntax error at or near|violates .* constraint|invalid input syntax/;

const endVisits = new Set(['POST /sign-out', 'POST /sessions/end']);

/** Half of them as programs, half as people with a session and its token. */
const credentials = (visitor: Visitor, nth: number): Record<string, string> =>
  nth % 2 === 0
    ? { accept: 'application/json', authorization: `Bearer ${visitor.token}` }
    : { accept: 'text/html', cookie: visitor.browser.cookie, 'x-csrf-token': visitor.browser.csrf };

it(`${count} hostile requests are each answered, and never by a failure`, async () => {
  const ids: Ids = await idsBelow(branches, branches.web.places.province.unit.path, '/none/');
  const outsiders = await idsBelow(branches, branches.web.places.stranger.unit.path, '/none/');
  // Nobody's account who asks here, or soon nobody would be let in.
  const choose: Choose = (kind) => (kind === 'accounts' ? outsiders : ids)[kind][0] ?? '1';
  const operations = (await operationsOf(branches.web)).filter(
    (operation) => !endVisits.has(operation.name) && lackOf(operation) === null,
  );
  const requests = fc.sample(hostileRequests(operations, choose), { numRuns: count, seed });
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  let next = 0;
  const hand = async () => {
    for (let nth = next++; nth < requests.length; nth = next++) {
      const request = requests[nth] as HostileRequest;
      const visitor = visitors[nth % visitors.length] as Visitor;
      const answer = await send(request, credentials(visitor, Math.floor(nth / visitors.length))).catch(
        (error: Error) => ({ status: 0, body: error.message }),
      );
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 0 || answer.status >= 500 || insides.test(answer.body)) {
        const { method, target, headers, body } = request;
        faults.push(
          `${answer.status} ${method} ${target.slice(0, 200)} ${headers['content-type']} ${body?.toString('utf8').slice(0, 300)} → ${answer.body.slice(0, 200)}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, hand));
  agent.destroy();
  expect(faults).toEqual([]);
  // It would prove little if most had been turned away at the door.
  expect((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0)).toBeLessThan(count / 4);
}, 600_000);
