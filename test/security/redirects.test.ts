/** Where `next` may lead after signing in or choosing a language: to this site, whatever is written into it. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '../../review-ui/local-path.ts';
import { Browser, openWeb, password, type Web } from '../review-ui/web.ts';

let web: Web;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const elsewhere = [
  ...['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'],
  ...['javascript:alert(1)', 'data:text/html,x', ' //evil.example', '/ /evil.example', '///evil.example'],
  ...['https:evil.example', 'evil.example', '@evil.example', '.evil.example', '/\r\nX-Evil: 1', ''],
];
const here = ['/', '/uploads', '/teachers?name=%E5%BC%A0&page=2', '/units/1#top', '/a//b'];

describe('what leads elsewhere', () => {
  it.each(elsewhere)('leads home after signing in: %j', async (next) => {
    const answer = await new Browser(web).post('/sign-in', {
      ...{ username: web.places.school.actor.username, password, next },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  });

  it.each(elsewhere)('leads home after choosing a language: %j', async (next) => {
    const answer = await new Browser(web).post('/language', { language: 'en', next });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  });
});

it.each(here)('what leads here is followed: %s', (next) => {
  expect(localPath(next)).toBe(next);
});

it('no text at all leads to another host', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '//',
    'evil.example',
    '@',
    ':',
    '?',
    '#',
    '.',
    '\t',
    '%2f',
    'http:',
    '\n',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (next) => {
      const { host } = new URL(localPath(next), 'http://here.invalid');
      expect(host).toBe('here.invalid');
    }),
    { numRuns: 5_000 },
  );
});
