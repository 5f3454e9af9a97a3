/** What we take from others: exact versions, locked by their hash, under terms we may use, without known holes, listed in a bill of materials. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isAllowed, lookedUp, permissive, permissiveForTools } from './licences.ts';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}
interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) as T;
const manifest = read<Manifest>('package.json');
const lock = read<{ packages: Record<string, Locked> }>('package-lock.json');
const locked = Object.entries(lock.packages)
  .filter(([place]) => place !== '')
  .map(([place, facts]) => ({ ...facts, name: place.replace(/^.*node_modules\//, '') }));

const run = promisify(execFile);
/** What npm prints, whatever its status: it speaks of findings by its status too. */
const npm = (...args: string[]): Promise<string> =>
  run('npm', args, { cwd: new URL('../../', import.meta.url), maxBuffer: 1 << 26 }).then(
    ({ stdout }) => stdout,
    (error: { stdout?: string }) => error.stdout ?? '',
  );

describe('versions', () => {
  it.each(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))(
    '%s is asked for in one exact version',
    (_name, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    },
  );

  it('every locked package has its hash, and none comes from elsewhere than the registry', () => {
    expect(locked.length).toBeGreaterThan(300);
    const unhashed = locked.filter(({ integrity }) => !integrity?.startsWith('sha512-'));
    expect(unhashed.map(({ name }) => name)).toEqual([]);
    const elsewhere = locked.filter(
      ({ resolved = 'https://registry.npmjs.org/' }) => !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
  });

  it('a package that wants to run something when it is installed was decided on by name', () => {
    const decided = Object.keys(manifest.allowScripts);
    const undecided = locked
      .filter(({ hasInstallScript }) => hasInstallScript)
      .map(({ name }) => name)
      .filter((name) => !decided.includes(name));
    expect(undecided).toEqual([]);
  });
});

describe('licences', () => {
  it('every package that users are given is under permissive terms, and every tool at most under copyleft by file', () => {
    const refused = locked.flatMap(({ name, license, dev }) => {
      const terms = license ?? lookedUp[name] ?? 'unknown';
      return isAllowed(terms, dev ? permissiveForTools : permissive) ? [] : [`${name}: ${terms}`];
    });
    expect(refused).toEqual([]);
  });

  it.each([
    ['GPL-3.0-only', false],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(MIT AND GPL-2.0)', false],
    ['MIT AND Zlib', true],
    ['unknown', false],
  ])('%s is allowed: %s', (terms, allowed) => {
    expect(isAllowed(terms, permissive)).toBe(allowed);
  });
});

describe('known holes', () => {
  it('npm audit names none that is high or critical', async ({ skip }) => {
    const report = JSON.parse((await npm('audit', '--json')) || '{}') as {
      metadata?: { vulnerabilities: Record<string, number> };
    };
    if (report.metadata === undefined) return skip('the registry does not answer audits');
    const { high = 0, critical = 0 } = report.metadata.vulnerabilities;
    expect({ high, critical }).toEqual({ high: 0, critical: 0 });
  });
});

describe('bill of materials', () => {
  it('npm run sbom lists in CycloneDX what is locked, each with its version and hash', async () => {
    const bill = JSON.parse(await npm('run', '--silent', 'sbom')) as {
      bomFormat: string;
      components: { purl: string; hashes?: { alg: string }[] }[];
    };
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = new Set(bill.components.map(({ purl }) => decodeURIComponent(purl)));
    const absent = locked.filter(({ name, version }) => !listed.has(`pkg:npm/${name}@${version}`));
    expect(absent.map(({ name }) => name)).toEqual([]);
    expect(bill.components.every(({ hashes }) => hashes?.[0]?.alg === 'SHA-512')).toBe(true);
  });
});
