/** Processor time of processes, read from /proc: whose it is, not only how long it took. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second (USER_HZ, 100 on every Linux that Node runs on). */
const tick_ms = 10;

function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain anything; what follows it does not.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** User and system time of a process so far, in ms; 0 when it is gone. */
export function cpuOf(pid: number): number {
  const stat = statOf(pid);
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) * tick_ms;
}

/** The processes that descend from one, itself included. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(statOf(Number(name))[1] ?? 0));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

/** Processor time of a process, its descendants, and those of them that ended and were waited for, in ms. */
export function familyCpu(pid: number): number {
  const stat = statOf(pid);
  const ended = (Number(stat[13] ?? 0) + Number(stat[14] ?? 0)) * tick_ms;
  return familyOf(pid).reduce((sum, member) => sum + cpuOf(member), ended);
}

/** The reading processes that this one started. */
export const readersOf = (pid: number): number[] =>
  familyOf(pid).filter((member) => {
    try {
      return /\b(?:workers|dist)\/reading\b/.test(readFileSync(`/proc/${member}/cmdline`, 'utf8'));
    } catch {
      return false;
    }
  });
