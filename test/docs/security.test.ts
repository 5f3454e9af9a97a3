/** The table of docs/SECURITY.md against what there is: every item stands somewhere once, and what it names exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asvsItems } from './asvs.ts';

const text = readFileSync('docs/SECURITY.md', 'utf8');

interface Row {
  readonly id: string;
  readonly level: string;
  readonly where: string;
  readonly proof: string;
}
const rows: readonly Row[] = [
  ...text.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm),
].map(([, id = '', level = '', where = '', proof = '']) => ({ id, level, where, proof }));

/** The ids of the lists of what is not met or doesn't apply. */
const listed: readonly string[] = [...text.matchAll(/^- \*\*([\d., ]+)\*\* \S/gm)].flatMap(([, ids = '']) =>
  ids.split(', '),
);
const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);

/** Names of the tests and groups of a file, as they are written; those of `each` follow its closing bracket. */
const namesIn = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g,
    ),
  ].map(([, , name = '']) => name.replace(/\\(.)/g, '$1'));

describe('the table of ASVS items', () => {
  it('has each item of the standard that is asked for, in the table or in a list, once', () => {
    const found = [...rows.map(({ id }) => id), ...listed].sort();
    const wanted = Object.values(asvsItems).flat().sort();
    expect(found).toEqual(wanted);
  });

  it('gives each item its level', () => {
    const wrong = rows.filter(({ id, level }) => !asvsItems[level as '1' | '2' | '3']?.includes(id));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('says where by files that there are', () => {
    const paths = rows.flatMap(({ where }) => quoted(where)).filter((one) => /^[\w-]+[/.]/.test(one));
    expect(paths.filter((one) => !existsSync(one))).toEqual([]);
    expect(paths.length).toBeGreaterThan(100);
  });

  it('proves each item by tests that there are, or says that this page or the deployment does', () => {
    const faults = rows.flatMap(({ id, proof }) => {
      if (/^(this page|deployment)$/.test(proof.trim())) return [];
      const claims = quoted(proof);
      if (claims.length === 0) return [`${id}: claims nothing`];
      return claims
        .filter((claim) => {
          const [file = '', name = ''] = claim.split(' › ');
          if (name === '' || !/^test\/.+\.test\.ts$/.test(file) || !existsSync(file)) return true;
          return !namesIn(file).some((one) => one.includes(name));
        })
        .map((claim) => `${id}: ${claim}`);
    });
    expect(faults).toEqual([]);
  });
});

it('leads only to places that there are', () => {
  const headings = new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
  const dead = links.filter((link) => {
    if (link.startsWith('https://')) return false;
    return link.startsWith('#') ? !headings.has(link.slice(1)) : !existsSync(`docs/${link}`);
  });
  expect(dead).toEqual([]);
});

it.each(['README.md', 'README.zh-CN.md'])(
  '%s names every setting, and leads to the page of security',
  (file) => {
    const folder = existsSync('bin/settings') ? readdirSync('bin/settings') : [];
    const files = ['bin/settings.ts', ...folder.map((name) => `bin/settings/${name}`)];
    const settings = files.map((name) => readFileSync(name, 'utf8')).join('\n');
    const names = [
      ...settings.matchAll(
        /^ {2}([A-Z][A-Z_]+): (?:wholeNumber|yesOrNo|z$|z\.|digits|databaseUrl|databaseAppUrl)/gm,
      ),
    ];
    expect(names.length).toBeGreaterThan(20);
    const readme = readFileSync(file, 'utf8');
    expect(names.map(([, name = '']) => name).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    expect(readme.includes('(docs/SECURITY.md)')).toBe(true);
  },
);
