/** Finds the table in a workbook: which sheet, which rows are its header, and which column means what. */
import type { SheetDefinition } from '../schemas/column.ts';
import { RefusedFile } from '../schemas/refusal.ts';
import type { Row, Sheet, Workbook } from '../schemas/workbook.ts';
import { type HeaderLabels, headerLabels, STAMP_HEADER } from './header-labels.ts';
import { cleaned, folded } from './text.ts';

/** A header further down is no header. */
const ROWS_SEARCHED = 20;
/** A single known word may stand in any row; two of them side by side make a header. */
const FEWEST_COLUMNS = 2;

/** A header text that is not a column of the template. */
export interface ForeignColumn {
  readonly column: number;
  readonly text: string;
}

/** A table found in a workbook. Columns are zero-based. */
export interface Table {
  readonly definition: SheetDefinition;
  readonly sheet: Sheet;
  /** The header's rows: one, or two that were read as one. */
  readonly header: readonly Row[];
  /** Index in `sheet.rows` of the first row after the header. */
  readonly start: number;
  readonly columns: ReadonlyMap<string, number>;
  /** Columns of a field that is already in `columns`. */
  readonly repeated: readonly { readonly field: string; readonly column: number }[];
  readonly foreign: readonly ForeignColumn[];
  /** The hidden column of row stamps. */
  readonly stampColumn: number | null;
}

type Texts = ReadonlyMap<number, string>;
interface Recognised {
  readonly columns: Map<string, number>;
  readonly repeated: { field: string; column: number }[];
  readonly foreign: ForeignColumn[];
  stampColumn: number | null;
}

const textsOf = (row: Row): Texts =>
  new Map(
    row.cells.map(({ column, text }) => [column, text] as const).filter(([, text]) => cleaned(text) !== ''),
  );

/** Which columns a line of header texts names. A label of its own wins over an alias of the same field. */
function recognise(texts: Texts, labels: HeaderLabels): Recognised {
  const found: Recognised = { columns: new Map(), repeated: [], foreign: [], stampColumn: null };
  const owners = new Map<string, { text: string; own: boolean }>();
  const foreign = (column: number, text: string) => found.foreign.push({ column, text: cleaned(text) });
  for (const [column, text] of texts) {
    if (text === STAMP_HEADER) {
      found.stampColumn = column;
      continue;
    }
    const label = labels.find(text);
    if (label === undefined) {
      foreign(column, text);
      continue;
    }
    const { field, own } = label;
    const earlier = found.columns.get(field);
    const owner = owners.get(field);
    if (earlier === undefined || owner === undefined) {
      found.columns.set(field, column);
      owners.set(field, { text: folded(text), own });
    } else if (own && !owner.own) {
      foreign(earlier, texts.get(earlier) ?? '');
      found.columns.set(field, column);
      owners.set(field, { text: folded(text), own });
    } else if (owner.own && !own) foreign(column, text);
    else found.repeated.push({ field, column });
  }
  return found;
}

/** The texts of two header rows as one line: the lower text, or together with the group heading above it. */
function joined(upper: Texts, lower: Texts, labels: HeaderLabels): Texts {
  const texts = new Map<number, string>();
  const last = Math.max(...upper.keys(), ...lower.keys());
  let group = '';
  for (let column = 0; column <= last; column++) {
    const above = upper.get(column);
    const below = lower.get(column);
    group = above ?? group;
    if (below === undefined) {
      if (above !== undefined) texts.set(column, above);
      continue;
    }
    const candidates = [below, group + below, ...(above === undefined ? [] : [above])];
    const known = candidates.find((text) => text === STAMP_HEADER || labels.find(text) !== undefined);
    texts.set(column, known ?? group + below);
  }
  return texts;
}

function tableAt(sheet: Sheet, index: number, lines: 1 | 2, definition: SheetDefinition): Table | undefined {
  const [first, second] = [sheet.rows[index], sheet.rows[index + 1]];
  if (first === undefined) return undefined;
  const labels = headerLabels(definition);
  const start = index + lines;
  if (lines === 1) return { definition, sheet, header: [first], start, ...recognise(textsOf(first), labels) };
  if (second === undefined || second.number !== first.number + 1) return undefined;
  const texts = joined(textsOf(first), textsOf(second), labels);
  return { definition, sheet, header: [first, second], start, ...recognise(texts, labels) };
}

