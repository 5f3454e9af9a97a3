/** Reads comma-, tab- or semicolon-separated text: every record is one row, numbered as a spreadsheet would show it. */
import Papa from 'papaparse';
import { RefusedFile } from '../../schemas/refusal.ts';
import type { Cell, ReadLimits, Row, Workbook } from '../../schemas/workbook.ts';
import { Budget } from './budget.ts';
import { decodeText } from './decode.ts';
import { delimiterOf } from './delimiter.ts';
import { refuseMarkup } from './sniff.ts';

const LAST_ROW = 1_048_576;

/** Excel's own hint, a first line that it doesn't show as a row. */
const hint = /^sep=([,;\t])\r?\n/i;

/**
 * Reads the bytes of a text file. Cells are always `text`; line ends inside a cell become `\n`, and a cell written as
 * `="00123"` (the usual way to keep an ID from becoming a number) is the text it protects.
 * @throws RefusedFile `not-a-spreadsheet`, `old-format` (markup), `damaged` (a quote that never ends), or a limit.
 */
export function readCsv(
  bytes: Uint8Array,
  limits: ReadLimits,
  onRows?: (rowsRead: number) => void,
): Workbook {
  const decoded = decodeText(bytes);
  refuseMarkup(decoded.text);
  const whole = withoutEndMark(decoded.text);
  const hinted = hint.exec(whole);
  // Papaparse expects one kind of line end: a file with several would lose rows or keep a stray return.
  const text = (hinted ? whole.slice(hinted[0].length) : whole).replace(/\r\n?/g, '\n');
  const rows = rowsOf(text, hinted?.[1] ?? delimiterOf(text), limits, onRows);
  const { encoding, replaced } = decoded;
  return {
    format: 'csv',
    encoding,
    ...(replaced ? { replaced } : {}),
    sheets: [{ name: 'CSV', hidden: false, rows }],
  };
}

/** A DOS program's end-of-file mark at the very end isn't a row. */
function withoutEndMark(text: string): string {
  const mark = text.indexOf('\x1A');
  return mark >= 0 && text.slice(mark + 1).trim() === '' ? text.slice(0, mark) : text;
}

function rowsOf(
  text: string,
  delimiter: string,
  limits: ReadLimits,
  onRows: ((rowsRead: number) => void) | undefined,
): Row[] {
  const budget = new Budget(limits, onRows);
  const rows: Row[] = [];
  let number = 0;
  let refused: unknown;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors }, parser) => {
      number++;
      try {
        // Blank records cost time too, and no spreadsheet shows more rows than this.
        if (number > LAST_ROW) throw new RefusedFile('too-many-rows', { limit: limits.rows });
        // An open quote swallows the rows after it: half a file must not pass for a whole one.
        if (errors.some(({ type }) => type === 'Quotes'))
          throw new RefusedFile('damaged', { part: `${number} "` });
        const cells = cellsOf(data, number, budget);
        if (cells.length === 0) return;
        budget.takeRow();
        rows.push({ number, cells });
      } catch (error) {
        refused = error;
        parser.abort();
      }
    },
  });
  if (refused) throw refused;
  budget.finish();
  return rows;
}

function cellsOf(record: readonly string[], number: number, budget: Budget): Cell[] {
  const cells: Cell[] = [];
  record.forEach((value, column) => {
    const text = value.startsWith('="') ? protectedText(value) : value;
    if (text === '') return;
    budget.takeCell(column, number, text);
    cells.push({ column, type: 'text', text });
  });
  return cells;
}

function protectedText(value: string): string {
  return /^="([^"]*)"$/.exec(value)?.[1] ?? value;
}
