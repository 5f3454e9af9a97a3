/** Keeps the application's processes running: a crash is answered by a new start, a stop reaches all of them. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Child, type Ending, startChild } from './child.ts';
import { exitStatus } from './exit-status.ts';

export interface SupervisorOptions {
  /** Command by name. */
  readonly commands: ReadonlyMap<string, string>;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  /** Before the first new start; doubled for each further one, up to 30 s. */
  readonly first_pause_ms?: number;
  /** What a process has for closing before it is ended. */
  readonly grace_ms?: number;
}

export interface Supervisor {
  /** Resolves when no process is left: 0 after a stop, else the status of the process that refused to go on. */
  readonly ended: Promise<number>;
  /** The first call asks all to close, the second ends them at once. */
  stop(): void;
}

/** More than a process takes for itself, so that it can still say what hung. */
export const usual_grace_ms = 10_000;
const longest_pause_ms = 30_000;
/** After this long a process counts as healthy, and its next crash as the first. */
const steady_ms = 60_000;
/** Ends that a new start would only repeat: finished, wrong settings, port taken. */
const finalStatuses: readonly (number | null)[] = [0, exitStatus.wrongSettings, exitStatus.portTaken];

export function supervise(options: SupervisorOptions): Supervisor {
  const { commands, env, print, first_pause_ms = 500, grace_ms = usual_grace_ms } = options;
  const running = new Map<string, Child>();
  const stopping = new AbortController();
  let outcome = 0;

  const killAll = (): void => {
    for (const child of running.values()) child.kill();
  };
  const stop = (): void => {
    const isFirst = !stopping.signal.aborted;
    stopping.abort();
    if (!isFirst) killAll();
    for (const child of running.values()) child.terminate();
    setTimeout(killAll, grace_ms).unref();
  };
  const keep = async (name: string, command: string): Promise<void> => {
    for (let pause_ms = first_pause_ms; !stopping.signal.aborted; ) {
      const began = Date.now();
      const child = startChild({ name, command, env, print });
      running.set(name, child);
      const ending = await child.ended;
      running.delete(name);
      if (stopping.signal.aborted) return;
      if (finalStatuses.includes(ending.status)) {
        print(
          `${name} 已结束，不再重启；全部停止 ended (${wordsFor(ending)}) and is not started again: stopping all`,
        );
        outcome = ending.status ?? 1;
        return stop();
      }
      if (Date.now() - began > steady_ms) pause_ms = first_pause_ms;
      print(
        `${name} 崩溃，${pause_ms} ms 后重启 crashed (${wordsFor(ending)}): starting again in ${pause_ms} ms`,
      );
      // An abort cuts the pause short; the loop then ends by itself.
      await wait(pause_ms, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause_ms = Math.min(pause_ms * 2, longest_pause_ms);
    }
  };
  const all = [...commands].map(([name, command]) => keep(name, command));
  return { ended: Promise.all(all).then(() => outcome), stop };
}

const wordsFor = ({ status, signal }: Ending): string => signal ?? `status ${status}`;
