/** House rules of rules: names agree, words are complete in both languages, and nothing is emitted without words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../pipeline/catalogue.ts';
import { cellChecks } from '../../pipeline/cells/checks.ts';
import { describe as describeIssue, titleOf } from '../../pipeline/describe.ts';
import { enrolmentChecks } from '../../pipeline/enrolment-checks.ts';
import { expertChecks } from '../../pipeline/expert-checks.ts';
import type { Sentences } from '../../pipeline/explanation.ts';
import { organisationChecks } from '../../pipeline/organisation-checks.ts';
import { allRules } from '../../pipeline/rules/all.ts';
import { structureChecks } from '../../pipeline/structure.ts';
import { transferChecks } from '../../pipeline/transfer-checks.ts';
import type { Issue } from '../../schemas/issue.ts';
import type { Words } from '../../schemas/language.ts';

const files = readdirSync('pipeline/rules').filter((file) => !['all.ts', 'run.ts'].includes(file));
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
const sentencesOf = (sentences: Sentences | undefined): readonly Words[] => {
  if (sentences === undefined) return [];
  return 'zh' in sentences ? [sentences] : sentences;
};
const issue = (rule: string): Issue => ({
  rule,
  severity: 'note',
  sheet: 'a',
  row: 1,
  column: null,
  field: 'name',
  params: {},
});

describe('rules', () => {
  it('have a file each, named as their id, and are all listed', () => {
    expect(allRules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it.each(allRules.map(({ id }) => id))('%s has a test of that name', (id) => {
    expect(existsSync(`test/rules/${id}.test.ts`)).toBe(true);
  });

  it('have ids that no other check has', () => {
    const ids = [
      ...Object.keys(structureChecks),
      ...Object.keys(cellChecks),
      ...Object.keys(transferChecks),
      ...Object.keys(organisationChecks),
      ...Object.keys(enrolmentChecks),
      ...Object.keys(expertChecks),
      ...allRules.map(({ id }) => id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(catalogue.size).toBe(ids.length);
  });

  it('are emitted under no id that the catalogue lacks', () => {
    const sources = readdirSync('pipeline', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('read/'))
      .map((file) => readFileSync(`pipeline/${file}`, 'utf8'));
    const emitted = sources.flatMap((source) =>
      [...source.matchAll(/(?:report|told)\('([a-z0-9-]+)'/g)].map((m) => m[1]),
    );
    expect(emitted.length).toBeGreaterThan(20);
    expect(emitted.filter((id) => !catalogue.has(id ?? ''))).toEqual([]);
  });
});

describe.each([...catalogue])('the words of %s', (id, { title, message, expected, fix }) => {
  const all = [title, ...sentencesOf(message), ...sentencesOf(expected), ...sentencesOf(fix)];

  it('use the same parameters in both languages', () => {
    for (const { zh, en } of all) expect(placeholders(en)).toEqual(placeholders(zh));
  });

  it('say something in both languages', () => {
    for (const { zh, en } of all) {
      expect(zh.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
    }
    expect(titleOf(id, 'zh')).toBe(title.zh);
    expect(describeIssue(issue(id), 'en').fix).toBeTruthy();
  });
});

it('a finding without words is a bug, not a blank line', () => {
  expect(() => describeIssue(issue('no-such-rule'), 'zh')).toThrow('no-such-rule');
});
