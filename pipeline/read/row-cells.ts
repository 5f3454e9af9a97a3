/** Reads the cells of one row of a sheet part: those with content, each with its column, type and text. */
import { RefusedFile } from '../../schemas/refusal.ts';
import type { Cell } from '../../schemas/workbook.ts';
import type { Budget } from './budget.ts';
import { type Meaning, makeCell, meaningOf, type StoredType, storedTypes } from './cell.ts';
import { dateOf } from './numbers.ts';
import { PlainCell } from './plain-cell.ts';
import { RepeatedTexts } from './repeated-texts.ts';
import { sortedUnique } from './sorted.ts';
import { richTextOf } from './strings.ts';
import { textOf } from './text.ts';
import { SAFE_DIGITS, wholeNumber } from './whole-number.ts';
import type { Tags } from './xml.ts';
import { xmlName } from './xml-bytes.ts';

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
const LAST_COLUMN = 16_383;

/** One for all rows of a sheet: it keeps what the current row and cell are, not what was read. */
export class RowCells {
  readonly #tags: Tags;
  readonly #plain: PlainCell;
  readonly #meaning: Meaning;
  readonly #budget: Budget;
  #texts: RepeatedTexts | undefined;
  /** One-based number of the current row; 0 while nothing says. */
  row = 0;
  #next = 1;
  /** Column, style and type of the current cell. */
  #column = -1;
  #style = 0;
  #type: StoredType = 'n';

  constructor(tags: Tags, meaning: Meaning, budget: Budget) {
    this.#tags = tags;
    this.#plain = new PlainCell(tags.bytes);
    this.#meaning = meaning;
    this.#budget = budget;
  }

  /**
   * The cells with content of the row just opened, in column order; moves past its end.
   * @param row one-based; 0 when the row does not say
   * @param next the row that it would be by its place
   */
  read(row: number, next: number): Cell[] {
    const tags = this.#tags;
    const cells: Cell[] = [];
    this.row = row;
    this.#next = next;
    this.#column = -1;
    for (;;) {
      this.#readPlainCells(cells);
      const tag = tags.next();
      if (tag === 'close') break;
      if (!tags.is(CELL)) {
        if (tag === 'open') tags.skip();
        continue;
      }
      this.#readAttributes();
      this.#take(tag === 'open' ? this.#readCell() : undefined, cells);
    }
    return sortedUnique(cells, (cell) => cell.column, tags);
  }

  #readPlainCells(cells: Cell[]): void {
    const tags = this.#tags;
    const plain = this.#plain;
    for (let after = plain.match(tags.at); after >= 0; after = plain.match(tags.at)) {
      tags.at = after;
      if (plain.row > 0) this.#moveTo(plain.column, plain.row);
      else this.#moveOn();
      if (plain.value >= 0) {
        this.#style = plain.style;
        const { value } = plain;
        this.#take(plain.isShared ? this.#sharedCell(value, false) : this.#wholeCell(value, false), cells);
      } else if (plain.textStart >= 0) {
        this.#texts ??= new RepeatedTexts(tags.bytes, tags.part);
        this.#take(this.#textCell(this.#texts.at(plain.textStart, plain.textEnd), false), cells);
      }
    }
  }

  #take(cell: Cell | undefined, cells: Cell[]): void {
    if (!cell) return;
    this.#budget.takeCell(cell.column, this.row || this.#next, cell.text);
    cells.push(cell);
  }

  /** To a cell by its reference, whose row must be the row it stands in. */
  #moveTo(column: number, row: number): void {
    if (this.row === 0) this.row = row;
    if (row !== this.row || column > LAST_COLUMN) throw this.#tags.damaged();
    this.#column = column;
  }

  /** To the neighbour of the cell before. */
  #moveOn(): void {
    if (++this.#column > LAST_COLUMN) throw this.#tags.damaged();
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
      if (name === LETTER_R) this.#readReference();
      else if (name === LETTER_S) this.#style = wholeNumber(tags.bytes, tags.valueStart, tags.valueEnd);
      else if (name === LETTER_T) this.#type = this.#storedType();
    }
    if (this.#column > LAST_COLUMN) throw tags.damaged();
  }

  /** Moves to a reference such as `AB12`. */
  #readReference(): void {
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
    if (at === valueStart || at - valueStart > 3 || !(row >= 1)) throw tags.damaged();
    this.#moveTo(column - 1, row);
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
      if (this.#type === 'n') return this.#wholeCell(value, formula);
    }
    const stored = whole ? textOf(bytes, start, at, tags.part) : tags.text();
    if (this.#type === 's') {
      if (/^\s*$/.test(stored)) return undefined;
      return this.#sharedCell(/^\s*\d{1,9}\s*$/.test(stored) ? Number(stored) : -1, formula);
    }
    const [type, text] = meaningOf(stored, this.#type, this.#style, this.#meaning);
    return text === '' ? undefined : makeCell(this.#column, type, text, formula);
  }

  /** A whole number, which is a day where its style says so. */
  #wholeCell(value: number, formula: boolean): Cell {
    const { dateStyles, from1904 } = this.#meaning;
    const date = dateStyles()[this.#style] ? dateOf(value, from1904) : undefined;
    return date === undefined
      ? makeCell(this.#column, 'number', String(value), formula)
      : makeCell(this.#column, 'date', date, formula);
  }

  #sharedCell(index: number, formula: boolean): Cell | undefined {
    const text = this.#meaning.strings()[index];
    // A cell that points nowhere has lost its text; the file can't be taken as complete.
    if (text === undefined) throw new RefusedFile('damaged', { part: `${this.#tags.part}: sharedStrings` });
    return this.#textCell(text, formula);
  }
}
