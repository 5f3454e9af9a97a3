/** `npm run rules`: brings docs/RULES.md and docs/COLUMNS.md up to date. */
import { writeFileSync } from 'node:fs';
import { columnsPage } from './columns-page.ts';
import { rulesPage } from './rules-page.ts';

writeFileSync(new URL('../docs/RULES.md', import.meta.url), rulesPage());
writeFileSync(new URL('../docs/COLUMNS.md', import.meta.url), columnsPage());
