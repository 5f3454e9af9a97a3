/** Counts what a workbook costs while it is read, and refuses it at the first thing too many. */
import { RefusedFile } from '../../schemas/refusal.ts';
import type { ReadLimits } from '../../schemas/workbook.ts';

/** How many rows pass between two reports of progress. */
const REPORT_ROWS = 500;
const MIB = 1024 * 1024;

/** One budget for all sheets of one workbook. */
export class Budget {
  readonly #limits: ReadLimits;
  readonly #onRows: ((rowsRead: number) => void) | undefined;
  #rows = 0;
  #cells = 0;
  #chars = 0;

  constructor(limits: ReadLimits, onRows?: (rowsRead: number) => void) {
    this.#limits = limits;
    this.#onRows = onRows;
  }

  /**
   * @param column zero-based
   * @param row one-based
   * @throws RefusedFile `too-many-columns`, `too-many-cells`, `cell-too-long`, or `too-much-inside`: one long shared string repeated in every
   * cell is small in the file, but not in what is done with it.
   */
  takeCell(column: number, row: number, text: string): void {
    const limits = this.#limits;
    if (column >= limits.columns) throw new RefusedFile('too-many-columns', { limit: limits.columns });
    if (text.length > limits.cell_chars) {
      throw new RefusedFile('cell-too-long', {
        cell: `${columnLetters(column)}${row}`,
        limit: limits.cell_chars,
      });
    }
    if (++this.#cells > limits.cells) throw new RefusedFile('too-many-cells', { limit: limits.cells });
    this.#chars += text.length;
    if (this.#chars > limits.unpacked_bytes) {
      throw new RefusedFile('too-much-inside', { limit_mib: Math.floor(limits.unpacked_bytes / MIB) });
    }
  }

  /** Counts a row with content. @throws RefusedFile `too-many-rows` */
  takeRow(): void {
    if (++this.#rows > this.#limits.rows)
      throw new RefusedFile('too-many-rows', { limit: this.#limits.rows });
    if (this.#rows % REPORT_ROWS === 0) this.#onRows?.(this.#rows);
  }

  /** Reports the final count. */
  finish(): void {
    this.#onRows?.(this.#rows);
  }
}

/** The letters of a zero-based column: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}
