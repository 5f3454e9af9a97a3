/** Finds the table in a workbook: which sheet, which rows are its header, and which column means what. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { HeaderMapping } from '../schemas/header-mapping.ts';
import { RefusedFile } from '../schemas/refusal.ts';
import type { Row, Sheet, Workbook } from '../schemas/workbook.ts';
import { type HeaderLabels, labelsWith, type Named, namings, STAMP_HEADER } from './header-labels.ts';
import { cleaned } from './text.ts';

/** A header further down is no header. */
const ROWS_SEARCHED = 20;
/** A single known word may stand in any row; two of them side by side make a header. */
const FEWEST_COLUMNS = 2;

/** A header text that is not a column of the template. */
export interface ForeignColumn {
  readonly column: number;
  readonly text: string;
}

/** A column that is read as it is, or left out, because a person said so. */
export interface ConfirmedColumn extends ForeignColumn {
  /** Null where it is left out. */
  readonly field: string | null;
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
  readonly confirmed: readonly ConfirmedColumn[];
  /** The hidden column of row stamps. */
  readonly stampColumn: number | null;
}

type Texts = ReadonlyMap<number, string>;
type Recognised = Pick<Table, 'columns' | 'repeated' | 'foreign' | 'confirmed' | 'stampColumn'>;

/** A template that is looked for, and what its columns may be called. */
interface Sought {
  readonly definition: SheetDefinition;
  readonly labels: HeaderLabels;
}

const soughtOf = (definition: SheetDefinition, mappings: readonly HeaderMapping[]): Sought => ({
  definition,
  labels: labelsWith(definition, mappings),
});

const textsOf = (row: Row): Texts =>
  new Map(
    row.cells.map(({ column, text }) => [column, text] as const).filter(([, text]) => cleaned(text) !== ''),
  );

const strengthOf = ({ by }: Pick<Named, 'by'>): number => namings.indexOf(by);

interface Owner extends ForeignColumn, Pick<Named, 'by'> {}

/** Which columns a line of header texts names. Of two that name a field the stronger wins: a label of its own over an alias. */
function recognise(texts: Texts, labels: HeaderLabels): Recognised {
  const owners = new Map<string, Owner>();
  const repeated: { field: string; column: number }[] = [];
  const foreign: ForeignColumn[] = [];
  const confirmed: ConfirmedColumn[] = [];
  let stampColumn: number | null = null;
  for (const [column, raw] of texts) {
    if (raw === STAMP_HEADER) {
      stampColumn = column;
      continue;
    }
    const text = cleaned(raw);
    const named = labels.find(raw);
    if (named === undefined) {
      foreign.push({ column, text });
      continue;
    }
    const { field, by } = named;
    if (field === null) {
      confirmed.push({ column, text, field });
      continue;
    }
    const earlier = owners.get(field);
    const lead = earlier === undefined ? 1 : strengthOf(named) - strengthOf(earlier);
    if (lead > 0) {
      if (earlier !== undefined) foreign.push({ column: earlier.column, text: earlier.text });
      owners.set(field, { column, text, by });
    } else if (lead < 0) foreign.push({ column, text });
    else repeated.push({ field, column });
  }
  for (const [field, { column, text, by }] of owners) {
    if (by === 'mapping') confirmed.push({ column, text, field });
  }
  const columns = new Map(Array.from(owners, ([field, { column }]) => [field, column]));
  return { columns, repeated, foreign, confirmed, stampColumn };
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
    const isNamed = (text: string): boolean => (labels.find(text)?.by ?? 'mapping') !== 'mapping';
    const known = candidates.find((text) => text === STAMP_HEADER || isNamed(text));
    const confirmed = known ?? candidates.find((text) => labels.find(text) !== undefined);
    texts.set(column, confirmed ?? group + below);
  }
  return texts;
}

function tableAt(
  sheet: Sheet,
  index: number,
  lines: 1 | 2,
  { definition, labels }: Sought,
): Table | undefined {
  const [first, second] = [sheet.rows[index], sheet.rows[index + 1]];
  if (first === undefined) return undefined;
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
function bestTable(sheet: Sheet, sought: Sought): Table | undefined {
  const last = (sheet.rows[0]?.number ?? 0) + ROWS_SEARCHED;
  const singles: Table[] = [];
  for (let i = 0; (sheet.rows[i]?.number ?? last) < last; i++) {
    const single = tableAt(sheet, i, 1, sought);
    if (single === undefined) continue;
    if (!isComplete(single)) singles.push(single);
    else return mayGain(single) ? better(single, tableAt(sheet, i, 2, sought)) : single;
  }
  const best = singles.reduce<Table | undefined>(better, undefined);
  return singles
    .map((single, i) => (mayGain(single) ? tableAt(sheet, i, 2, sought) : undefined))
    .reduce(better, best);
}

const hasRows = ({ sheet, start }: Table): boolean => sheet.rows.length > start;

/** The table of the first visible sheet that has all columns and rows; else that of most columns, with rows if any has. */
function tableIn(workbook: Workbook, sought: Sought): Table | undefined {
  const tables: Table[] = [];
  for (const sheet of workbook.sheets) {
    const table = sheet.hidden ? undefined : bestTable(sheet, sought);
    if (table === undefined) continue;
    if (isComplete(table) && hasRows(table)) return table;
    tables.push(table);
  }
  const most = Math.max(...tables.map(({ columns }) => columns.size));
  const best = tables.filter(({ columns }) => columns.size === most);
  return best.find(hasRows) ?? best[0];
}

/** The table that comes nearest to a template, whole or not; nothing where no header of it can be told. */
export const nearestTable = (
  workbook: Workbook,
  definition: SheetDefinition,
  mappings: readonly HeaderMapping[],
): Table | undefined => tableIn(workbook, soughtOf(definition, mappings));

/**
 * The table to read. `wanted` is what the sender says the file is; null lets the header decide. `mappings` are what was
 * confirmed of the columns of `wanted`, and count for no other template.
 * @throws RefusedFile `no-data`, `wrong-template` when the header is another template's, or `no-header` with the labels
 * that are missing.
 */
export function findTable(
  workbook: Workbook,
  wanted: SheetDefinition | null,
  definitions: readonly SheetDefinition[],
  mappings: readonly HeaderMapping[] = [],
): Table {
  if (!workbook.sheets.some(({ hidden, rows }) => !hidden && rows.length > 0))
    throw new RefusedFile('no-data');
  const look = (definition: SheetDefinition): Found => {
    const table = nearestTable(workbook, definition, definition === wanted ? mappings : []);
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
