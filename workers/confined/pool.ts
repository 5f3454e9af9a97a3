/** Runs work in processes with a time and a memory limit: whatever becomes of it, this process goes on. */
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Outcome, Progress } from '../../schemas/examined.ts';
import { cpuTimeOf } from './cpu-time.ts';
import { Unpacking } from './parcels.ts';
import type { Answer, AskedOf, Question, ValueOf, WorkName, Works } from './serve.ts';

export interface PoolOptions {
  /** What it does, for messages: `reading`. */
  readonly name: string;
  /** The module that the processes run, in a folder of `workers/`; it calls `serve`. Compiled it is `dist/NAME.js`. */
  readonly entry: URL;
  readonly limits: {
    /** CPU time for one question where the system tells it, else time on the clock. */
    readonly time_ms: number;
    readonly memory_mib: number;
  };
  /** Processes kept; each holds up to `limits.memory_mib` beside Node itself. Default 1: one waiting line. */
  readonly processes?: number | undefined;
}

export interface Request {
  /** Copied when it is handed over: the caller keeps its buffer. */
  readonly bytes: Uint8Array;
  readonly onProgress?: (progress: Progress) => void;
}

interface Job {
  readonly question: Question;
  readonly onProgress?: (progress: Progress) => void;
  readonly resolve: (outcome: Outcome<unknown>) => void;
  readonly reject: (error: Error) => void;
}

interface Hand {
  readonly child: ChildProcess;
  ready: boolean;
  job: Job | undefined;
  /** What has come of the job's value so far. */
  unpacking: Unpacking;
  timer: NodeJS.Timeout | undefined;
  /** What it had worked when it last spoke; undefined until then. */
  cpu_ms: number | undefined;
  /** The end of what it wrote to stderr, to explain a start that failed. */
  words: string;
}

/** True where the program was compiled; nobody declares it where it runs from its sources. */
declare const COMPILED: true | undefined;

/** What a process runs, with what Node needs to load it. */
interface Program {
  readonly module: string;
  readonly loading: readonly string[];
}

/** What was compiled starts what was compiled with it. */
function programOf(name: string, entry: URL): Program {
  if (typeof COMPILED !== 'undefined')
    return { module: fileURLToPath(new URL(`../../dist/${name}.js`, entry)), loading: [] };
  // Given explicitly: under vitest this process has no loader that a child could inherit.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { module: fileURLToPath(entry), loading: ['--import', loader] };
}

const SEMI_SPACE_MIB = 16;
const WORDS_KEPT = 2000;
/** A start takes a third of a second; one that takes this long never ends. */
const START_MS = 60_000;
/** A process that gets no CPU is ended after so many times the limit: it may also have fallen asleep. */
const MOST_PATIENCE = 4;
const SHORTEST_WAIT_MS = 50;

/** Takes a fraction of a second at the most, whatever is in it. */
const SMALL_BYTES = 128 * 1024;
const isLarge = ({ bytes }: Question): boolean => bytes.length > SMALL_BYTES;

const cpuOf = ({ child }: Hand): number | undefined =>
  child.pid === undefined ? undefined : cpuTimeOf(child.pid);

/** A small pool of processes. Questions wait in order; a process that breaks a limit is ended and replaced. */
export class Pool<W extends Works> {
  readonly #name: string;
  readonly #program: Program;
  readonly #limits: PoolOptions['limits'];
  readonly #size: number;
  readonly #hands = new Set<Hand>();
  readonly #waiting: Job[] = [];
  #closed = false;

  constructor({ name, entry, limits, processes = 1 }: PoolOptions) {
    this.#name = name;
    this.#program = programOf(name, entry);
    this.#limits = limits;
    this.#size = processes;
  }

