/** Runs the peer beside Muster, where Debian's packages of it are installed. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Debian's own: packages by apt are seen by no other. */
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('./peer.py', import.meta.url));

export type PeerMode = 'usual' | 'best';

export interface PeerRun {
  readonly wall_s: number;
  readonly python_cpu_s: number;
  readonly added: number;
  readonly changed: number;
  readonly teachers: number;
}

/** Versions of Django and of its import and export, or null where they are missing. */
export async function peerVersions(): Promise<string | null> {
  const asked =
    'import django, import_export, psycopg2, openpyxl; print(django.__version__, import_export.__version__)';
  try {
    return (await run(python, ['-c', asked])).stdout.trim();
  } catch {
    return null;
  }
}

/** On an empty database of its own. */
export async function runPeer(
  mode: PeerMode,
  files: { readonly workbook: string; readonly registry: string },
  database_url: string,
): Promise<PeerRun> {
  const { hostname, port, username, password, pathname } = new URL(database_url);
  const args = [script, mode, files.workbook, files.registry, hostname, port, username, pathname.slice(1)];
  const { stdout } = await run(python, args, { env: { ...process.env, PGPASSWORD: password } });
  return JSON.parse(stdout) as PeerRun;
}
