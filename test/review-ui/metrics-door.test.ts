import { expect, it } from 'vitest';
import { mayScrape, type Scraper } from '../../review-ui/pages/operations/metrics-door.ts';

const here: Scraper = {
  ...{ token: undefined, is_behind_proxy: false, authorization: undefined, address: '127.0.0.1' },
  is_forwarded: false,
};
const token = 'a token of the scraper';

it.each<[string, Partial<Scraper>, boolean]>([
  ['this machine may', {}, true],
  ['this machine by IPv6 may', { address: '::1' }, true],
  ['this machine, mapped, may', { address: '::ffff:127.0.0.1' }, true],
  ['a neighbour in the private network may not', { address: '10.0.0.7' }, false],
  ['a stranger may not', { address: '203.0.113.9' }, false],
  ['nobody known may not', { address: undefined }, false],
  ['a proxy of this machine that speaks for another may not', { is_forwarded: true }, false],
  ['this machine may not where everybody comes by a proxy', { is_behind_proxy: true }, false],
  ['a token that nobody set opens nothing', { address: '10.0.0.7', authorization: `Bearer ${token}` }, false],
  ['whoever brings the token may', { token, authorization: `Bearer ${token}`, address: '10.0.0.7' }, true],
  [
    'whoever brings the token by a proxy may',
    { token, authorization: `Bearer ${token}`, is_forwarded: true, is_behind_proxy: true },
    true,
  ],
  ['this machine may not without the token', { token }, false],
  ['another token opens nothing', { token, authorization: 'Bearer a token of somebody' }, false],
  ['half a token opens nothing', { token, authorization: `Bearer ${token.slice(0, 5)}` }, false],
])('%s', (_what, changed, may) => {
  expect(mayScrape({ ...here, ...changed })).toBe(may);
});
