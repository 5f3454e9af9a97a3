/** docs/RULES.md and docs/COLUMNS.md say what the checks and the sheet definitions say. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { columnsPage } from '../../bin/columns-page.ts';
import { rulesPage } from '../../bin/rules-page.ts';
import { catalogue } from '../../pipeline/catalogue.ts';

it('docs/RULES.md is up to date (npm run rules)', () => {
  expect(readFileSync('docs/RULES.md', 'utf8')).toBe(rulesPage());
});

it('docs/COLUMNS.md is up to date (npm run rules)', () => {
  expect(readFileSync('docs/COLUMNS.md', 'utf8')).toBe(columnsPage());
});

it('has an anchor for every id', () => {
  const page = rulesPage();
  for (const id of catalogue.keys()) expect(page).toContain(`\n### ${id}\n`);
});
