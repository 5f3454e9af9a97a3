/** How many messages a request sends to PostgreSQL: each costs both sides more than most of what is asked in it. */
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { teacherRow } from '../setup/people.ts';
import { csvOf } from '../setup/registry.ts';
import { openWeb, type Program, program, type Web } from './web.ts';

let web: Web;
let sent: string[] = [];
beforeAll(async () => {
  web = await openWeb();
  const watched = new WeakSet<pg.PoolClient>();
  web.db.pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const noted = (...args: unknown[]): unknown => {
      const [asked] = args as [string | { text: string }];
      sent.push(typeof asked === 'string' ? asked : asked.text);
      return query(...args);
    };
    Object.assign(client, { query: noted });
  });
});
afterAll(() => web.close());
beforeEach(() => {
  sent = [];
});

let people = 10;
const upload = async (school: Program): Promise<void> => {
  people += 1;
  const { status } = await school.upload(Uint8Array.from(csvOf([teacherRow(people)])), '教师.csv');
  expect(status).toBe(201);
};
/** What each message is about, by its first word or the name of its statement. */
const named = (): string[] =>
  sent.map((text) => /\/\*(\S+?)\*\//.exec(text)?.[1] ?? text.trim().split(/\W/)[0] ?? '');

it('a receipt is nine messages: who asks, the counter of files, and seven of one transaction', async () => {
  const school = await program(web, web.places.school);
  await upload(school);
  sent = [];
  await upload(school);
  expect(named()).toEqual([
    ...['caller-by-token', 'INSERT', 'begin', 'held-unit', 'receive-uploads', 'keep-file', 'upload-by-id'],
    ...['campaigns', 'commit'],
  ]);
});

it('a token that was not used for an hour is noted beside it, in three more', async () => {
  const school = await program(web, web.places.school);
  sent = [];
  await upload(school);
  expect(named().slice(0, 5)).toEqual(['caller-by-token', 'begin', 'note-token-use', 'commit', 'INSERT']);
  expect(sent).toHaveLength(12);
});