/** Labels of the columns that a file can't do without and that the table lacks. */
const missingLabels = (definition: SheetDefinition, table: Table | undefined): string[] =>
  Object.entries(definition.columns)
    .filter(([field, { need }]) => need === 'always' && !table?.columns.has(field))
    .map(([, { label }]) => label.zh);

const isComplete = (table: Table): boolean => missingLabels(table.definition, table).length === 0;

/** Whether a second line could name a column that the first one does not. */
function mayGain(single: Table): boolean {
  const taken = new Set([...single.columns.values(), ...single.repeated.map(({ column }) => column)]);
  return single.sheet.rows[single.start]?.cells.some(({ column }) => !taken.has(column)) ?? false;
}

const better = (best: Table | undefined, table: Table | undefined): Table | undefined =>
  table !== undefined && table.columns.size > (best?.columns.size ?? FEWEST_COLUMNS - 1) ? table : best;

/** The best table of a sheet: the topmost complete one, else that of most columns; one header line before two. */
function bestTable(sheet: Sheet, definition: SheetDefinition): Table | undefined {
  const last = (sheet.rows[0]?.number ?? 0) + ROWS_SEARCHED;
  const singles: Table[] = [];
  for (let i = 0; (sheet.rows[i]?.number ?? last) < last; i++) {
    const single = tableAt(sheet, i, 1, definition);
    if (single === undefined) continue;
    if (!isComplete(single)) singles.push(single);
    else return mayGain(single) ? better(single, tableAt(sheet, i, 2, definition)) : single;
  }
  const best = singles.reduce<Table | undefined>(better, undefined);
  return singles
    .map((single, i) => (mayGain(single) ? tableAt(sheet, i, 2, definition) : undefined))
    .reduce(better, best);
}

const hasRows = ({ sheet, start }: Table): boolean => sheet.rows.length > start;

/** The table of the first visible sheet that has all columns and rows; else that of most columns, with rows if any has. */
function tableIn(workbook: Workbook, definition: SheetDefinition): Table | undefined {
  const tables: Table[] = [];
  for (const sheet of workbook.sheets) {
    const table = sheet.hidden ? undefined : bestTable(sheet, definition);
    if (table === undefined) continue;
    if (isComplete(table) && hasRows(table)) return table;
    tables.push(table);
  }
  const most = Math.max(...tables.map(({ columns }) => columns.size));
  const best = tables.filter(({ columns }) => columns.size === most);
  return best.find(hasRows) ?? best[0];
}

/**
 * The table to read. `wanted` is what the sender says the file is; null lets the header decide.
 * @throws RefusedFile `no-data`, `wrong-template` when the header is another template's, or `no-header` with the labels
 * that are missing.
 */
export function findTable(
  workbook: Workbook,
  wanted: SheetDefinition | null,
  definitions: readonly SheetDefinition[],
): Table {
  if (!workbook.sheets.some(({ hidden, rows }) => !hidden && rows.length > 0))
    throw new RefusedFile('no-data');
  const look = (definition: SheetDefinition): Found => {
    const table = tableIn(workbook, definition);
    return { definition, table, missing: missingLabels(definition, table) };
  };
  // Nearly always the file is what its sender says it is, and nothing else needs to be looked for.
  const asked = wanted === null ? undefined : look(wanted);
  if (asked !== undefined && isWhole(asked)) return asked.table;
  const byFit = definitions
    .map((definition) => (asked?.definition.id === definition.id ? asked : look(definition)))
    .toSorted(
      (a, b) =>
        Number(a.missing.length > 0) - Number(b.missing.length > 0) ||
        (b.table?.columns.size ?? 0) - (a.table?.columns.size ?? 0),
    );
  const best = byFit.find(isWhole);
  if (best !== undefined && wanted === null) return best.table;
  if (best !== undefined && wanted !== null) {
    throw new RefusedFile('wrong-template', { found: best.definition.title.zh, wanted: wanted.title.zh });
  }
  throw new RefusedFile('no-header', { labels: ((asked ?? byFit[0])?.missing ?? []).join('、') });
}

interface Found {
  readonly definition: SheetDefinition;
  readonly table: Table | undefined;
  /** Labels of required columns that are not there. */
  readonly missing: readonly string[];
}

const isWhole = (found: Found): found is Found & { readonly table: Table } =>
  found.table !== undefined && found.missing.length === 0;
