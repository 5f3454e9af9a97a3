/** `npm run bench -- NAME [--json] [options]`: runs one measurement; the last line printed is one JSON object. */
import { existsSync, readdirSync } from 'node:fs';
import { compileToday } from '../bin/compile.ts';

/** What each file of this folder offers. */
interface Bench {
  /** Measures, tells `say` about it in words, and answers the figures. */
  run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>>;
}

const [name = '', ...rest] = process.argv.slice(2);
const file = new URL(`./${name}.ts`, import.meta.url);
const isJson = rest.includes('--json');
const args = rest.filter((arg) => arg !== '--json');

if (!/^[a-z-]+$/.test(name) || name === 'run' || !existsSync(file)) {
  const names = readdirSync(new URL('.', import.meta.url)).flatMap(
    (entry) => /^([a-z-]+)\.ts$/.exec(entry)?.[1] ?? [],
  );
  console.error(`npm run bench -- ${names.filter((each) => each !== 'run').join('|')} [--json]`);
  process.exit(2);
}
// What is measured is what an installation runs.
await compileToday();
const bench = (await import(file.href)) as Bench;
const figures = await bench.run(args, isJson ? () => undefined : (line) => console.log(line));
console.log(JSON.stringify({ bench: name, ...figures }));
process.exit(0);
