/** Waiting for what other processes do, without fixed sleeps. */
import { setTimeout as wait } from 'node:timers/promises';

/** Resolves with the first value that `isIt` accepts; throws with the last one after `within_ms`. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isIt: (value: T) => boolean,
  within_ms = 20_000,
): Promise<T> {
  const deadline = Date.now() + within_ms;
  for (;;) {
    const value = await ask();
    if (isIt(value)) return value;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(value)} after ${within_ms} ms`);
    await wait(25);
  }
}
