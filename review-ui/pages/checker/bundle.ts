/** Makes the script of the offline checker out of the same pipeline that the server runs, once, when it is first asked for. */
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const browser = new URL('browser/', import.meta.url);

/** A module of Node has a twin for the browser, or the page is not made: nothing is left out in silence. */
const twins: Plugin = {
  name: 'twins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => {
      const name = path.slice('node:'.length);
      if (!builtinModules.includes(name)) return null;
      return { path: fileURLToPath(new URL(`platform/${name}.ts`, browser)) };
    });
  },
};

/** zod brings its messages in fifty languages, more than all the rest together; none of them is shown. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** Chrome 109, the last one for Windows 7. */
const OLDEST_BROWSER = 'chrome109';

async function bundle(): Promise<string> {
  // Loaded here: a server whose checker nobody opens needs no compiler.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('main.tsx', browser))],
    ...{ bundle: true, minify: true, write: false, format: 'iife', platform: 'browser', charset: 'utf8' },
    ...{ target: OLDEST_BROWSER, jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
    plugins: [twins, oneLanguage],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

let made: Promise<string> | undefined;

/** The script, for browsers from Chrome 109 on. */
export function checkerScript(): Promise<string> {
  made ??= bundle().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}
