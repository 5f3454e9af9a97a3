/** A port for the figures of a worker, which serves nothing else: the first free one from the wished one on. */
import type { Server } from 'node:http';
import type { Registry } from 'prom-client';
import { mayScrape, scraperOf } from '../review-ui/pages/operations/metrics-door.ts';
import { listen, PortTaken } from './listen.ts';

export interface MetricsPlace {
  readonly host: string;
  readonly port: number;
  /** Needed by whoever asks from another machine. */
  readonly token: string | undefined;
}

/** So many workers of one machine find a port each. */
const most_ports = 16;

/** Answers the port. Throws `PortTaken` when all of them are. */
export async function serveMetrics(
  registry: Registry,
  { host, port, token }: MetricsPlace,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = await firstFree(host, port, async (req, res) => {
    const scraper = scraperOf({ metrics_token: token, secure_cookies: false }, req);
    if (req.method !== 'GET' || req.url !== '/metrics' || !mayScrape(scraper)) {
      res.writeHead(404).end();
      return;
    }
    const text = await registry.metrics().catch(() => null);
    if (text === null) res.writeHead(500).end();
    else res.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).end(text);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : port, close };
}

async function firstFree(host: string, port: number, app: Parameters<typeof listen>[0]): Promise<Server> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await listen(app, { host, port: port + tried });
    } catch (error) {
      if (!(error instanceof PortTaken) || tried + 1 >= most_ports || port + tried >= 65_535) throw error;
    }
  }
}
