/** `npm run rules`: brings docs/RULES.md up to date. */
import { writeFileSync } from 'node:fs';
import { rulesPage } from './rules-page.ts';

writeFileSync(new URL('../docs/RULES.md', import.meta.url), rulesPage());
