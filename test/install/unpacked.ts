/** Where packages are unpacked for somebody who may not install them, and how they find each other there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** A root of its own, in the data folder: `usr/bin`, `usr/lib`, `usr/share` and so on are below it. */
export const unpackedFolder = path.join(project, '.muster', 'test-programs');

/** Folders with the libraries of unpacked programs, for `LD_LIBRARY_PATH`; empty when everything is installed. */
export function libraryFolders(): string[] {
  const machine = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string];
  return ['usr/lib', 'lib']
    .flatMap((folder) => [folder, `${folder}/${machine}`])
    .map((folder) => path.join(unpackedFolder, folder))
    .filter((folder) => existsSync(folder));
}
