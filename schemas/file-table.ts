/** Rows of an uploaded file as typed, by field. */

export interface FileRow {
  /** As the spreadsheet shows it. */
  readonly row: number;
  /** Field → the cell's text; cells without content are absent. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface FileTable {
  /** Id of the template that the table was recognised as. */
  readonly template: string;
  /** The sheet that was read. */
  readonly sheet: string;
  /** Field → zero-based column, for the columns that the file has. */
  readonly columns: Readonly<Record<string, number>>;
  readonly rows: readonly FileRow[];
}

/** Which rows of a table: by their numbers, or the first ones in which a text stands. */
export type WantedRows =
  | { readonly rows: readonly number[] }
  | { readonly holding: string; readonly most: number };
