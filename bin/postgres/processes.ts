/** Who is alive: reads /proc to tell a running process from a zombie, and a reused number from the same process. */
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const fast_shutdown_ms = 10_000;
const immediate_shutdown_ms = 5_000;
const poll_ms = 25;

/**
 * The moment a process began, as the kernel counts it: with the number it names one process for ever, as numbers are
 * used again. Undefined when there is no such process or it is a zombie, which no longer does anything.
 */
export function beginningOf(pid: number): string | undefined {
  try {
    // The command's name may hold spaces and brackets; the fields begin after the last bracket (proc_pid_stat(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state, beginning] = [fields[0], fields[19]];
    return state === 'Z' || state === 'X' ? undefined : beginning;
  } catch {
    return undefined;
  }
}

/** Numbers of the living processes whose working folder is `folder`: every process of a PostgreSQL server is at home in its data folder. */
export function processesAtHomeIn(folder: string): number[] {
  return listProcesses().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder && beginningOf(pid) !== undefined;
    } catch {
      return false;
    }
  });
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  } catch {
    return []; // No /proc: PostgreSQL's own look at postmaster.pid must do.
  }
}

/** The server that `postmaster.pid` names, if the file exists; alive or not. */
export function postmasterOf(dataDir: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/**
 * Ends whatever server still lives in the data folder, the politest way first, and clears the mark it left. Answers the
 * number of processes that were found. The mark may only go once nobody is at home: it is what keeps two servers apart.
 */
export async function endServerIn(dataDir: string): Promise<number> {
  const found = processesAtHomeIn(dataDir);
  const postmaster = postmasterOf(dataDir)?.pid ?? 0;
  if (found.includes(postmaster)) {
    signal(postmaster, 'SIGINT');
    await until(() => processesAtHomeIn(dataDir).length === 0, fast_shutdown_ms);
  }
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    const left = processesAtHomeIn(dataDir);
    if (left.length === 0) break;
    for (const pid of left) signal(pid, name);
    await until(() => processesAtHomeIn(dataDir).length === 0, immediate_shutdown_ms);
  }
  if (processesAtHomeIn(dataDir).length === 0 && !mayBeAlive(postmaster)) {
    rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
  }
  return found.length;
}

/** Where /proc can't be read, only PostgreSQL itself may judge the mark. */
function mayBeAlive(pid: number): boolean {
  if (pid === 0 || listProcesses().length > 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal to a process that may be gone by now. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until `isDone` holds, at most `limit_ms`; answers whether it came to hold. */
export async function until(isDone: () => boolean, limit_ms: number): Promise<boolean> {
  for (const deadline = Date.now() + limit_ms; Date.now() < deadline; ) {
    if (isDone()) return true;
    await wait(poll_ms);
  }
  return isDone();
}
