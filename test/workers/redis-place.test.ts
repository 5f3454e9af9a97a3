/** What `REDIS_URL` means. */
import { expect, test } from 'vitest';
import { redisPlaceOf } from '../../workers/redis-place.ts';

test.each([
  ['redis://:pw@queue.example.com:6380/1', { kind: 'single', url: 'redis://:pw@queue.example.com:6380/1' }],
  ['rediss://queue.example.com', { kind: 'single', url: 'rediss://queue.example.com' }],
  [
    'redis+sentinel://:p%40w@one.example.com:26380,two.example.com,[2001:db8::3]:26381/main',
    {
      kind: 'sentinel',
      hosts: [
        { host: 'one.example.com', port: 26_380 },
        { host: 'two.example.com', port: 26_379 },
        { host: '2001:db8::3', port: 26_381 },
      ],
      name: 'main',
      login: { password: 'p@w' },
    },
  ],
  [
    'rediss+sentinel://muster:pw@10.0.0.1/main?sentinel_password=other%26',
    {
      kind: 'sentinel',
      hosts: [{ host: '10.0.0.1', port: 26_379 }],
      name: 'main',
      login: { username: 'muster', password: 'pw', tls: {} },
      sentinel_password: 'other&',
    },
  ],
  [
    'redis+cluster://one.example.com,two.example.com:7001',
    {
      kind: 'cluster',
      hosts: [
        { host: 'one.example.com', port: 6_379 },
        { host: 'two.example.com', port: 7_001 },
      ],
      login: {},
    },
  ],
])('%s is understood', (url, place) => {
  expect(redisPlaceOf(url)).toEqual(place);
});

test.each([
  ['http://queue.example.com', 'another protocol'],
  ['queue.example.com', 'no protocol'],
  ['redis+sentinel://one.example.com', 'no name of a master'],
  ['redis+sentinel://one.example.com:0/main', 'no such port'],
  ['redis+sentinel://one.example.com:65536/main', 'no such port'],
  ['redis+sentinel://one.example.com,/main', 'a host without a name'],
  ['redis+sentinel:///main', 'no host'],
  ['redis+sentinel://user@one.example.com/main', 'a user without a password'],
  ['redis+sentinel://:%zz@one.example.com/main', 'a broken escape'],
  ['redis+sentinel://one.example.com/main?db=1', 'an unknown parameter'],
  ['redis+cluster://one.example.com/1', 'a database, which a cluster has not'],
  ['redis+cluster://one.example.com?sentinel_password=x', 'sentinels, which a cluster has not'],
  ['redis+proxy://one.example.com', 'an unknown kind'],
])('%s is refused: %s', (url) => {
  expect(redisPlaceOf(url)).toBeNull();
});
