/** Writes samples/workbooks/ from the recipes, the same bytes each time. `node --import tsx samples/generate-workbooks.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { teacherFields, teacherSheet } from '../schemas/sheets/teacher.ts';
import { changeRecipes } from './recipes/changes.ts';
import { breakEveryRule } from './recipes/every-rule.ts';
import { gb18030Of } from './recipes/gb18030.ts';
import { oldHabits } from './recipes/old-habits.ts';
import { expectedOf, type Recipe } from './recipes/recipe.ts';
import { strayByte, textRecipes } from './recipes/text-files.ts';
import type { DropDown, WrittenCell } from './spreadsheet/sheet.ts';
import { xlsxOf } from './spreadsheet/workbook.ts';

export const recipes: readonly Recipe[] = [...changeRecipes, breakEveryRule, oldHabits, ...textRecipes];

const widths = teacherFields.map((field) => teacherSheet.columns[field].width);
const dropDowns: readonly DropDown[] = [
  { column: teacherFields.indexOf('gender'), source: '"男,女"' },
  { column: teacherFields.indexOf('is_rural'), source: '"是,否"' },
];

function workbookBytes(recipe: Recipe): Uint8Array {
  const sheet = {
    name: recipe.sheetName,
    rows: [...recipe.head, ...recipe.lines.map(({ cells }) => cells)],
    headerRows: recipe.head.length,
    widths,
    dropDowns,
    ...recipe.sheet,
  };
  return xlsxOf([sheet, ...(recipe.otherSheets ?? [])], recipe.style ?? { strings: 'shared' });
}

const textOfCell = (cell: WrittenCell | undefined): string => (typeof cell === 'string' ? cell : '');

function textBytes(recipe: Recipe): Uint8Array {
  const rows = [...recipe.head, ...recipe.lines.map(({ cells }) => cells)];
  const text = `${Papa.unparse(rows.map((cells) => teacherFields.map((_, at) => textOfCell(cells[at]))))}\r\n`;
  if (recipe.encoding !== 'gb18030') return Buffer.from(`\ufeff${text}`, 'utf8');
  const [before = '', ...after] = text.split(strayByte).map(gb18030Of);
  return Buffer.concat(
    [before, ...after.flatMap((part) => [Uint8Array.of(0xff), part])].map((part) => Buffer.from(part)),
  );
}

/** Every committed file by name: the workbooks, and `NAME.expected.json` beside each. */
export function workbookFiles(): ReadonlyMap<string, Uint8Array> {
  return new Map(
    recipes.flatMap((recipe) => [
      [recipe.file, recipe.format === 'csv' ? textBytes(recipe) : workbookBytes(recipe)],
      [`${recipe.file}.expected.json`, Buffer.from(`${JSON.stringify(expectedOf(recipe), null, 2)}\n`)],
    ]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, bytes] of workbookFiles()) {
    writeFileSync(new URL(`./workbooks/${file}`, import.meta.url), bytes);
  }
}
