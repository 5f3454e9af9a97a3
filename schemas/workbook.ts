/** What a reader hands over, whatever the file was: sheets of rows of cells, as raw text with their position. */

/** How the writer of the file stored the cell. `number` and `date` say that the value went through a binary float. */
export type CellType = 'text' | 'number' | 'date' | 'boolean' | 'error';

export interface Cell {
  /** Zero-based column; column 0 is A. */
  readonly column: number;
  readonly type: CellType;
  /**
   * The value as text, untouched: no trimming, no width folding. Numbers as the shortest decimal that the file holds
   * (`2022.1`), dates as `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS` after the 1904 flag, booleans `TRUE`/`FALSE`,
   * errors as written (`#N/A`).
   */
  readonly text: string;
  /** Present when the cell is a formula; `text` is then its cached value, '' when the writer stored none. */
  readonly formula?: true;
}

export interface Row {
  /** One-based, as the spreadsheet shows it. */
  readonly number: number;
  /** Only cells with content, in column order. */
  readonly cells: readonly Cell[];
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Only rows with at least one cell with content, in file order. */
  readonly rows: readonly Row[];
}

export type WorkbookFormat = 'xlsx' | 'csv' | 'xls';

export interface Workbook {
  readonly format: WorkbookFormat;
  /** For text formats: `utf-8`, `utf-16le`, `utf-16be` or `gb18030`. */
  readonly encoding?: string;
  /** True when the encoding is a guess and some bytes had no meaning in it. */
  readonly replaced?: boolean;
  /** Present when the workbook counts days from 1904: a day count in a cell that isn't styled as a date starts there too. */
  readonly from1904?: true;
  readonly sheets: readonly Sheet[];
}

/** Limits for reading one file; every one of them is a setting. Sizes in bytes, times in milliseconds. */
export interface ReadLimits {
  readonly file_bytes: number;
  readonly unpacked_bytes: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells with content in all sheets together. */
  readonly cells: number;
  readonly cell_chars: number;
  readonly sheets: number;
  readonly entries: number;
  /** What may be found in one file; more says that whole columns are wrong. */
  readonly findings: number;
  /** CPU time of the reading process where the system tells it, else time on the clock. */
  readonly time_ms: number;
  readonly memory_mib: number;
}

export const defaultReadLimits: ReadLimits = {
  file_bytes: 20 * 1024 * 1024,
  unpacked_bytes: 200 * 1024 * 1024,
  rows: 200_000,
  columns: 100,
  cells: 8_000_000,
  cell_chars: 32_767,
  sheets: 64,
  entries: 2_000,
  findings: 1_000_000,
  time_ms: 30_000,
  memory_mib: 512,
};
