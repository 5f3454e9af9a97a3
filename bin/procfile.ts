/** Reads a Procfile: which commands make up the application. */
import { readFileSync } from 'node:fs';

/** Command by name, in the file's order. Throws when a line is neither `name: command`, a `#` comment nor empty. */
export function readProcfile(file: string): ReadonlyMap<string, string> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name, command] = /^([\w-]+):\s*(\S.*)$/.exec(line) ?? [];
      if (name === undefined || command === undefined)
        throw new Error(`${file}: not "name: command": ${line}`);
      return [name, command];
    }),
  );
}
