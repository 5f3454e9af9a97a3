/** Opens the port for pages, or says in words which setting stands in the way. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { StartRefusal } from './start-refusal.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How long and how much one connection may take; whoever is slower or asks for more is ended, so that others are served. */
export interface ConnectionLimits {
  /** For the head of a request: nobody needs long to say what they want. */
  readonly head_ms: number;
  /** For a whole request: an upload on a slow line. */
  readonly request_ms: number;
  /** Between two requests of one connection. */
  readonly idle_ms: number;
  /** How often slow ones are looked for. */
  readonly check_ms: number;
  readonly connections: number;
  /** Requests of one connection before it is made anew. */
  readonly requests: number;
  readonly head_bytes: number;
}

export const usualLimits: ConnectionLimits = {
  ...{ head_ms: 20_000, request_ms: 10 * 60_000, idle_ms: 30_000, check_ms: 5_000 },
  ...{ connections: 4_000, requests: 10_000, head_bytes: 16 * 1024 },
};

/** The port is another's. */
export class PortTaken extends StartRefusal {}

/** Resolves once requests are taken. Throws PortTaken, or a StartRefusal when the address may not be used at all. */
export function listen(
  app: RequestListener,
  address: Address,
  limits: ConnectionLimits = usualLimits,
): Promise<Server> {
  const server = createServer(
    {
      headersTimeout: limits.head_ms,
      requestTimeout: limits.request_ms,
      keepAliveTimeout: limits.idle_ms,
      connectionsCheckingInterval: limits.check_ms,
      maxHeaderSize: limits.head_bytes,
    },
    app,
  );
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = limits.requests;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, address)));
    server.listen(address.port, address.host, () => resolve(server));
  });
}

/** Throws as `listen` does, and leaves the port free again. */
export async function requireFreePort(address: Address): Promise<void> {
  const server = await listen(() => undefined, address);
  await new Promise((resolve) => server.close(resolve));
}

/** Where a browser on this machine finds what listens at the address. */
export function urlOf({ host, port }: Address): string {
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  return `http://${everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)}:${port}`;
}

function explain(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new PortTaken(
        `端口 ${port}（${host}）已被占用。请停止占用它的程序，或用 PORT 设置另一个端口，如 PORT=${otherPort(port)} npm start`,
        `Port ${port} on ${host} is taken. Stop what uses it, or set another with PORT, such as PORT=${otherPort(port)} npm start`,
      );
    case 'EACCES':
      return new StartRefusal(
        `没有权限使用端口 ${port}。请把 PORT 设为 1024 或更大。`,
        `No permission to use port ${port}. Set PORT to 1024 or more.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartRefusal(
        `本机没有地址 ${host}。请检查 HOST，如 127.0.0.1 或 0.0.0.0。`,
        `This machine has no address ${host}. Check HOST, such as 127.0.0.1 or 0.0.0.0.`,
      );
    default:
      return error;
  }
}

const otherPort = (port: number): number => (port < 65_535 ? port + 1 : port - 1);
