/** A Redis that may be harmed, behind an address that stays: flushed, emptied, out of reach, and failing over to its replica. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../bin/free-port.ts';
import { environmentFor, findInstalled } from '../install/unpacked.ts';
import { redisServer } from '../install.ts';
import { eventually } from '../setup/eventually.ts';

/** One server with its folder. */
class Member {
  readonly folder: string;
  readonly port: number;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
    mkdirSync(folder, { recursive: true });
  }

  async start(): Promise<void> {
    const server = findInstalled(redisServer.files);
    if (server === undefined) throw new Error('redis-server is missing: npm test installs it');
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    const child = spawn(
      server,
      [...place, '--save', '', '--appendonly', 'yes', '--repl-diskless-sync-delay', '0'],
      {
        env: environmentFor(server),
        stdio: 'ignore',
      },
    );
    process.once('exit', () => child.kill('SIGKILL'));
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
    this.#child = child;
    await eventually(
      () => this.ask('PING').catch(() => ''),
      (answer) => answer === 'PONG',
    );
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  async ask(command: string, ...args: (string | number)[]): Promise<unknown> {
    const client = new Redis({
      port: this.port,
      lazyConnect: true,
      maxRetriesPerRequest: 1,
      retryStrategy: null,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }

  follow(other: Member | null): Promise<unknown> {
    return other === null
      ? this.ask('REPLICAOF', 'NO', 'ONE')
      : this.ask('REPLICAOF', '127.0.0.1', other.port);
  }
}

export class OwnRedis {
  readonly url: string;
  readonly #folder: string;
  readonly #door: Door;
  #primary: Member;
  #replica: Member;

  private constructor(folder: string, door: Door, primary: Member, replica: Member) {
    this.#folder = folder;
    this.#door = door;
    this.#primary = primary;
    this.#replica = replica;
    this.url = `redis://127.0.0.1:${door.port}`;
  }

  static async start(): Promise<OwnRedis> {
    const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-faults-redis-'));
    const member = async (name: string) => new Member(path.join(folder, name), await freePort());
    const [primary, replica] = [await member('a'), await member('b')];
    await primary.start();
    await replica.start();
    await replica.follow(primary);
    return new OwnRedis(folder, await Door.open(primary.port), primary, replica);
  }

  flush(): Promise<unknown> {
    return this.#primary.ask('FLUSHALL');
  }

  /** Killed, its folder lost, and started again. */
  async restartEmpty(): Promise<void> {
    await this.#primary.kill();
    rmSync(this.#primary.folder, { recursive: true, force: true });
    mkdirSync(this.#primary.folder);
    await this.#primary.start();
  }

  async restart(): Promise<void> {
    await this.#primary.kill();
    await this.#primary.start();
  }

  /** Packets get lost without a word, until {@link reach}. */
  lose(): void {
    this.#door.lose();
  }

  /** Connections are refused, until {@link reach}. */
  refuse(): Promise<void> {
    return this.#door.refuse();
  }

  reach(): Promise<void> {
    return this.#door.reach();
  }

  /** The primary dies, and the address leads to what was its replica. */
  async failOver(): Promise<void> {
    await this.#primary.kill();
    await this.#replica.follow(null);
    await this.#door.leadTo(this.#replica.port);
    this.#door.dropAll();
    [this.#primary, this.#replica] = [this.#replica, this.#primary];
    await this.#replica.start();
    await this.#replica.follow(this.#primary);
  }

  /** The replica is promoted while the old primary lives on as its replica, with the connections that it has. */
  async demote(): Promise<void> {
    await this.#replica.follow(null);
    await this.#primary.follow(this.#replica);
    await this.#door.leadTo(this.#replica.port);
    [this.#primary, this.#replica] = [this.#replica, this.#primary];
  }

  /** Everything that was ever written to it since it was last emptied. */
  written(): string {
    const read = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const at = path.join(folder, entry.name);
        return entry.isDirectory() ? read(at) : [readFileSync(at, 'utf8')];
      });
    return read(this.#folder).join('\n');
  }

  async stop(): Promise<void> {
    await this.#door.refuse();
    await Promise.all([this.#primary.kill(), this.#replica.kill()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The address that clients know, and who stands behind it at the moment. */
class Door {
  readonly port: number;
  #server: Server | undefined;
  #target: number;
  #isLosing = false;
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  private constructor(port: number, target: number) {
    this.port = port;
    this.#target = target;
  }

  static async open(target: number): Promise<Door> {
    const door = new Door(await freePort(), target);
    await door.reach();
    return door;
  }

  async leadTo(target: number): Promise<void> {
    this.#target = target;
    await this.reach();
  }

  lose(): void {
    this.#isLosing = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.dropAll();
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  async reach(): Promise<void> {
    this.#isLosing = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
    if (this.#server !== undefined) return;
    const server = createServer((client) => this.#lead(client));
    this.#server = server;
    await new Promise<void>((resolve) => {
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  dropAll(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  #lead(client: Socket): void {
    const server = createConnection({ port: this.#target, host: '127.0.0.1' });
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const [from, to] of [pair, [server, client] as const]) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', end);
      from.on('close', end);
      if (this.#isLosing) from.pause();
    }
  }
}
