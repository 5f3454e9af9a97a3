/** Where people come from, as proxies say it: the word of as many as there are, and not of whoever writes the header first. */
import { expect, it } from 'vitest';
import { openWeb } from '../review-ui/web.ts';

it.each([
  [0, '127.0.0.1'],
  [1, '203.0.113.2'],
  [2, '203.0.113.1'],
])(
  'behind %i proxies somebody who writes another address each time is counted for %s',
  async (proxy_hops, address) => {
    const web = await openWeb({ proxy_hops, secure_cookies: true });
    try {
      for (const forged of ['198.51.100.9', '198.51.100.10', '10.0.0.9']) {
        const headers = { 'x-forwarded-for': `${forged}, 203.0.113.1, 203.0.113.2` };
        await fetch(`${web.url}/verify/${'0'.repeat(64)}`, { headers });
      }
      const { rows } = await web.db.pool.query("select key, points from throttles where key like 'verify:%'");
      expect(rows).toEqual([{ key: `verify:${address}`, points: 3 }]);
    } finally {
      await web.close();
    }
  },
);
