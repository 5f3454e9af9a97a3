/**
 * Loads a program: as it was compiled, or from its sources where nothing was compiled or something has changed since. Plain
 * JavaScript, since Node must be taught TypeScript before it can read the rest.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';

const project = new URL('../', import.meta.url);
/** What was compiled; written last, so that a compilation that broke off left nothing that is run. */
const list = new URL('dist/sources.json', project);

/** Runs `bin/NAME.ts`. */
export async function load(name) {
  if (isOfToday()) {
    await import(new URL(`dist/${name}.js`, project).href);
    return;
  }
  const { register } = await import('tsx/esm/api');
  register();
  await import(new URL(`bin/${name}.ts`, project).href);
}

/** Whether all was compiled and no source is newer. Compared by time: in a release all files have the same. */
export function isOfToday() {
  if (!existsSync(list)) return false;
  const made_ms = statSync(list).mtimeMs;
  const sources = JSON.parse(readFileSync(list, 'utf8'));
  return sources.every(
    (file) => statSync(new URL(file, project), { throwIfNoEntry: false })?.mtimeMs <= made_ms,
  );
}
