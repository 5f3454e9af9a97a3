/** What a template checks and shows while it is being filled: drop-downs, messages at cells, tints where something lacks. */
import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import type { SheetDefinition } from '../../schemas/column.ts';
import { columnLetters } from '../text.ts';
import { missingFill, TEXT_FORMAT } from './template-look.ts';
import { choicesOf, listError, promptOf } from './template-words.ts';

export const LISTS_SHEET = '_lists';

/** Rows below the header, as the spreadsheet counts them. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Field → letter of the column where it stands. */
export type FieldLetters = ReadonlyMap<string, string>;

/** Where fields stand in a table that has the template's own order. */
export const ownLetters = (definition: SheetDefinition): FieldLetters =>
  new Map(Object.keys(definition.columns).map((field, at) => [field, columnLetters(at)]));

/**
 * Puts every closed list on a hidden sheet, since a list written inside a validation may have 255 characters at most.
 * @returns field → range of its list
 */
export function writeLists(workbook: Workbook, definition: SheetDefinition): ReadonlyMap<string, string> {
  const sheet = workbook.addWorksheet(LISTS_SHEET, { state: 'hidden' });
  const ranges = new Map<string, string>();
  for (const [field, column] of Object.entries(definition.columns)) {
    const values = choicesOf(column);
    // A list in a cell offers one value; several are typed.
    if (values.length === 0 || column.kind === 'several') continue;
    const letter = columnLetters(ranges.size);
    const list = sheet.getColumn(ranges.size + 1);
    list.numFmt = TEXT_FORMAT;
    list.values = [column.label.zh, ...values];
    ranges.set(field, `${LISTS_SHEET}!$${letter}$2:$${letter}$${values.length + 1}`);
  }
  return ranges;
}

/** A closed list of this workbook alone, and one that depends on what another cell of the row says. */
export interface OwnLists {
  /** Field → what it takes here. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly dependent?: {
    readonly field: string;
    readonly on: string;
    /** Value of `on` → what `field` takes then. */
    readonly lists: Readonly<Record<string, readonly string[]>>;
  };
}

/**
 * Adds a workbook's own lists to the hidden sheet. A dependent list is a named range for each value of the other cell, found by
 * INDIRECT, which Excel, WPS and LibreOffice follow alike.
 * @returns field → formula of its list
 */
export function writeOwnLists(
  workbook: Workbook,
  { lists, dependent }: OwnLists,
  letters: FieldLetters,
  first: number,
): ReadonlyMap<string, string> {
  const sheet = workbook.getWorksheet(LISTS_SHEET);
  if (sheet === undefined) throw new Error('the lists of the columns come first');
  const put = (head: string, values: readonly string[]): string => {
    const at = sheet.columnCount;
    const list = sheet.getColumn(at + 1);
    list.numFmt = TEXT_FORMAT;
    list.values = [head, ...values];
    const letter = columnLetters(at);
    return `${LISTS_SHEET}!$${letter}$2:$${letter}$${values.length + 1}`;
  };
  const formulas = new Map<string, string>();
  for (const [field, values] of Object.entries(lists)) {
    if (values.length > 0) formulas.set(field, put(field, values));
  }
  if (dependent === undefined) return formulas;
  for (const [value, values] of Object.entries(dependent.lists)) {
    if (values.length > 0) workbook.definedNames.add(put(value, values), `${DEPENDENT_NAME}${value}`);
  }
  formulas.set(dependent.field, `INDIRECT("${DEPENDENT_NAME}"&$${letters.get(dependent.on)}${first})`);
  return formulas;
}

const DEPENDENT_NAME = 'list_';

/** Validations of whole ranges; the published types of exceljs leave this member out. */
interface HasValidations {
  readonly dataValidations: { add(range: string, validation: DataValidation): void };
}

/** Shows at every cell what it takes, and offers the list where there is one. */
export function addValidations(
  sheet: Worksheet,
  definition: SheetDefinition,
  lists: ReadonlyMap<string, string>,
  letters: FieldLetters,
  { first, last }: RowRange,
): void {
  const { dataValidations } = sheet as unknown as HasValidations;
  for (const [field, column] of Object.entries(definition.columns)) {
    const letter = letters.get(field);
    if (letter === undefined) continue;
    const prompt = promptOf(column);
    const shown = { showInputMessage: true, promptTitle: prompt.title, prompt: prompt.message };
    // The types ask for formulas and a type of value even where a validation does nothing but show its message.
    const message = { type: 'any', formulae: [], ...shown } as unknown as DataValidation;
    const list = lists.get(field);
    const error = listError(column.label);
    const listed: DataValidation = {
      ...{ type: 'list', allowBlank: true, formulae: [list ?? ''], ...shown },
      ...{ showErrorMessage: true, errorStyle: 'stop', errorTitle: error.title, error: error.message },
    };
    dataValidations.add(`${letter}${first}:${letter}${last}`, list === undefined ? message : listed);
    dataValidations.add(`${letter}${first - 1}`, message);
  }
}

/** Tints a required cell while it is blank in a row whose first field, the name, is not. */
export function markMissing(
  sheet: Worksheet,
  definition: SheetDefinition,
  letters: FieldLetters,
  { first, last }: RowRange,
): void {
  const [name = '', ...others] = Object.keys(definition.columns);
  for (const [at, field] of others.entries()) {
    const letter = letters.get(field);
    if (definition.columns[field]?.need !== 'always' || letter === undefined) continue;
    sheet.addConditionalFormatting({
      ref: `${letter}${first}:${letter}${last}`,
      rules: [
        {
          type: 'expression',
          priority: at + 1,
          formulae: [`AND($${letters.get(name)}${first}<>"",${letter}${first}="")`],
          style: { fill: missingFill },
        },
      ],
    });
  }
}
