/** LibreOffice without a window, as another program that opens our workbooks. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { environmentFor, findInstalled } from '../install/unpacked.ts';
import { libreOffice } from '../install.ts';

const run = promisify(execFile);
/** It starts in a few seconds; on a busy machine in more. */
const LONGEST_MS = 120_000;
/** Of 340 files given at once it silently leaves those after the 246th. */
const MOST_AT_ONCE = 200;

/** Opens .xlsx workbooks and saves each again; with a profile of its own, so that several may run side by side. */
export async function savedByLibreOffice(workbooks: readonly Uint8Array[]): Promise<Buffer[]> {
  const saved: Buffer[] = [];
  for (let at = 0; at < workbooks.length; at += MOST_AT_ONCE) {
    saved.push(...(await savedAtOnce(workbooks.slice(at, at + MOST_AT_ONCE))));
  }
  return saved;
}

async function savedAtOnce(workbooks: readonly Uint8Array[]): Promise<Buffer[]> {
  const program = findInstalled(libreOffice.files);
  if (program === undefined) throw new Error('LibreOffice is missing: npm test installs it');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'muster-libreoffice-'));
  const names = workbooks.map((_, at) => `${at}.xlsx`);
  try {
    await Promise.all(workbooks.map((bytes, at) => writeFile(path.join(folder, names[at] ?? ''), bytes)));
    await run(
      program,
      [
        ...['--headless', '--norestore', `-env:UserInstallation=file://${folder}/profile`],
        ...['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', `${folder}/saved`],
        ...names.map((name) => path.join(folder, name)),
      ],
      { env: { ...environmentFor(program), LC_ALL: 'C.UTF-8' }, timeout: LONGEST_MS },
    );
    return await Promise.all(names.map((name) => readFile(path.join(folder, 'saved', name))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
