import net, { createServer } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import { freePort } from '../../bin/free-port.ts';
import { listen, PortTaken, requireFreePort, urlOf, usualLimits } from '../../bin/listen.ts';
import { StartRefusal } from '../../bin/start-refusal.ts';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function takenPort(): Promise<number> {
  const port = await freePort();
  const other = createServer();
  open.push(other);
  await new Promise<void>((resolve) => {
    other.listen(port, '127.0.0.1', resolve);
  });
  return port;
}

test('a free port answers', async () => {
  const address = { host: '127.0.0.1', port: await freePort() };
  open.push(await listen((_, response) => response.end('here'), address));
  const answer = await fetch(urlOf(address));
  expect(await answer.text()).toBe('here');
});

test('a taken port is told with the name of its setting, in both languages', async () => {
  const port = await takenPort();
  const attempt = listen(() => undefined, { host: '127.0.0.1', port });
  await expect(attempt).rejects.toThrow(PortTaken);
  await expect(attempt).rejects.toThrow(`端口 ${port}（127.0.0.1）已被占用`);
  await expect(attempt).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken. Stop what uses it, or set another with PORT`,
  );
});

test('an address that is not of this machine is told with the name of its setting', async () => {
  // 192.0.2.0/24 is for documentation (RFC 5737) and nobody's.
  const attempt = listen(() => undefined, { host: '192.0.2.1', port: await freePort() });
  await expect(attempt).rejects.toThrow(StartRefusal);
  await expect(attempt).rejects.toThrow('Check HOST');
});

test('asking whether a port is free leaves it free', async () => {
  const address = { host: '127.0.0.1', port: await freePort() };
  await requireFreePort(address);
  open.push(await listen(() => undefined, address));
  await expect(requireFreePort(address)).rejects.toThrow(PortTaken);
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://[::1]:3000'],
  ['::1', 'http://[::1]:3000'],
  ['muster.example.com', 'http://muster.example.com:3000'],
])('%s is found at %s', (host, expected) => {
  expect(urlOf({ host, port: 3000 })).toBe(expected);
});

test('a wished port that is taken gives another', async () => {
  const taken = await takenPort();
  const found = await freePort(taken);
  expect(found).not.toBe(taken);
  expect(found).toBeGreaterThan(1023);
});

describe('whoever is slow', () => {
  const hasty = { ...usualLimits, head_ms: 100, request_ms: 200, check_ms: 20 };
  /** What comes until the server ends the connection. */
  const saidTo = async (text: string): Promise<string> => {
    const address = { host: '127.0.0.1', port: await freePort() };
    open.push(await listen((_, response) => void response.writeHead(200).flushHeaders(), address, hasty));
    const socket = net.connect(address.port, address.host);
    socket.write(text);
    let said = '';
    for await (const chunk of socket) said += chunk;
    return said;
  };

  it('with the head of a request is told so, and let go', async () => {
    expect(await saidTo('GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with the rest of a request is let go too', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n';
    expect(await saidTo(`${head}a`)).toMatch(/^HTTP\/1\.1 (200|408) /);
  });

  it('with a head that has no end is refused for its size', async () => {
    expect(await saidTo(`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`)).toMatch(/^HTTP\/1\.1 431 /);
  });
});
