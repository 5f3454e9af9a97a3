/** One host of the network: a namespace, a folder of its own, and one program that dies with it and begins again with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../setup/eventually.ts';
import type { Network } from './network.ts';

const project = path.join(import.meta.dirname, '../..');

export interface Program {
  /** Of the program, as a shell would be given it. */
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it does its work, by what it has printed since it began or by asking it. */
  readonly isReady: (output: string) => boolean | Promise<boolean>;
}

export class Host {
  readonly name: string;
  readonly address: string;
  readonly folder: string;
  readonly #network: Network;
  #program: Program | undefined;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #output = '';

  constructor(network: Network, root: string, name: string) {
    this.#network = network;
    this.name = name;
    this.address = network.add(name);
    this.folder = path.join(root, name);
    mkdirSync(path.join(this.folder, 'tmp'), { recursive: true });
    for (const each of [this.folder, path.join(this.folder, 'tmp')]) chmodSync(each, 0o755);
    process.once('exit', () => this.#signal('SIGKILL'));
  }

  /** What its program has printed since it began. */
  get output(): string {
    return this.#output;
  }

  /** Begins the program, and resolves when it does its work. */
  async run(program: Program): Promise<void> {
    this.#program = program;
    this.begin();
    await this.ready();
  }

  private begin(): void {
    const { command, env } = this.#program as Program;
    const child = spawn('ip', ['netns', 'exec', this.#network.namespaceOf(this.name), ...command], {
      cwd: project,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: this.folder, TMPDIR: path.join(this.folder, 'tmp'), ...env },
    });
    this.#output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        if (existsSync(this.folder)) appendFileSync(path.join(this.folder, 'output.log'), chunk);
        if (child === this.#child) this.#output += chunk.toString();
      });
    }
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
  }

  async ready(within_ms = 120_000): Promise<void> {
    const { isReady } = this.#program as Program;
    let isThere = false;
    await eventually(
      async () => {
        isThere = await isReady(this.#output);
        return isThere || !this.isRunning;
      },
      (is) => is,
      within_ms,
    ).catch(() => undefined);
    if (!isThere) throw new Error(`${this.name} is not ready:\n${this.#output.slice(-2000)}`);
  }

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** Begins it again and again, as its supervisor would, until it does its work: what it needs may come later. */
  async beginAgain(): Promise<void> {
    for (;;) {
      this.begin();
      try {
        await this.ready();
        return;
      } catch (error) {
        if (this.isRunning) throw error;
        await wait(500);
      }
    }
  }

  /** As if its power went: all that runs on it is gone at once. */
  async kill(): Promise<void> {
    this.#signal('SIGKILL');
    await this.#ended;
  }

  #signal(name: NodeJS.Signals): void {
    // A PostgreSQL runs beside the program that holds it, in a group of its own.
    for (const pid of this.#network.processesOf(this.name)) {
      try {
        process.kill(pid, name);
      } catch {
        // Gone already.
      }
    }
  }

  cut(): void {
    this.#network.cut(this.name);
  }

  join(): void {
    this.#network.join(this.name);
  }
}
