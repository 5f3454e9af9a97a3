/** One command as a child process: its output named line by line, nothing of it left behind when it ends. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { signal } from './postgres/processes.ts';

export interface ChildOptions {
  readonly name: string;
  /** For `sh`. */
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

export interface Ending {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly ended: Promise<Ending>;
  /** Asks it to close. */
  terminate(): void;
  /** Ends it and all it started, now. */
  kill(): void;
}

/**
 * Starts the command in a process group of its own: Ctrl-C in the terminal reaches its parent alone, which then closes
 * things in order. A channel to it closes when the parent dies, however it dies; the child takes that as its end.
 */
export function startChild({ name, command, env, print }: ChildOptions): Child {
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => print(`${name} | ${line}`));
  }
  const toGroup = (): void => {
    if (child.pid !== undefined) signal(-child.pid, 'SIGKILL');
  };
  const ended = new Promise<Ending>((resolve) => {
    let ending: Ending = { status: 1, signal: null };
    child.once('error', (error) => {
      print(`${name} | ${error.message}`);
      resolve(ending);
    });
    child.once('exit', (status, by) => {
      ending = { status, signal: by };
      // What it started, such as readers of files, must not outlive it; this also closes the pipes it shares with them.
      toGroup();
    });
    child.once('close', () => resolve(ending));
  });
  return {
    ended,
    terminate: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    },
    kill: toGroup,
  };
}