  /** Starts the processes before the first question comes; without it they start with it. */
  warm(): void {
    while (!this.#closed && this.#hands.size < this.#size) this.#start();
  }

  /** Ids of the processes that are running, for measuring what they cost. */
  get pids(): number[] {
    return [...this.#hands].flatMap(({ child }) => child.pid ?? []);
  }

  /**
   * The work's value, or the refusal of the file: also `took-too-long` and `reader-stopped`, when the process had to be ended
   * or ended itself. Rejects only for a bug or an outage: an error in the work, a process that can't start, a closed pool.
   */
  ask<N extends WorkName<W>>(
    work: N,
    { bytes, asked, onProgress }: Request & { readonly asked: AskedOf<W, N> },
  ): Promise<Outcome<ValueOf<W, N>>> {
    if (this.#closed) return Promise.reject(new Error(`${this.#name} is closed`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        ...{ question: { work, bytes, asked }, reject },
        ...(onProgress === undefined ? {} : { onProgress }),
        resolve: (outcome) => resolve(outcome as Outcome<ValueOf<W, N>>),
      });
      this.#assign();
    });
  }

  /** Ends all processes; whatever waits or is being worked on is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const closed = new Error(`${this.#name} was closed`);
    for (const job of this.#waiting.splice(0)) job.reject(closed);
    const hands = [...this.#hands];
    for (const hand of hands) this.#settle(hand)?.reject(closed);
    await Promise.all(hands.map((hand) => this.#end(hand)));
  }

  #assign(): void {
    for (const hand of this.#hands) {
      if (hand.job || this.#waiting.length === 0) continue;
      // While somebody waits, this process may not end for want of other work.
      hold(hand);
      if (hand.ready) this.#give(hand);
    }
    const starting = [...this.#hands].filter(({ ready }) => !ready).length;
    if (this.#waiting.length > starting && this.#hands.size < this.#size) this.#start();
  }

  /** Of several processes one is kept for small files, which then never wait for a large one. */
  #mayTake({ question }: Job): boolean {
    const large = [...this.#hands].filter(({ job }) => job && isLarge(job.question)).length;
    return !isLarge(question) || large < Math.max(1, this.#size - 1);
  }

  #start(): void {
    const { module, loading } = this.#program;
    const child = fork(module, {
      execArgv: [
        ...loading,
        `--max-old-space-size=${this.#limits.memory_mib}`,
        `--max-semi-space-size=${SEMI_SPACE_MIB}`,
      ],
      // No environment: who handles strangers' bytes knows no address and no secret.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const hand: Hand = {
      child,
      ready: false,
      job: undefined,
      unpacking: new Unpacking(),
      timer: undefined,
      cpu_ms: undefined,
      words: '',
    };
    this.#hands.add(hand);
    hand.timer = setTimeout(
      () => this.#lose(hand, new Error(`the ${this.#name} process did not start`)),
      START_MS,
    );
    hand.timer.unref();
    child.on('message', (answer: Answer) => this.#hear(hand, answer));
    child.on('error', (error) => this.#lose(hand, error));
    child.on('exit', (code, signal) => {
      this.#lose(hand, new Error(`the ${this.#name} process ended (${signal ?? code}): ${hand.words}`));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      hand.words = `${hand.words}${chunk.toString('utf8')}`.slice(-WORDS_KEPT);
    });
    if (this.#waiting.length === 0) release(hand);
  }

  #give(hand: Hand): void {
    const next = this.#waiting.findIndex((job) => this.#mayTake(job));
    const [job] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (job === undefined) return;
    hand.job = job;
    hand.unpacking = new Unpacking();
    this.#limitTime(hand, hand.cpu_ms, performance.now(), this.#limits.time_ms);
    hand.child.send(job.question, (error) => {
      if (error) this.#lose(hand, error);
    });
  }

  /** A question may be worked on for `time_ms`. On a machine that is busy with others that takes longer, within reason. */
  #limitTime(hand: Hand, cpuBefore: number | undefined, started: number, wait_ms: number): void {
    const { time_ms } = this.#limits;
    hand.timer = setTimeout(() => {
      const cpu = cpuOf(hand);
      const left = cpuBefore === undefined || cpu === undefined ? 0 : time_ms - (cpu - cpuBefore);
      if (left > 0 && performance.now() - started < time_ms * MOST_PATIENCE) {
        this.#limitTime(hand, cpuBefore, started, Math.max(left, SHORTEST_WAIT_MS));
        return;
      }
      const refused = { code: 'took-too-long', params: { limit_s: Math.ceil(time_ms / 1000) } } as const;
      this.#settle(hand)?.resolve({ refused });
      void this.#end(hand);
      this.#assign();
    }, wait_ms);
  }

  #hear(hand: Hand, answer: Answer): void {
    // Said before its end: to let go of it now would leave nothing that waits for that end.
    if (!this.#hands.has(hand)) return;
    if ('progress' in answer) {
      hand.job?.onProgress?.(answer.progress);
      return;
    }
    if ('part' in answer) {
      hand.unpacking.take(answer.part);
      return;
    }
    hand.cpu_ms = answer.cpu_ms;
    if ('ready' in answer) {
      hand.ready = true;
      clearTimeout(hand.timer);
    } else {
      const job = this.#settle(hand);
      const { concluded } = answer;
      if ('error' in concluded) job?.reject(new Error(concluded.error));
      else job?.resolve('refused' in concluded ? concluded : { ok: hand.unpacking.finish(concluded.ok) });
    }
    if (this.#waiting.length === 0) release(hand);
    this.#assign();
  }

  /** The process is gone. In the middle of a work that is the work's doing; before the first one it is ours. */
  #lose(hand: Hand, error: Error): void {
    if (!this.#hands.delete(hand)) return;
    const job = this.#settle(hand);
    if (job) job.resolve({ refused: { code: 'reader-stopped', params: {} } });
    else if (!hand.ready) this.#waiting.shift()?.reject(error);
    void this.#end(hand);
    if (!this.#closed) this.#assign();
  }

  #settle(hand: Hand): Job | undefined {
    const { job } = hand;
    clearTimeout(hand.timer);
    hand.timer = undefined;
    hand.job = undefined;
    return job;
  }

  /** Resolves when the process is really gone. */
  async #end(hand: Hand): Promise<void> {
    this.#hands.delete(hand);
    const { child } = hand;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  }
}

function hold({ child }: Hand): void {
  child.ref();
  child.channel?.ref();
}

/** An idle process keeps nothing alive; it ends with the process that started it. */
function release({ child }: Hand): void {
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}
