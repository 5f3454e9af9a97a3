/** A client of the Redis that many machines share, which gives up on a link that fell silent. */
import { Cluster, Redis } from 'ioredis';
import { redisPlaceOf } from './redis-place.ts';

/**
 * A link that is cut says nothing: without these a command would wait until the kernel gives up, after a quarter of an hour.
 * A worker waits for a job for up to 10 s in one command, so silence begins later.
 */
const silence = { connectTimeout: 5_000, keepAlive: 5_000, socketTimeout: 15_000 };

/** A primary that became a replica keeps its connections and answers them for ever that it takes no writes: leave it, and ask again where the address leads now. */
const demoted = { reconnectOnError: (error: Error) => error.message.startsWith('READONLY') };

/** A ring that can't be placed fails at once and is tried again by the dispatcher; a worker waits for its Redis. */
const sides = {
  ringer: { enableOfflineQueue: false, maxRetriesPerRequest: 1 },
  answerer: { enableOfflineQueue: true, maxRetriesPerRequest: null },
} as const;

/** Opens a client, which goes on trying to connect; the caller ends it with `disconnect`. Throws where `url` names no Redis. */
export function openRedis(url: string, side: keyof typeof sides): Redis | Cluster {
  const place = redisPlaceOf(url);
  if (place === null) throw new Error('this is no address of a Redis');
  const { enableOfflineQueue, maxRetriesPerRequest } = sides[side];
  const options = { ...silence, ...demoted, maxRetriesPerRequest };
  if (place.kind === 'single') return new Redis(place.url, { ...options, enableOfflineQueue });
  const hosts = place.hosts.map(({ host, port }) => ({ host, port }));
  if (place.kind === 'cluster') {
    return new Cluster(hosts, {
      ...{ enableOfflineQueue, redisOptions: { ...options, ...place.login } },
      // Certificates are for names, not for the addresses behind them.
      ...(place.login.tls ? { dnsLookup: (name, found) => found(null, name) } : {}),
    });
  }
  return new Redis({
    ...{ ...options, ...place.login, enableOfflineQueue, sentinels: hosts, name: place.name },
    // Without it a sentinel that fell silent would be waited for as long.
    sentinelCommandTimeout: silence.connectTimeout,
    ...(place.sentinel_password === undefined ? {} : { sentinelPassword: place.sentinel_password }),
    ...(place.login.tls ? { enableTLSForSentinelMode: true, sentinelTLS: place.login.tls } : {}),
  });
}
