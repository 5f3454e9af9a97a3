/** Takes out of an annotated workbook what we put in, so that it comes back as its sender's own. */
import type { Words } from '../schemas/language.ts';
import type { Row, Sheet, Workbook } from '../schemas/workbook.ts';
import { markHeaders } from './header-labels.ts';
import { folded } from './text.ts';

/** No header stands further down (see headers.ts). */
const ROWS_SEARCHED = 20;

/** Part of every mark: nearly all texts are told apart by it alone, without being folded. */
const SIGN = 'Muster';

const keyOf = ({ zh, en }: Words): string => folded(zh + en);
const isMark = (text: string, keys: ReadonlySet<string>): boolean =>
  text.includes(SIGN) && keys.has(folded(text));
const columnKeys: ReadonlySet<string> = new Set([keyOf(markHeaders.issues), keyOf(markHeaders.row)]);
const listKeys: ReadonlySet<string> = new Set([keyOf(markHeaders.list)]);

/** Columns that a header row marks as ours. */
const marksIn = ({ cells }: Row): Set<number> =>
  new Set(cells.filter(({ text }) => isMark(text, columnKeys)).map(({ column }) => column));

const isIssueList = ({ rows: [first] }: Sheet): boolean =>
  first?.number === 1 && first.cells[0]?.column === 0 && isMark(first.cells[0].text, listKeys);

/** Our columns go, and what stands above the header: that is our title. Rows keep their numbers and cells their columns. */
function unmarkedSheet(sheet: Sheet): Sheet {
  const { rows } = sheet;
  for (let at = 0; (rows[at]?.number ?? Infinity) <= ROWS_SEARCHED; at++) {
    const marks = marksIn(rows[at] ?? { number: 0, cells: [] });
    if (marks.size === 0) continue;
    const own = rows.slice(at).map(({ number, cells }) => ({
      number,
      cells: cells.filter(({ column }) => !marks.has(column)),
    }));
    return { ...sheet, rows: own.filter(({ cells }) => cells.length > 0) };
  }
  return sheet;
}

/** The workbook as if it had never been annotated; others as they are. */
export const unmarked = (workbook: Workbook): Workbook => ({
  ...workbook,
  sheets: workbook.sheets.filter((sheet) => !isIssueList(sheet)).map(unmarkedSheet),
});
