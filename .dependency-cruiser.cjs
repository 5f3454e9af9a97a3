// The house of docs/ARCHITECTURE.md as rules: arrows go one way, and each heavy library stays in its room.
// dependency-cruiser asks swc for TypeScript without JSX, and so stumbles over every page; this asks for both.
const swc = require('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) =>
  parseFileSync.call(swc, file, { ...options, tsx: file.endsWith('.tsx') });

const room = (name) => `^${name}/`;
const only = (name, from, libraries) => ({
  name,
  severity: 'error',
  from: { path: '^(schemas|pipeline|database|workers|review-ui|bin|samples|bench)/', pathNot: from },
  to: { path: libraries.map((l) => `(^|/)node_modules/${l}/`) },
});
const never = (from, to) => ({
  name: `${from}-never-imports-${to.join('-or-')}`,
  severity: 'error',
  from: { path: room(from) },
  to: { path: `^(${to.join('|')})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    never('schemas', ['pipeline', 'database', 'workers', 'review-ui', 'bin', 'samples', 'bench']),
    never('pipeline', ['database', 'workers', 'review-ui', 'bin', 'samples', 'bench']),
    never('database', ['pipeline', 'workers', 'review-ui', 'bin', 'samples', 'bench']),
    never('workers', ['review-ui', 'bin', 'samples', 'bench']),
    never('review-ui', ['workers', 'bin', 'samples', 'bench']),
    never('samples', ['database', 'workers', 'review-ui', 'bin', 'bench']),
    {
      name: 'schemas-import-zod-only',
      severity: 'error',
      from: { path: room('schemas') },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    only('spreadsheets-stay-in-pipeline', '^(pipeline|samples|bench)/', [
      'exceljs',
      'papaparse',
      'hucre',
      '@e965/xlsx',
    ]),
    only('sql-stays-in-database', '^database/', ['pg', 'kysely', 'pg-copy-streams']),
    only('queue-stays-in-workers', '^workers/', ['bullmq', 'bullmq-otel', '@opentelemetry', 'ioredis']),
    only('pages-stay-in-review-ui', '^review-ui/', [
      'express',
      'preact',
      'preact-render-to-string',
      'express-session',
    ]),
    {
      name: 'pipeline-is-pure',
      severity: 'error',
      from: { path: room('pipeline') },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|net|http|https|child_process|os|process)(/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
