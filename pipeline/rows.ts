/** Tells rows about people from the sample, the subtotals, the footer and the empty rows around them. */
import type { Column } from '../schemas/column.ts';
import type { Params } from '../schemas/language.ts';
import type { Cell, Row } from '../schemas/workbook.ts';
import type { Table } from './headers.ts';
import type { StructureCheckId } from './structure.ts';
import { cleaned } from './text.ts';

/** A word of totals stands in one of the first cells of its row. */
const LEADING_CELLS = 3;
const LONGEST_HEADING = 40;
const SUBTOTAL = /^(合 ?计|小 ?计|总 ?计|共 ?计|合计人数|total|subtotal)(?![\p{Script=Han}a-z])/iu;
const SAMPLE = /^[（([【]?(示例|样例|范例|例[:：]|填写示例|example\b)/i;
const FOOTER =
  /^(填表人|填报人|制表人|审核人|负责人|单位负责人|校长签字|校长签名|联系人|填表日期|填报日期|填表说明|填写说明|备注|说明|注)[:：]/;

/** What a row that is no person is; `what` is what makes it so. */
export interface RowVerdict {
  /** Left out unless true. */
  readonly kept: boolean;
  /** Null for rows that are simply empty: nobody needs to be told. */
  readonly check: StructureCheckId | null;
  readonly params?: Params;
}

const EMPTY: RowVerdict = { kept: false, check: null };
const WITHOUT_PERSON: RowVerdict = { kept: false, check: 'row-without-person' };
const SAMPLE_ROW: RowVerdict = { kept: false, check: 'sample-row-dropped' };
const REPEATED_HEADER: RowVerdict = { kept: false, check: 'repeated-header-dropped' };

export class RowSorter {
  /** Column in the file → definition, for columns of the template. */
  readonly #columns: readonly (Column | undefined)[];
  /** Column in the file → header text. */
  readonly #header: readonly (string | undefined)[];
  readonly #identity: number | undefined;

  constructor(table: Table) {
    const columns: (Column | undefined)[] = [];
    for (const [field, at] of table.columns) columns[at] = table.definition.columns[field];
    this.#columns = columns;
    this.#identity = columns.findIndex((column) => column?.kind === 'identity_number');
    const header: (string | undefined)[] = [];
    for (const { cells } of table.header) for (const { column, text } of cells) header[column] = text;
    this.#header = header;
  }

  /** What a row is, or nothing for an ordinary row about a person. */
  verdict(row: Row): RowVerdict | undefined {
    let recognised = 0;
    let personal = 0;
    let examples = 0;
    let headings = 0;
    for (const cell of row.cells) {
      const column = this.#columns[cell.column];
      if (column === undefined || !hasContent(cell)) continue;
      recognised++;
      if (!column.transient) personal++;
      if (cell.text === column.example) examples++;
      if (cell.text === this.#header[cell.column]) headings++;
    }
    if (recognised > 1 && headings === recognised) return REPEATED_HEADER;
    const heading = this.#heading(row);
    if (heading !== undefined) return heading;
    if (personal === 0) return recognised === 0 ? EMPTY : WITHOUT_PERSON;
    return this.#isSample(row, examples) ? SAMPLE_ROW : undefined;
  }

  #hasIdentity(row: Row): boolean {
    return row.cells.some((cell) => cell.column === this.#identity && hasContent(cell));
  }

  #heading(row: Row): RowVerdict | undefined {
    for (let i = 0; i < row.cells.length && i < LEADING_CELLS; i++) {
      const raw = row.cells[i]?.text ?? '';
      if (raw.length > LONGEST_HEADING) continue;
      const found = cleaned(raw);
      if (SAMPLE.test(found)) return SAMPLE_ROW;
      if (SUBTOTAL.test(found)) {
        return this.#hasIdentity(row)
          ? { kept: true, check: 'subtotal-word-with-identity', params: { found } }
          : { kept: false, check: 'subtotal-row-dropped', params: { found } };
      }
      if (FOOTER.test(found) && !this.#hasIdentity(row)) {
        return { kept: false, check: 'footer-row-dropped', params: { found } };
      }
    }
    return undefined;
  }

  /** The sample repeats the template's examples where it matters: the name and every personal number that it has. */
  #isSample(row: Row, examples: number): boolean {
    if (examples < 2) return false;
    let told = 0;
    for (const cell of row.cells) {
      const column = this.#columns[cell.column];
      if (column === undefined || !(column.personal || column.kind === 'person_name') || !hasContent(cell))
        continue;
      if (cleaned(cell.text) !== column.example) return false;
      told++;
    }
    return told > 1;
  }
}

/** Whether a cell has more than blanks; the first character decides nearly always. */
function hasContent({ text }: Cell): boolean {
  const first = text.charCodeAt(0);
  return (first > 0x20 && first < 0x7f) || (first > 0x3000 && first < 0xfe00) || cleaned(text) !== '';
}
