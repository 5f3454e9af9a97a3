/** `npm run compile`: the programs as plain JavaScript in `dist/`, beside the sources, from which they take their styles and samples. */
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { isOfToday } from './load.js';

/** Each becomes `dist/NAME.js`; processes that a program starts go by the name that their pool has. */
const entries = {
  web: 'bin/web.ts',
  worker: 'bin/worker.ts',
  muster: 'bin/muster.ts',
  reading: 'workers/reading/child.ts',
  planning: 'workers/planning/child.ts',
} as const;

const loaders = { '.ts': 'ts', '.tsx': 'tsx' } as const;

/** A module goes on finding what lies beside its source: all that is compiled lies one folder below the project's. */
const placesOf = (project: string): Plugin => ({
  name: 'places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      if (!source.includes('import.meta')) return null;
      const place = JSON.stringify(`../${path.relative(project, file).split(path.sep).join('/')}`);
      const contents = source.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`);
      const other = /import\.meta\.(?!url\b)\w+/.exec(contents);
      if (other) throw new Error(`${file}: ${other[0]} would be of another place when it is compiled`);
      return { contents, loader: loaders[path.extname(file) as keyof typeof loaders] };
    });
  },
});

/**
 * Compiles a project that has its modules installed into its folder `dist`, whose former content is gone then; its list of sources is
 * what `bin/load.js` asks. Others may compile the same project meanwhile, and run it.
 */
export async function compile(project: string): Promise<void> {
  const outdir = mkdtempSync(path.join(project, 'dist-'));
  const began_ms = statSync(outdir).mtimeMs + 1;
  try {
    const { metafile } = await build({
      absWorkingDir: project,
      entryPoints: entries,
      outdir,
      ...{
        bundle: true,
        splitting: true,
        packages: 'external',
        format: 'esm',
        platform: 'node',
        target: 'node20',
      },
      ...{ keepNames: true, sourcemap: 'linked', metafile: true, logLevel: 'warning' },
      define: { COMPILED: 'true' },
      plugins: [placesOf(project)],
    });
    const list = path.join(outdir, 'sources.json');
    writeFileSync(list, JSON.stringify(Object.keys(metafile.inputs)));
    // A source that was changed while it was compiled is newer than what was made of it.
    utimesSync(list, began_ms / 1000, began_ms / 1000);
    await takePlace(outdir, path.join(project, 'dist'));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The folder gets the other's name, unless another that was made at the same time has just got it. */
async function takePlace(made: string, place: string): Promise<void> {
  const former = `${made}-former`;
  await unless(['ENOENT'], () => renameSync(place, former));
  await unless(['ENOTEMPTY', 'EEXIST'], () => renameSync(made, place));
  rmSync(former, { recursive: true, force: true });
}

async function unless(codes: readonly string[], act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** For whatever is about to start several programs of this project: each then starts in a third of the time. */
export async function compileToday(): Promise<void> {
  if (!isOfToday()) await compile(project);
}

/** {@link compileToday} where the project may be written; elsewhere its programs run from their sources. */
export const compileWhereWritable = (): Promise<void> => unless(['EACCES', 'EPERM', 'EROFS'], compileToday);

const project = path.dirname(import.meta.dirname);
if (process.argv[1] === import.meta.filename) await compile(project);
