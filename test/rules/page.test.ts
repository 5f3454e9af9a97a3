/** docs/RULES.md says what the checks say. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rulesPage } from '../../bin/rules-page.ts';
import { catalogue } from '../../pipeline/catalogue.ts';

it('docs/RULES.md is up to date (npm run rules)', () => {
  expect(readFileSync('docs/RULES.md', 'utf8')).toBe(rulesPage());
});

it('has an anchor for every id', () => {
  const page = rulesPage();
  for (const id of catalogue.keys()) expect(page).toContain(`\n### ${id}\n`);
});
