/** Where packages are unpacked for somebody who may not install them, and how they find each other there. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** A root of its own, in the data folder: `usr/bin`, `usr/lib`, `usr/share` and so on are below it. */
export const unpackedFolder = path.join(project, '.muster', 'test-programs');

/** The first of these absolute paths that exists, in the system or unpacked. */
export function findInstalled(files: readonly string[]): string | undefined {
  return files.flatMap((file) => [file, path.join(unpackedFolder, file)]).find((file) => existsSync(file));
}

/** What an unpacked program needs in its environment; the caller's own when it is installed. */
export function environmentFor(program: string): NodeJS.ProcessEnv {
  if (!program.startsWith(unpackedFolder)) return process.env;
  return { ...process.env, LD_LIBRARY_PATH: libraryFolders().join(':'), FONTCONFIG_FILE: writeFontList() };
}

/** Wherever a library was unpacked: some packages keep theirs in a folder of their own and rely on their installation. */
function libraryFolders(): string[] {
  const folders = ['usr/lib', 'lib'].flatMap((name) => {
    const root = path.join(unpackedFolder, name);
    if (!existsSync(root)) return [];
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.so(\.|$)/.test(entry.name))
      .map((entry) => entry.parentPath);
  });
  return [...new Set(folders)];
}

/** fontconfig's own list names absolute folders only, which an unpacked font is not in. */
function writeFontList(): string {
  const file = path.join(unpackedFolder, 'fonts.conf');
  const folders = ['/usr/share/fonts', path.join(unpackedFolder, 'usr/share/fonts')];
  mkdirSync(unpackedFolder, { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders
      .map((folder) => `<dir>${folder}</dir>`)
      .join('')}<cachedir>${path.join(unpackedFolder, 'font-cache')}</cachedir></fontconfig>\n`,
  );
  return file;
}
