/** Reads the rows of one sheet part: cells with content only, each with its position, and nothing expanded. */
import { RefusedFile } from '../../schemas/refusal.ts';
import type { Cell, Row } from '../../schemas/workbook.ts';
import type { Budget } from './budget.ts';
import { type Meaning, makeCell, meaningOf, type StoredType, storedTypes } from './cell.ts';
import { sortedUnique } from './sorted.ts';
import { richTextOf } from './strings.ts';
import { textOf } from './text.ts';
import { Tags, xmlName } from './xml.ts';

const WORKSHEET = xmlName('worksheet');
const SHEET_DATA = xmlName('sheetData');
const ROW = xmlName('row');
const CELL = xmlName('c');
const VALUE = xmlName('v');
const FORMULA = xmlName('f');
const INLINE = xmlName('is');

const LETTER_R = 0x72;
const LETTER_S = 0x73;
const LETTER_T = 0x74;
const LT = 0x3c;
const SLASH = 0x2f;
/** The grid of .xlsx: XFD1048576. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
/** Up to here a whole number is exact as a float, and so needs no text to be understood. */
const SAFE_DIGITS = 15;

/**
 * The rows of a worksheet part that have content. `dimension`, merges, validations, `cols` and the like are passed over.
 * @throws RefusedFile `damaged` when the part is cut or contradicts itself, or the budget's refusals.
 */
export function rowsOf(bytes: Uint8Array, part: string, meaning: Meaning, budget: Budget): Row[] {
  return new SheetReader(new Tags(bytes, part), meaning, budget).read();
}

class SheetReader {
  readonly #tags: Tags;
  readonly #meaning: Meaning;
  readonly #budget: Budget;
  readonly #rows: Row[] = [];
  #lastRow = 0;
  /** One-based number of the current row; 0 while nothing says. */
  #row = 0;
  /** Column, style and type of the current cell. */
  #column = -1;
  #style = 0;
  #type: StoredType = 'n';

