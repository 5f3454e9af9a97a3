/** Tells rows about people from the sample, the subtotals, the footer and the empty rows around them. */
import type { Column } from '../schemas/column.ts';
import type { Params } from '../schemas/language.ts';
import { withNumbersMasked } from '../schemas/mask.ts';
import type { Cell, Row } from '../schemas/workbook.ts';
import type { Table } from './headers.ts';
import type { StructureCheckId } from './structure.ts';
import { cleaned } from './text.ts';

/** A word of totals stands in one of the first cells of its row. */
const LEADING_CELLS = 3;
const LONGEST_HEADING = 40;
const SUBTOTAL =
  /^(?:本页|本表|本校|全校|本园|全园|本单位|人数)? ?(?:合 ?计|小 ?计|总 ?计|共 ?计|合计人数|total|subtotal)(?![\p{Script=Han}a-z])/iu;
/** The shortest number of a document; a count of people in that column has fewer digits, a signature none. */
const SHORTEST_IDENTITY = 5;
const NO_PART_OF_A_NUMBER = /[^0-9a-z]/gi;
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
  /** Raw text of the cell that decided, so that who is told can see what was left out. */
  readonly value?: string;
}

const EMPTY: RowVerdict = { kept: false, check: null };

const dropped = (check: StructureCheckId, cell: Cell | undefined, params?: Params): RowVerdict => ({
  kept: false,
  check,
  ...(params === undefined ? {} : { params }),
  ...(cell === undefined ? {} : { value: cell.text }),
});

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
    let first: Cell | undefined;
    for (const cell of row.cells) {
      const column = this.#columns[cell.column];
      if (column === undefined || !hasContent(cell)) continue;
      recognised++;
      first ??= cell;
      if (!column.transient) personal++;
      if (cell.text === column.example) examples++;
      if (cell.text === this.#header[cell.column]) headings++;
    }
    if (recognised > 1 && headings === recognised) return dropped('repeated-header-dropped', first);
    const heading = this.#heading(row);
    if (heading !== undefined) return heading;
    if (personal === 0) return recognised === 0 ? EMPTY : dropped('row-without-person', first);
    return this.#isSample(row, examples) ? dropped('sample-row-dropped', first) : undefined;
  }

  #hasIdentity(row: Row): boolean {
    const cell = row.cells.find(({ column }) => column === this.#identity);
    return (
      cell !== undefined && cleaned(cell.text).replace(NO_PART_OF_A_NUMBER, '').length >= SHORTEST_IDENTITY
    );
  }

  #heading(row: Row): RowVerdict | undefined {
    for (let i = 0; i < row.cells.length && i < LEADING_CELLS; i++) {
      const cell = row.cells[i];
      if (cell === undefined || cell.text.length > LONGEST_HEADING) continue;
      const found = cleaned(cell.text);
      if (SAMPLE.test(found)) return dropped('sample-row-dropped', cell);
      if (SUBTOTAL.test(found)) {
        const params = { found: withNumbersMasked(found) };
        return this.#hasIdentity(row)
          ? { kept: true, check: 'subtotal-word-with-identity', params, value: cell.text }
          : dropped('subtotal-row-dropped', cell, params);
      }
      if (FOOTER.test(found) && !this.#hasIdentity(row)) {
        return dropped('footer-row-dropped', cell, { found: withNumbersMasked(found) });
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
