/** Tells what a workbook holds besides its table: spare columns and sheets, titles, and characters without meaning. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Params } from '../schemas/language.ts';
import type { Sheet, Workbook } from '../schemas/workbook.ts';
import { choiceList } from './cells/choice.ts';
import { issueAt, type Place } from './findings.ts';
import type { Table } from './headers.ts';
import { type StructureCheckId, structureChecks } from './structure.ts';
import { cleaned, columnLetters, folded } from './text.ts';

const told = (check: StructureCheckId, place: Place, params?: Params): Issue =>
  issueAt(check, structureChecks[check].severity, place, params);

/** A sheet of data has several rows of several cells; a page of instructions has not, or says what it is. */
const FEWEST_CELLS = 2;
const FEWEST_ROWS = 2;
const INSTRUCTIONS = /说明|须知|指南|要求|示例|样例|字典|选项|代码|instructions|read ?me|example|lists?$/i;
/** A sheet is a list of choices when nearly all of its texts are permitted values. */
const CHOICE_SHARE = 0.8;
const CELLS_SAMPLED = 200;

function rowsOfData(sheet: Sheet): number {
  if (INSTRUCTIONS.test(sheet.name)) return 0;
  return sheet.rows.filter(({ cells }) => cells.length >= FEWEST_CELLS).length;
}

function isChoiceList(sheet: Sheet, definition: SheetDefinition): boolean {
  if (sheet.hidden && sheet.name.startsWith('_')) return true;
  const choices = Object.values(definition.columns).flatMap((column) => [
    ...choiceList(column.choices).byText.keys(),
  ]);
  const known = new Set([...choices, '是', '否']);
  const cells = sheet.rows.flatMap((row) => row.cells).slice(0, CELLS_SAMPLED);
  const matches = cells.filter(({ text }) => known.has(folded(text))).length;
  return matches >= cells.length * CHOICE_SHARE;
}

/** Findings about sheets that were not read though they hold data. */
export function otherSheets(workbook: Workbook, table: Table): Issue[] {
  const issues: Issue[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet === table.sheet || sheet.rows.length === 0) continue;
    const rows = sheet.hidden ? sheet.rows.length : rowsOfData(sheet);
    if (!sheet.hidden && rows < FEWEST_ROWS) continue;
    if (isChoiceList(sheet, table.definition)) continue;
    const place = { sheet: sheet.name, row: null, column: null };
    const check = sheet.hidden ? 'hidden-sheet' : 'extra-sheet';
    issues.push(
      told(check, place, { sheet: sheet.name, rows, ...(sheet.hidden ? {} : { read: table.sheet.name }) }),
    );
  }
  return issues;
}

/** What stands above the header. */
const titleOf = ({ sheet, start, header }: Table): string =>
  sheet.rows
    .slice(0, start - header.length)
    .flatMap(({ cells }) => cells.map(({ text }) => text))
    .join(' ');

/** Findings about the header: what stands twice, what the template doesn't have, and where the header was. */
export function headerFindings(table: Table, isStamped: boolean): Issue[] {
  const [first, second] = table.header;
  const row = second?.number ?? first?.number ?? null;
  const sheet = table.sheet.name;
  /** Of two lines, the one in which the heading of a column stands. */
  const rowOf = (at: number): number | null =>
    table.header.findLast(({ cells }) => cells.some(({ column }) => column === at))?.number ?? row;
  const repeated = table.repeated.map(({ field, column }) => {
    const columns = [table.columns.get(field) ?? 0, column].map(columnLetters).join('、');
    return told('header-twice', { sheet, row: rowOf(column), column, field }, { columns });
  });
  const foreign = table.foreign.map(({ column, text }) =>
    told('extra-column', { sheet, row: rowOf(column), column, value: text }, { found: text }),
  );
  const notes: Issue[] = table.confirmed.map(({ column, text, field }) => {
    const facts = { at: columnLetters(column), found: text };
    const at = { sheet, row: rowOf(column), column };
    return field === null
      ? told('column-left-out', at, facts)
      : told('column-as-confirmed', { ...at, field }, facts);
  });
  const place = { sheet, row, column: null };
  // The title above a stamped template's header is our own.
  if (table.start > table.header.length && !isStamped) {
    notes.push(
      told('header-below-title', { ...place, value: titleOf(table) }, { header_row: first?.number ?? null }),
    );
  }
  if (second !== undefined) notes.push(told('header-two-lines', place));
  return [...repeated, ...foreign, ...notes];
}

/** Findings about columns with content below a header cell without text. */
export function unnamedColumns(table: Table): Issue[] {
  const named = new Set([...table.columns.values(), ...table.repeated.map(({ column }) => column)]);
  for (const { column } of [...table.foreign, ...table.confirmed]) named.add(column);
  if (table.stampColumn !== null) named.add(table.stampColumn);
  const unnamed = new Set<number>();
  for (let i = table.start; i < table.sheet.rows.length; i++) {
    for (const { column, text } of table.sheet.rows[i]?.cells ?? []) {
      if (!named.has(column) && !unnamed.has(column) && cleaned(text) !== '') unnamed.add(column);
    }
  }
  return [...unnamed]
    .sort((a, b) => a - b)
    .map((column) =>
      told('unnamed-column', { sheet: table.sheet.name, row: null, column }, { at: columnLetters(column) }),
    );
}

/** A warning when the encoding was a guess that left characters without meaning. */
export const encodingFindings = ({ replaced, encoding }: Workbook, table: Table): Issue[] =>
  replaced === true
    ? [
        told(
          'replaced-characters',
          { sheet: table.sheet.name, row: null, column: null },
          { encoding: encoding ?? '' },
        ),
      ]
    : [];
