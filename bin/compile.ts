/** `npm run compile`: the programs as plain JavaScript in `dist/`, beside the sources, from which they take their styles and samples. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

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

/** Compiles a project that has its modules installed into its folder `dist`, which is emptied first; its list of sources is what `bin/load.js` asks. */
export async function compile(project: string): Promise<void> {
  const outdir = path.join(project, 'dist');
  rmSync(outdir, { recursive: true, force: true });
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
  writeFileSync(path.join(outdir, 'sources.json'), JSON.stringify(Object.keys(metafile.inputs)));
}

if (process.argv[1] === import.meta.filename) await compile(path.dirname(import.meta.dirname));
