/** Turns a recipe into the bytes of its file, the same each time. */
import { teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { DropDown, WrittenCell } from '../spreadsheet/sheet.ts';
import { xlsxOf } from '../spreadsheet/workbook.ts';
import type { SheetRecipe } from './recipe.ts';
import { textBytes } from './text-bytes.ts';

const lists = { gender: '"男,女"', is_rural: '"是,否"' } as const;
type ListedField = keyof typeof lists;

/** The cells of a line from the template's order into the file's; cells beyond the template stay at the end. */
function inOrder(cells: readonly WrittenCell[], { fields }: SheetRecipe): readonly WrittenCell[] {
  if (fields === undefined) return cells;
  const own = fields.map((field) => cells[teacherFields.indexOf(field)] ?? null);
  return [...own, ...cells.slice(teacherFields.length)];
}

const rowsOf = (recipe: SheetRecipe): (readonly WrittenCell[])[] => [
  ...recipe.head,
  ...recipe.lines.map(({ cells }) => inOrder(cells, recipe)),
];

function workbookBytes(recipe: SheetRecipe): Uint8Array {
  const fields = recipe.fields ?? teacherFields;
  const dropDowns = (Object.keys(lists) as ListedField[])
    .map((field): DropDown => ({ column: fields.indexOf(field), source: lists[field] }))
    .filter(({ column }) => column >= 0);
  const sheet = {
    name: recipe.sheetName,
    rows: rowsOf(recipe),
    headerRows: recipe.head.length,
    widths: fields.map((field) => teacherSheet.columns[field].width),
    dropDowns,
    ...recipe.sheet,
  };
  return xlsxOf([sheet, ...(recipe.otherSheets ?? [])], recipe.style ?? { strings: 'shared' });
}

const textOfCell = (cell: WrittenCell | undefined): string => (typeof cell === 'string' ? cell : '');

export function bytesOf(recipe: SheetRecipe): Uint8Array {
  if (recipe.format === 'xlsx') return workbookBytes(recipe);
  const width = (recipe.fields ?? teacherFields).length;
  const rows = rowsOf(recipe).map((cells) => Array.from({ length: width }, (_, at) => textOfCell(cells[at])));
  return textBytes(rows, recipe.encoding ?? 'utf-8', recipe.text);
}
