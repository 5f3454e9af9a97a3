/** Reads the rows of one sheet part: cells with content only, each with its position, and nothing expanded. */
import type { Row } from '../../schemas/workbook.ts';
import type { Budget } from './budget.ts';
import type { Meaning } from './cell.ts';
import { RowCells } from './row-cells.ts';
import { sortedUnique } from './sorted.ts';
import { wholeNumber } from './whole-number.ts';
import { Tags } from './xml.ts';
import { xmlName } from './xml-bytes.ts';

const WORKSHEET = xmlName('worksheet');
const SHEET_DATA = xmlName('sheetData');
const ROW = xmlName('row');

const LETTER_R = 0x72;
/** The grid of .xlsx: XFD1048576. */
const LAST_ROW = 1_048_576;

/**
 * The rows of a worksheet part that have content. `dimension`, merges, validations, `cols` and the like are passed over.
 * @throws RefusedFile `damaged` when the part is cut or contradicts itself, or the budget's refusals.
 */
export function rowsOf(bytes: Uint8Array, part: string, meaning: Meaning, budget: Budget): Row[] {
  return new SheetReader(new Tags(bytes, part), meaning, budget).read();
}

class SheetReader {
  readonly #tags: Tags;
  readonly #cells: RowCells;
  readonly #budget: Budget;
  readonly #rows: Row[] = [];
  #lastRow = 0;

  constructor(tags: Tags, meaning: Meaning, budget: Budget) {
    this.#tags = tags;
    this.#cells = new RowCells(tags, meaning, budget);
    this.#budget = budget;
  }

  read(): Row[] {
    const tags = this.#tags;
    const root = tags.next();
    if (root === 'end' || !tags.is(WORKSHEET)) throw tags.damaged();
    let seen = false;
    for (let tag = tags.next(); tag !== 'end'; tag = tags.next()) {
      if (tag !== 'open') continue;
      if (!tags.is(SHEET_DATA)) tags.skip();
      else if (seen) throw tags.damaged();
      else {
        seen = true;
        this.#readData();
      }
    }
    return sortedUnique(this.#rows, (row) => row.number, tags);
  }

  #readData(): void {
    const tags = this.#tags;
    for (let tag = tags.next(); tag !== 'close'; tag = tags.next()) {
      if (!tags.is(ROW)) {
        if (tag === 'open') tags.skip();
        continue;
      }
      const written = this.#rowNumber();
      const next = this.#lastRow + 1;
      const cells = tag === 'open' ? this.#cells.read(written, next) : [];
      // A row without a number takes it from its cells, or follows the row above.
      const number = (tag === 'open' ? this.#cells.row : written) || next;
      if (number > LAST_ROW) throw tags.damaged();
      this.#lastRow = number;
      if (cells.length === 0) continue;
      this.#budget.takeRow();
      this.#rows.push({ number, cells });
    }
  }

  /** The `r` of a row; 0 when it has none. */
  #rowNumber(): number {
    const tags = this.#tags;
    let number = 0;
    while (tags.nextAttribute()) {
      if (tags.attributeLetter() !== LETTER_R) continue;
      if (number > 0) throw tags.damaged();
      number = wholeNumber(tags.bytes, tags.valueStart, tags.valueEnd);
      if (!(number >= 1)) throw tags.damaged();
    }
    return number;
  }
}
