/** Loads a program: as it was compiled, or from its sources where nothing was compiled or something has changed since. Plain JavaScript, since Node must be taught TypeScript before it can read the rest. */
import { readdirSync, statSync } from 'node:fs';

const project = new URL('../', import.meta.url);
const rooms = ['schemas', 'pipeline', 'database', 'workers', 'review-ui', 'bin', 'samples'];

/** Runs `bin/NAME.ts`. */
export async function load(name) {
  const compiled = new URL(`dist/${name}.js`, project);
  if (isOfToday(compiled)) return void (await import(compiled.href));
  const { register } = await import('tsx/esm/api');
  register();
  await import(`./${name}.ts`);
}

/** Compared by time: in a release all files have the same, and what is compiled comes last. */
function isOfToday(compiled) {
  const made_ms = statSync(compiled, { throwIfNoEntry: false })?.mtimeMs;
  if (made_ms === undefined) return false;
  return rooms.every((room) => {
    const files = readdirSync(new URL(room, project), { recursive: true, withFileTypes: true });
    return files.every(
      (file) => !/\.tsx?$/.test(file.name) || statSync(`${file.parentPath}/${file.name}`).mtimeMs <= made_ms,
    );
  });
}
