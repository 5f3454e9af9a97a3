/** Reads the cells of a row into normalised values: every column's parser is chosen once, before the first row. */
import type { Column } from '../../schemas/column.ts';
import type { Issue } from '../../schemas/issue.ts';
import type { Params } from '../../schemas/language.ts';
import { stages, subjects } from '../../schemas/subject.ts';
import type { Cell, Row } from '../../schemas/workbook.ts';
import { issueAt } from '../findings.ts';
import type { Table } from '../headers.ts';
import { cleaned } from '../text.ts';
import type { CellParser, CellStorage, CellValue } from './cell-parser.ts';
import { type CellCheckId, cellChecks } from './checks.ts';
import { parserOf } from './parsers.ts';
import { subjectIn } from './subject.ts';

/** What people type where nothing is to be said; only where a blank is allowed. */
const blankWords = new Set(['无', '/', '\\', '-', '--', '—', '——', '暂无', '没有', 'N/A', '空']);
const LONGEST_BLANK_WORD = 3;

interface Slot {
  readonly field: string;
  /** Zero-based column in the file; null when the file lacks it. */
  readonly at: number | null;
  readonly column: Column;
  readonly parse: CellParser;
  /** A blank is an error of the cell; a blank yes or no has a rule of its own, which says why. */
  readonly required: boolean;
  readonly mayBeBlank: boolean;
}

export class RowReader {
  readonly #slots: readonly Slot[];
  /** Column in the file → its slot. */
  readonly #byColumn: (Slot | undefined)[] = [];
  readonly #stageField: string | undefined;
  /** Read after all others, for it depends on the stage. */
  readonly #subject: Slot | undefined;
  readonly #sheet: string;
  readonly #issues: Issue[];
  /** Field → its column in the file. */
  readonly #columnOf: ReadonlyMap<string, number>;
  /** The current row's cells that have content, by column in the file. */
  readonly #cells: (Cell | undefined)[] = [];
  #row = 0;
  #slot: Slot | undefined;
  #cell: Cell | undefined;

  /** Findings go to `issues`. */
  constructor(table: Table, storage: CellStorage, issues: Issue[]) {
    const { columns } = table.definition;
    this.#sheet = table.sheet.name;
    this.#columnOf = table.columns;
    this.#issues = issues;
    this.#slots = Object.entries(columns).map(([field, column]) => ({
      field,
      at: table.columns.get(field) ?? null,
      column,
      parse: parserOf(column, storage),
      required: column.need === 'always' && column.kind !== 'yes_no',
      mayBeBlank: column.need !== 'always' && column.kind !== 'yes_no',
    }));
    for (const slot of this.#slots) if (slot.at !== null) this.#byColumn[slot.at] = slot;
    this.#subject = this.#slots.find(({ column }) => column.choices === subjects);
    this.#stageField = this.#slots.find(({ column }) => column.choices === stages)?.field;
  }

  readonly #report = (check: CellCheckId, params?: Params): void => {
    if (this.#slot === undefined) return;
    const { field, at: column } = this.#slot;
    const place = { sheet: this.#sheet, row: this.#row, column, field, value: this.#cell?.text };
    this.#issues.push(issueAt(check, cellChecks[check].severity, place, params));
  };

  /** The normalised values of a row, every field present; what is blank or can't be read is null. */
  read(row: Row): Record<string, CellValue> {
    this.#row = row.number;
    this.#cells.fill(undefined);
    const values: Record<string, CellValue> = {};
    for (const { field } of this.#slots) values[field] = null;
    for (const cell of row.cells) {
      const slot = this.#byColumn[cell.column];
      if (slot === undefined) continue;
      const text = cleaned(cell.text);
      if (text === '') continue;
      this.#cells[cell.column] = cell;
      if (slot !== this.#subject) values[slot.field] = this.#value(slot, text, cell, slot.parse);
    }
    this.#readSubject(values);
    for (const slot of this.#slots) {
      if (!slot.required || this.#cellOf(slot.field) !== undefined) continue;
      this.#slot = slot;
      this.#cell = undefined;
      this.#report('required');
    }
    return values;
  }

  /** Whether the current row's cell has no content; not so for content that can't be read. */
  readonly isBlank = (field: string): boolean => this.#cellOf(field) === undefined;

  /** The raw text of the current row's cell. */
  readonly rawText = (field: string): string | undefined => this.#cellOf(field)?.text;

  #cellOf(field: string): Cell | undefined {
    const column = this.#columnOf.get(field);
    return column === undefined ? undefined : this.#cells[column];
  }

  #value(slot: Slot, text: string, cell: Cell, parse: CellParser): CellValue {
    this.#slot = slot;
    this.#cell = cell;
    if (cell.type === 'error') {
      this.#report('error-cell');
      return null;
    }
    if (cell.formula) this.#report('formula-cell');
    if (slot.mayBeBlank && text.length <= LONGEST_BLANK_WORD && blankWords.has(text)) {
      this.#report('blank-word', { found: text });
      this.#cells[cell.column] = undefined;
      return null;
    }
    return parse(text, cell, this.#report);
  }

  #readSubject(values: Record<string, CellValue>): void {
    const slot = this.#subject;
    const cell = slot && this.#cellOf(slot.field);
    if (slot === undefined || cell === undefined) return;
    const stage = this.#stageField === undefined ? null : (values[this.#stageField] ?? null);
    const parse: CellParser = (text, _cell, report) => subjectIn(text, stage, report);
    values[slot.field] = this.#value(slot, cleaned(cell.text), cell, parse);
  }
}
