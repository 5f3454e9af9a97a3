/** Writes samples/messy/ from its recipes, the same bytes each time. `node --import tsx samples/generate-messy.ts` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Severity } from '../schemas/issue.ts';
import { messyFiles } from './recipes/messy/all.ts';
import type { MessyFile } from './recipes/messy/messy-file.ts';

const folder = new URL('./messy/', import.meta.url);

/** Exit status of `muster check`: 0 without errors, 1 with row errors, 2 when refused. */
function exitOf({ issues, refusal }: MessyFile['verdict']): 0 | 1 | 2 {
  if (refusal !== undefined) return 2;
  return issues.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function entryOf({ file, about, arguments: given, verdict }: MessyFile): object {
  const { template, format, encoding, rows, issues, values, refusal } = verdict;
  const count = (severity: Severity): number => issues.filter((issue) => issue.severity === severity).length;
  return {
    ...{ file, about, arguments: given, exit: exitOf(verdict), template, format, encoding, rows },
    ...{ errors: count('error'), warnings: count('warning'), notes: count('note') },
    ...{ issues, values, refusal },
  };
}

/** JSON to be read by people too: a fact a line, and of a list of facts each on its own. */
function written(entry: object): string {
  const facts = Object.entries(entry).filter(([, fact]) => fact !== undefined);
  const told = facts.map(([name, fact]) => {
    const isList = Array.isArray(fact) && fact.some((item) => typeof item === 'object');
    const items = isList ? fact.map((item) => `\n        ${JSON.stringify(item)}`) : [];
    return `      "${name}": ${isList ? `[${items.join(',')}\n      ]` : JSON.stringify(fact)}`;
  });
  return `    {\n${told.join(',\n')}\n    }`;
}

/** Every committed file by name: the files themselves, and manifest.json with the verdict on each. */
export function messyFolder(): ReadonlyMap<string, Uint8Array> {
  const entries = messyFiles.map((file) => written(entryOf(file)));
  const manifest = `{\n  "files": [\n${entries.join(',\n')}\n  ]\n}\n`;
  return new Map([
    ...messyFiles.map(({ file, bytes }): [string, Uint8Array] => [file, bytes()]),
    ['manifest.json', Buffer.from(manifest)],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of messyFolder()) writeFileSync(new URL(file, folder), bytes);
}
