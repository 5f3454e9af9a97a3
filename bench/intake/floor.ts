/** The bare floor: read each workbook and keep its rows, one commit each. No queue, no rules, no registry, no seals. */
import type { Database } from '../../database/connect.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import type { SentWorkbook } from './province.ts';

export async function makeFloorTable(owner: Database): Promise<void> {
  await owner.pool.query(
    `create table if not exists floor_rows (upload_id bigint, sheet text, row_number int, cells jsonb, primary key (upload_id, sheet, row_number))`,
  );
}

/** Answers the wall time in ms for all workbooks at this concurrency. */
export async function runFloor(
  owner: Database,
  workbooks: readonly SentWorkbook[],
  concurrency: number,
): Promise<number> {
  await owner.pool.query('truncate floor_rows');
  const queue = [...workbooks];
  const began = performance.now();
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await keep(owner, next);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return performance.now() - began;
}

async function keep(owner: Database, { upload_id, bytes }: SentWorkbook): Promise<void> {
  const { sheets } = readWorkbook(bytes, defaultReadLimits);
  const rows = sheets.flatMap((sheet) =>
    sheet.rows.map((row) => ({
      sheet: sheet.name,
      row_number: row.number,
      cells: row.cells.map((cell) => cell.text),
    })),
  );
  // One statement with one parameter is faster than COPY through a temporary table at this size.
  await owner.pool.query(
    `insert into floor_rows select $1::bigint, x.sheet, x.row_number, x.cells
     from jsonb_to_recordset($2::jsonb) as x (sheet text, row_number int, cells jsonb)`,
    [upload_id, JSON.stringify(rows)],
  );
}
