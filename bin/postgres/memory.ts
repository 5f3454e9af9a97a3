/** What the launcher remembers between starts: the port, which password is set, and who runs the server now. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from '../start-refusal.ts';
import { beginningOf } from './processes.ts';

export interface Memory {
  readonly port?: number;
  /** SHA-256 of the owner's password; random and long, so its digest tells nothing. */
  readonly password_digest?: string;
}

export function digestOf(password: string): string {
  return createHash('sha256').update(password).digest('hex');
}

/** What was remembered; nothing when the file is missing or damaged, as all of it can be found out again. */
export function recall(place: string): Memory {
  try {
    return JSON.parse(readFileSync(path.join(place, 'memory.json'), 'utf8')) as Memory;
  } catch {
    return {};
  }
}

export function remember(place: string, memory: Memory): void {
  writeFileSync(path.join(place, 'memory.json'), `${JSON.stringify(memory)}\n`, { mode: 0o600 });
}

/** The data folder is another living process's. */
export class FolderHeld extends StartRefusal {}

/**
 * Claims the place for this process, or throws FolderHeld when another living one holds it. Without this a second
 * start would take the first one's server for an orphan. Answers how to give it back.
 */
export function claim(place: string): () => void {
  const file = path.join(place, 'held-by');
  const mine = `${process.pid} ${beginningOf(process.pid) ?? ''}\n`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o644 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = livingHolder(file);
    if (holder !== undefined) throw held(place, holder);
    rmSync(file, { force: true });
  }
  throw held(place, 0);
}

/** Whether a living process holds the place. */
export const isHeld = (place: string): boolean => livingHolder(path.join(place, 'held-by')) !== undefined;

function livingHolder(file: string): number | undefined {
  try {
    const [pid, beginning] = readFileSync(file, 'utf8').trim().split(' ');
    const isSame = beginningOf(Number(pid)) === beginning && beginning !== undefined;
    return isSame ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

function held(place: string, pid: number): FolderHeld {
  return new FolderHeld(
    `另一个 Muster（进程 ${pid}）正在使用数据文件夹 ${place}。请先停止它，或为这一个设置不同的 MUSTER_DATA。`,
    `Another Muster (process ${pid}) is using the data folder ${place}. Stop it first, or give this one its own MUSTER_DATA.`,
  );
}
