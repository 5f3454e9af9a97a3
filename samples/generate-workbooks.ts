/** Writes samples/workbooks/ from the recipes, the same bytes each time. `node --import tsx samples/generate-workbooks.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesOf } from './recipes/bytes.ts';
import { changeRecipes } from './recipes/changes.ts';
import { breakEveryRule } from './recipes/every-rule.ts';
import { oldHabits } from './recipes/old-habits.ts';
import { expectedOf, type Recipe } from './recipes/recipe.ts';
import { textRecipes } from './recipes/text-files.ts';

export const recipes: readonly Recipe[] = [...changeRecipes, breakEveryRule, oldHabits, ...textRecipes];

/** Every committed file by name: the workbooks, and `NAME.expected.json` beside each. */
export function workbookFiles(): ReadonlyMap<string, Uint8Array> {
  return new Map(
    recipes.flatMap((recipe) => [
      [recipe.file, bytesOf(recipe)],
      [`${recipe.file}.expected.json`, Buffer.from(`${JSON.stringify(expectedOf(recipe), null, 2)}\n`)],
    ]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, bytes] of workbookFiles()) {
    writeFileSync(new URL(`./workbooks/${file}`, import.meta.url), bytes);
  }
}
