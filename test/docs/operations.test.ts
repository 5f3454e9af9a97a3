/** docs/OPERATIONS.md against what there is: an operator in need must find that every command, setting, page and line exists. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readinessSchema } from '../../review-ui/pages/operations/readiness.ts';
import { laws } from '../../schemas/diagnosis.ts';

const text = readFileSync('docs/OPERATIONS.md', 'utf8');
const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, one = '']) => one);

describe('every command of the runbooks', () => {
  // What follows it on its line, up to a sign that ends it.
  const commands = [...text.matchAll(/\bmuster ([a-z-]+)([^`|#(\n]*)/g)].flatMap(
    ([, name = '', rest = '']) => (existsSync(`bin/commands/${name}.ts`) ? [{ name, rest }] : []),
  );
  const named = [...new Set([...text.matchAll(/`(?:\S+\/)?muster ([a-z-]+)/g)].map(([, name = '']) => name))];
  const source = (name: string): string => readFileSync(`bin/commands/${name}.ts`, 'utf8');

  it('is one of muster’s', () => {
    const help = readFileSync('bin/muster.ts', 'utf8');
    expect(named.length).toBeGreaterThan(7);
    expect(named.filter((name) => !new RegExp(`^  ${name}: \\{`, 'm').test(help))).toEqual([]);
  });

  it('knows its options and the word that follows it', () => {
    const wrong = commands.flatMap(({ name, rest }) => {
      const options = [...rest.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => option);
      const word = /^ ([a-z-]+)/.exec(rest)?.[1];
      const takesWords = ['admin', 'audit', 'keys'].includes(name);
      return [
        ...options.filter((option) => !new RegExp(`\\b'?${option}'?: \\{ type`).test(source(name))),
        ...(takesWords && word !== undefined && !source(name).includes(word) ? [word] : []),
      ].map((fault) => `${name}: ${fault}`);
    });
    expect(wrong).toEqual([]);
  });

  it('of npm is a script, and of sh a file', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...all(/npm run ([a-z-]+)/g), ...(/\bnpm start\b/.test(text) ? ['start'] : [])];
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(all(/npm run bench -- ([a-z-]+)/g).filter((name) => !existsSync(`bench/${name}.ts`))).toEqual([]);
    expect(all(/sh (\S+\.sh)/g).filter((file) => !existsSync(file))).toEqual([]);
  });
});

it('names settings that there are', () => {
  const readme = readFileSync('README.md', 'utf8');
  const named = [
    ...new Set(all(/\b(MUSTER_[A-Z_]+|DATABASE_[A-Z_]+|REDIS_URL|WORKER_CONCURRENCY|PORT|HOST)\b/g)),
  ];
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

it('says of everything that readiness misses what to do', () => {
  const missing = readinessSchema.shape.missing.element.options.filter((one) => one !== 'shutting-down');
  expect(missing.filter((one) => !text.includes(`\`${one}\``) && !text.includes(` ${one},`))).toEqual([]);
});

it('names laws of muster doctor as they are called', () => {
  const called = all(/`([a-z]+(?:-[a-z]+){2,})`/g).filter((one) => !one.startsWith('muster'));
  expect(called.filter((one) => !Object.hasOwn(laws, one))).toEqual([]);
  expect(text).toContain(laws['nothing-waits-for-ever'].zh);
});

describe('its links', () => {
  const slug = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\d -]/gu, '')
      .replaceAll(' ', '-');
  const headings = all(/^##+ (.+)$/gm).map(slug);

  it('within the page lead to a heading, and every heading is led to', () => {
    const named = all(/\]\(#([^)]+)\)/g);
    expect(named.filter((one) => !headings.includes(one))).toEqual([]);
    expect(headings.filter((one) => !named.includes(one))).toEqual([]);
  });

  it('to other files lead to files', () => {
    const files = all(/\]\(([^)#]+?)(?:#[^)]*)?\)/g);
    expect(files.filter((file) => !existsSync(`docs/${file}`))).toEqual([]);
  });
});

it('gives each symptom in Chinese, as people report it', () => {
  const sections = text.split(/^## /m).slice(1);
  const from = sections.findIndex((section) => section.startsWith('Nothing opens'));
  const without = sections.slice(from).filter((section) => !/\*\*Shows:\*\*.*\p{Script=Han}/u.test(section));
  expect(without.map((section) => section.split('\n')[0])).toEqual([]);
});
