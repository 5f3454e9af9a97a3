/** `npm run bundle`: one archive from which Muster is installed where there is no network, with everything that it needs. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const usage = `用法 Usage: npm run bundle -- [--out FOLDER] [--without-node]
  把程序、生产依赖、PostgreSQL、Node 和物料清单打成一个 tar.gz，供没有网络的机器安装。在与目标相同的系统上运行。
  Packs program, production dependencies, PostgreSQL, Node and bill of materials for machines without a network. Run it on
  the same kind of system as the one that it is for.
`;

/** What runs, and what those who run it read. Tests and benches stay here. */
const shipped = [
  ...['bin', 'database', 'deploy', 'docs', 'pipeline', 'review-ui', 'samples', 'schemas', 'workers'],
  ...[
    'Procfile',
    'README.md',
    'README.zh-CN.md',
    'LICENSE',
    'package.json',
    'package-lock.json',
    '.npmrc',
    'tsconfig.json',
  ],
];

const run = (program: string, args: string[], cwd: string): string =>
  execFileSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

async function bundle(out: string, withNode: boolean): Promise<string> {
  const project = path.dirname(import.meta.dirname);
  const commit = run('git', ['rev-parse', '--short=10', 'HEAD'], project).trim();
  const { version } = JSON.parse(run('git', ['show', 'HEAD:package.json'], project)) as { version: string };
  const name = `muster-${version}-${commit}-${process.platform}-${process.arch}`;
  const work = mkdtempSync(path.join(os.tmpdir(), 'muster-bundle-'));
  try {
    const root = path.join(work, name);
    const app = path.join(root, 'release', 'app');
    mkdirSync(app, { recursive: true });
    const archive = path.join(work, 'program.tar');
    run('git', ['archive', '--output', archive, 'HEAD', ...tracked(project)], project);
    run('tar', ['-xf', archive, '-C', app], work);
    // By the hashes of the lock file; what npm has in its cache needs no network.
    run('npm', ['ci', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], app);
    run('node', ['--import', 'tsx', 'bin/compile.ts'], app);
    writeFileSync(path.join(root, 'sbom.cdx.json'), sbom(app));
    if (withNode) shipNode(path.join(root, 'release', 'node', 'bin'));
    writeFileSync(path.join(root, 'VERSION'), `${version}-${commit}\n`);
    cpSync(path.join(project, 'deploy', 'bundle', 'install.sh'), path.join(root, 'install.sh'));
    chmodSync(path.join(root, 'install.sh'), 0o755);
    writeFileSync(path.join(root, 'SHA256SUMS'), await sums(root));
    mkdirSync(out, { recursive: true });
    const file = path.join(out, `${name}.tar.gz`);
    pack(work, name, file, run('git', ['log', '-1', '--format=%ct'], project).trim());
    writeFileSync(`${file}.sha256`, `${await digestOf(file)}  ${path.basename(file)}\n`);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const tracked = (project: string): string[] =>
  shipped.filter((each) => run('git', ['ls-tree', '--name-only', 'HEAD', each], project) !== '');

const sbom = (app: string): string =>
  run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'], app);

function shipNode(folder: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(process.execPath, path.join(folder, 'node'));
  chmodSync(path.join(folder, 'node'), 0o755);
}

/** Of every file, as `sha256sum --check` reads them; links have no contents of their own. */
async function sums(root: string): Promise<string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
  const lines: string[] = [];
  for (const file of files) lines.push(`${await digestOf(path.join(root, file))}  ${file}`);
  return `${lines.join('\n')}\n`;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** Nobody's name and no time of today in it: the same commit packs to the same archive. */
function pack(folder: string, name: string, file: string, time: string): void {
  const same = ['--sort=name', `--mtime=@${time}`, '--owner=0', '--group=0', '--numeric-owner'];
  run('tar', [...same, '-I', 'gzip -n', '-cf', path.resolve(file), name], folder);
}

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'bundles' },
    'without-node': { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) process.stdout.write(usage);
else console.log(await bundle(path.resolve(values.out), !values['without-node']));