  constructor(tags: Tags, meaning: Meaning, budget: Budget) {
    this.#tags = tags;
    this.#meaning = meaning;
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
      this.#row = this.#rowNumber();
      const cells = tag === 'open' ? this.#readCells() : [];
      if (this.#row === 0) this.#row = this.#lastRow + 1;
      if (this.#row > LAST_ROW) throw tags.damaged();
      this.#lastRow = this.#row;
      if (cells.length === 0) continue;
      this.#budget.takeRow();
      this.#rows.push({ number: this.#row, cells });
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

  #readCells(): Cell[] {
    const tags = this.#tags;
    const cells: Cell[] = [];
    this.#column = -1;
    for (let tag = tags.next(); tag !== 'close'; tag = tags.next()) {
      if (!tags.is(CELL)) {
        if (tag === 'open') tags.skip();
        continue;
      }
      this.#readAttributes();
      const cell = tag === 'open' ? this.#readCell() : undefined;
      if (!cell) continue;
      // A row without a number takes it from its cells, or follows the row above.
      this.#budget.takeCell(cell.column, this.#row || this.#lastRow + 1, cell.text);
      cells.push(cell);
    }
    return sortedUnique(cells, (cell) => cell.column, tags);
  }

  /** Position, style and type of the cell just opened. A cell without `r` follows its neighbour. */
  #readAttributes(): void {
    const tags = this.#tags;
    this.#column++;
    this.#style = 0;
    this.#type = 'n';
    let seen = 0;
    while (tags.nextAttribute()) {
      const name = tags.attributeLetter();
      if (name !== 0) {
        // One bit for each letter; of two places nobody may choose one.
        const bit = 1 << (name & 0x1f);
        if (seen & bit) throw tags.damaged();
        seen |= bit;
      }
      if (name === LETTER_R) this.#column = this.#readReference();
      else if (name === LETTER_S) this.#style = wholeNumber(tags.bytes, tags.valueStart, tags.valueEnd);
      else if (name === LETTER_T) this.#type = this.#storedType();
    }
    if (this.#column > LAST_COLUMN) throw tags.damaged();
  }

  /** Zero-based column of a reference such as `AB12`; its row must be the row it stands in. */
  #readReference(): number {
    const tags = this.#tags;
    const { bytes, valueStart, valueEnd } = tags;
    let at = valueStart;
    let column = 0;
    for (; at < valueEnd; at++) {
      const letter = (bytes[at] ?? 0) & 0xdf;
      if (letter < 0x41 || letter > 0x5a) break;
      column = column * 26 + letter - 0x40;
    }
    const row = wholeNumber(bytes, at, valueEnd);
    if (this.#row === 0) this.#row = row;
    if (at === valueStart || at - valueStart > 3 || !(row >= 1) || row !== this.#row) throw tags.damaged();
    return column - 1;
  }

  #storedType(): StoredType {
    const { bytes, valueStart, valueEnd } = this.#tags;
    if (valueEnd - valueStart === 1 && bytes[valueStart] === LETTER_S) return 's';
    const written = bytes.toString('latin1', valueStart, valueEnd);
    const type = storedTypes.find((known) => known === written);
    if (type === undefined) throw this.#tags.damaged();
    return type;
  }

  /** The cell just opened, or nothing when it has no content; moves past its end. */
  #readCell(): Cell | undefined {
    const tags = this.#tags;
    let cell: Cell | undefined;
    let formula = false;
    for (let tag = tags.next(); tag !== 'close'; tag = tags.next()) {
      if (tags.is(FORMULA)) formula = true;
      if (tag === 'empty') continue;
      // Of two values nobody may choose one for the sender.
      if (cell && (tags.is(VALUE) || tags.is(INLINE))) throw tags.damaged();
      if (tags.is(VALUE)) cell = this.#readValue(formula);
      else if (tags.is(INLINE)) cell = this.#textCell(richTextOf(tags), formula);
      else tags.skip();
    }
    // Writers that don't calculate leave a formula without a value: there is something, and nobody knows what.
    if (formula && !cell && this.#type !== 'str') return makeCell(this.#column, 'text', '', true);
    return cell;
  }

  #textCell(text: string, formula: boolean): Cell | undefined {
    return text === '' ? undefined : makeCell(this.#column, 'text', text, formula);
  }

  /** The `v` just opened. Whole numbers, which shared strings are too, are understood without making a text of them. */
  #readValue(formula: boolean): Cell | undefined {
    const tags = this.#tags;
    const { bytes } = tags;
    const start = tags.at;
    let at = start;
    let value = 0;
    for (; at < bytes.length; at++) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const whole = bytes[at] === LT && bytes[at + 1] === SLASH && at > start && at - start <= SAFE_DIGITS;
    if (whole) {
      tags.next();
      if (this.#type === 's') return this.#sharedCell(value, formula);
      if (this.#type === 'n' && !this.#meaning.dateStyles()[this.#style]) {
        return makeCell(this.#column, 'number', String(value), formula);
      }
    }
    const stored = whole ? textOf(bytes, start, at, tags.part) : tags.text();
    if (this.#type === 's') {
      if (/^\s*$/.test(stored)) return undefined;
      return this.#sharedCell(/^\s*\d{1,9}\s*$/.test(stored) ? Number(stored) : -1, formula);
    }
    const [type, text] = meaningOf(stored, this.#type, this.#style, this.#meaning);
    return text === '' ? undefined : makeCell(this.#column, type, text, formula);
  }

  #sharedCell(index: number, formula: boolean): Cell | undefined {
    const text = this.#meaning.strings()[index];
    // A cell that points nowhere has lost its text; the file can't be taken as complete.
    if (text === undefined) throw new RefusedFile('damaged', { part: `${this.#tags.part}: sharedStrings` });
    return this.#textCell(text, formula);
  }
}

/** The digits from `start` to `end` as a number; NaN when they aren't digits or too many. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || end - start > SAFE_DIGITS) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
