/** Finds a port of this machine that nobody listens on. */
import { createServer } from 'node:net';

/** `wished` if it is free on 127.0.0.1, else one that the system chooses. It may be taken before you do. */
export async function freePort(wished?: number): Promise<number> {
  const found = (wished === undefined ? undefined : await tryPort(wished)) ?? (await tryPort(0));
  if (found === undefined) throw new Error('this machine has no free port on 127.0.0.1');
  return found;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      probe.close(() => resolve(found));
    });
  });
}
