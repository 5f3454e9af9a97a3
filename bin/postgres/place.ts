/** Finds the user that may run PostgreSQL, and a folder which that user can reach. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from '../start-refusal.ts';

/** Whom a process runs as. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Place {
  /** Absolute, free of symbolic links. */
  readonly folder: string;
  /** Undefined: as ourselves. Set when we are root, whom PostgreSQL refuses. */
  readonly user: SystemUser | undefined;
  /** Whether the wish could not be met, because the user can't enter a folder above it. */
  readonly isElsewhere: boolean;
}

const lastResort: SystemUser = { uid: 65_534, gid: 65_534 };
const pointerName = 'moved-to';

/** Where data stays put for root when the wished folder can't be entered; the temporary ones are swept by some systems. */
export const placesElsewhere: readonly string[] = ['/var/lib', '/var/tmp'];

/**
 * Makes the folder for the server, and a pointer in the wished folder when it had to be elsewhere: the next start follows
 * the pointer. Throws a StartRefusal when no place can be made.
 */
export function findPlace(wished: string, elsewhere: readonly string[] = placesElsewhere): Place {
  mkdirSync(wished, { recursive: true, mode: 0o711 });
  const folder = realpathSync(wished);
  if (process.getuid?.() !== 0) return { folder, user: undefined, isElsewhere: false };
  const moved = readPointer(folder);
  const user = ownerOf(path.join(moved ?? folder, 'cluster')) ?? readUser();
  if (moved !== undefined) return { folder: moved, user, isElsewhere: true };
  if (isReachable(folder, user)) {
    chmodSync(folder, 0o711);
    return { folder, user, isElsewhere: false };
  }
  const made = makeElsewhere(elsewhere, user);
  writeFileSync(path.join(folder, pointerName), `${made}\n`, { mode: 0o644 });
  return { folder: made, user, isElsewhere: true };
}

/** Where the data of a wished folder really is, as far as one can tell without making anything. */
export function placeOf(wished: string): string {
  try {
    return readFileSync(path.join(wished, pointerName), 'utf8').trim();
  } catch {
    return wished;
  }
}

/** Whether the user may enter the folder and every one above it. */
export function isReachable(folder: string, user: SystemUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  const above = path.dirname(folder);
  return (mode & enter) !== 0 && (above === folder || isReachable(above, user));
}

function readPointer(folder: string): string | undefined {
  const moved = placeOf(folder);
  if (moved === folder) return undefined;
  try {
    return realpathSync(moved);
  } catch {
    const file = path.join(folder, pointerName);
    throw new StartRefusal(
      `${file} 指向的数据文件夹 ${moved} 不存在。请恢复该文件夹；若确定要从空库开始，请删除该文件。`,
      `${file} points to the data folder ${moved}, which does not exist. Restore it, or delete that file to begin with an empty registry.`,
    );
  }
}

/** A name nobody could have guessed and prepared, since /var/tmp is open to all. */
function makeElsewhere(bases: readonly string[], user: SystemUser): string {
  for (const base of bases) {
    try {
      if (!isReachable(realpathSync(base), user)) continue;
      const made = path.join(realpathSync(base), `muster-${randomBytes(6).toString('hex')}`);
      mkdirSync(made, { mode: 0o711 });
      chmodSync(made, 0o711); // whatever the umask left of it
      return made;
    } catch {
      // Read-only or missing: the next one.
    }
  }
  throw new StartRefusal(
    `找不到 PostgreSQL 用户可以进入的数据文件夹（试过 ${bases.join('、')}）。请把 MUSTER_DATA 设为其他用户可进入的文件夹，或设置 DATABASE_URL。`,
    `No folder that PostgreSQL's user can enter (tried ${bases.join(', ')}). Set MUSTER_DATA to a folder that others may enter, or set DATABASE_URL.`,
  );
}

/** Who made an existing cluster must go on with it. Root never did. */
function ownerOf(cluster: string): SystemUser | undefined {
  try {
    const { uid, gid } = statSync(cluster);
    return uid === 0 ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

/** An existing user without rights of its own: `postgres`, else `nobody`; none is ever created. */
function readUser(): SystemUser {
  let lines: string[] = [];
  try {
    lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    // A container without users: the number does as well.
  }
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  return lastResort;
}
