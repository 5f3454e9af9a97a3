/** What a parser of cells is: one per column, made once from its definition, used for every row. */
import type { Params } from '../../schemas/language.ts';
import type { Cell } from '../../schemas/workbook.ts';
import type { CellCheckId } from './checks.ts';

/** Notes a finding at the cell that is being read. */
export type Report = (check: CellCheckId, params?: Params) => void;

export type CellValue = string | boolean | null;

/**
 * Turns a cell's cleaned text, never blank, into its normalised value; null after reporting why it has none.
 * The cell itself is given for its type.
 */
export type CellParser = (text: string, cell: Cell, report: Report) => CellValue;

/** How a file stored its values. In `untyped` ones (.csv) a number can't be told from text. */
export interface CellStorage {
  readonly untyped: boolean;
  readonly from1904: boolean;
}
