/** One of our programs as a process: started again when it dies as a supervisor would, and heard in every word it prints. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../setup/eventually.ts';

const project = path.join(import.meta.dirname, '../..');
const pause_ms = 500;

export interface ProgramOptions {
  readonly entry: 'bin/worker.js' | 'bin/web.js';
  readonly env: NodeJS.ProcessEnv;
  /** Whether it does its work by now; asked after each start. */
  readonly isReady: (output: string) => boolean | Promise<boolean>;
}

export class OwnProgram {
  readonly #options: ProgramOptions;
  readonly #past: string[] = [];
  #child: ChildProcess;
  #output = '';
  #isWanted = true;
  #isExpected = false;
  /** How it ended when nobody had asked it to. */
  readonly crashes: string[] = [];

  constructor(options: ProgramOptions) {
    this.#options = options;
    this.#child = this.#spawn();
  }

  /** Everything that it and its predecessors have printed. */
  get output(): string {
    return [...this.#past, this.#output].join('');
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  #spawn(): ChildProcess {
    const { entry, env } = this.#options;
    const child = spawn(process.execPath, [entry], {
      cwd: project,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#past.push(this.#output);
    this.#output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        if (this.#child === child) this.#output += chunk.toString();
        else this.#past.push(chunk.toString());
      });
    }
    child.once('exit', (status, by) => this.#ended(child, status, by));
    process.once('exit', () => child.kill('SIGKILL'));
    return child;
  }

  #ended(child: ChildProcess, status: number | null, by: string | null): void {
    if (child !== this.#child || !this.#isWanted) return;
    if (!this.#isExpected) this.crashes.push(`${by ?? `status ${status}`}: ${this.#output.slice(-600)}`);
    this.#isExpected = false;
    setTimeout(() => {
      if (this.#isWanted && child === this.#child) this.#child = this.#spawn();
    }, pause_ms);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it does its work. */
  async ready(within_ms = 60_000): Promise<void> {
    await eventually(
      async () => (this.isRunning ? await this.#options.isReady(this.#output) : false),
      (isReady) => isReady,
      within_ms,
    ).catch(() => {
      throw new Error(`${this.#options.entry} is not ready:\n${this.#output.slice(-2000)}`);
    });
  }

  /** kill -9, and a new one after a moment. */
  kill(): void {
    if (!this.isRunning) return;
    this.#isExpected = true;
    this.#child.kill('SIGKILL');
  }

  /** Asks it to close, and starts the next one when it is gone, or at once where both may live side by side. */
  async replace(isAtOnce: boolean): Promise<void> {
    const old = this.#child;
    const gone = new Promise((resolve) => {
      if (old.exitCode !== null || old.signalCode !== null) resolve(undefined);
      else old.once('exit', resolve);
    });
    this.#isExpected = true;
    old.kill('SIGTERM');
    if (isAtOnce) {
      this.#isExpected = false;
      this.#child = this.#spawn();
    }
    await gone;
    if (!isAtOnce)
      await eventually(
        () => this.#child,
        (child) => child !== old,
      );
  }

  /** Stands still until {@link letGo}. */
  hold(): void {
    this.#child.kill('SIGSTOP');
  }

  letGo(): void {
    this.#child.kill('SIGCONT');
  }

  /** Its event loop stands still for so long. */
  async freeze(ms: number): Promise<void> {
    const child = this.#child;
    child.kill('SIGSTOP');
    await wait(ms);
    child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    const gone = new Promise((resolve) => {
      if (this.isRunning) this.#child.once('exit', resolve);
      else resolve(undefined);
    });
    if (this.isRunning) this.#child.kill('SIGKILL');
    await gone;
  }
}
