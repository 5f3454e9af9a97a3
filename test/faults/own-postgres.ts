/** A PostgreSQL that may be harmed: killed, stopped, made read-only, starved of connections, left without room; and made whole again. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../bin/embedded-postgres.ts';
import { postmasterOf, signal } from '../../bin/postgres/processes.ts';
import { appRole, appUrl } from '../../database/migrate.ts';
import { eventually } from '../setup/eventually.ts';
import { OwnClock } from './own-clock.ts';

const password = 'owner-password-of-the-faults';
const room_mib = 700;

/** Nothing waits for a disk that is memory; a commit still waits until the system has it, so that a kill loses nothing. */
const settings = { max_connections: '60', fsync: 'off', full_page_writes: 'off' };

const usualReading = 'reset default_transaction_read_only';

export class OwnPostgres {
  readonly folder: string;
  /** By which it and all programs go. */
  readonly clock: OwnClock;
  /** Why it can't be left without room: its disk is everybody's. Null where it has one of its own. */
  readonly sharesDisk: string | null;
  readonly #options: EmbeddedPostgresOptions;
  #server: EmbeddedPostgres;
  #hogs: pg.Client[] = [];

  private constructor(
    folder: string,
    clock: OwnClock,
    sharesDisk: string | null,
    options: EmbeddedPostgresOptions,
    server: EmbeddedPostgres,
  ) {
    this.folder = folder;
    this.clock = clock;
    this.sharesDisk = sharesDisk;
    this.#options = options;
    this.#server = server;
  }

  /** In a small tmpfs where it may be mounted, else in a temporary folder. */
  static async start(): Promise<OwnPostgres> {
    const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-faults-'));
    chmodSync(folder, 0o755);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${room_mib}m,mode=755`, 'tmpfs', folder]);
    const sharesDisk = mounted.status === 0 ? null : 'no tmpfs may be mounted here';
    const data = path.join(folder, 'data');
    mkdirSync(data);
    const clock = new OwnClock(folder);
    const programs = clock.programs(path.join(folder, 'programs'));
    const options = {
      ...{ data, password, settings, elsewhere: ['/var/tmp'] },
      ...(programs === undefined ? {} : { programs }),
    };
    return new OwnPostgres(folder, clock, sharesDisk, options, await startEmbeddedPostgres(options));
  }

  /** The same for its whole life. */
  get ownerUrl(): string {
    return this.#server.url;
  }

  appUrl(appPassword: string): string {
    return appUrl(this.#server.url, appPassword);
  }

  /** SIGKILL for the postmaster; its keeper starts it again within seconds, as `npm start` does. */
  kill(): void {
    const found = postmasterOf(this.#server.dataDir);
    if (found !== undefined) signal(found.pid, 'SIGKILL');
  }

  /** A fast shutdown, as an upgrade of the package does; the keeper starts it again. */
  restart(): void {
    const found = postmasterOf(this.#server.dataDir);
    if (found !== undefined) signal(found.pid, 'SIGINT');
  }

  /** Away until {@link up}. */
  async down(): Promise<void> {
    await this.#server.stop();
  }

  async up(): Promise<void> {
    this.#server = await startEmbeddedPostgres({ ...this.#options, port: this.#server.port });
  }

  /** Another fault may have it away at this moment: whoever lets it be written to again must not be lost. */
  async readOnly(isOn: boolean): Promise<void> {
    await eventually(
      () => this.#reloaded(isOn ? 'set default_transaction_read_only = on' : usualReading),
      (isWell) => isWell,
      60_000,
    );
  }

  /** Whether it took the setting. */
  #reloaded(setting: string): Promise<boolean> {
    return this.asOwner(async (client) => {
      await client.query('set default_transaction_read_only = off');
      await client.query(`alter system ${setting}`);
      await client.query('select pg_reload_conf()');
      return true;
    }).catch(() => false);
  }

  /** Ends the application's sessions and takes every place there is. */
  async hogConnections(appPassword: string): Promise<void> {
    await this.asOwner(async (client) => {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
        appRole,
      ]);
    });
    for (;;) {
      const hog = new pg.Client({ connectionString: this.appUrl(appPassword), application_name: 'hog' });
      hog.on('error', () => undefined);
      try {
        await hog.connect();
      } catch {
        return;
      }
      this.#hogs.push(hog);
    }
  }

  async releaseConnections(): Promise<void> {
    await Promise.all(this.#hogs.splice(0).map((hog) => hog.end().catch(() => undefined)));
  }

  /** Takes all room that is left on its disk. */
  fillDisk(): void {
    if (this.sharesDisk !== null) throw new Error(this.sharesDisk);
    const file = openSync(this.#filler, 'a');
    try {
      for (let piece = 1024 * 1024; piece > 512; ) {
        try {
          writeSync(file, Buffer.alloc(piece));
        } catch {
          piece = Math.floor(piece / 2);
        }
      }
    } finally {
      closeSync(file);
    }
  }

  freeDisk(): void {
    rmSync(this.#filler, { force: true });
  }

  get #filler(): string {
    return path.join(this.folder, 'filler');
  }

  async asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    // One that is stopped or starved may take a connection and never answer.
    const patience = { connectionTimeoutMillis: 15_000, query_timeout: 30_000 };
    const client = new pg.Client({ connectionString: this.ownerUrl, ...patience });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Takes every harm back that is left, and waits until it answers and takes writes. */
  async heal(): Promise<void> {
    this.clock.set(0);
    this.freeDisk();
    await this.releaseConnections();
    await eventually(
      () => this.#reloaded(usualReading),
      (isWell) => isWell,
      60_000,
    );
  }

  async stop(): Promise<void> {
    await this.releaseConnections();
    this.freeDisk();
    await this.#server.stop();
    if (this.sharesDisk === null) spawnSync('umount', ['-l', this.folder]);
    for (const each of [path.dirname(this.#server.dataDir), this.folder]) {
      rmSync(each, { recursive: true, force: true });
    }
  }
}
