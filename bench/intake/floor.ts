/** The bare floor: read each workbook and keep its rows, one commit each. No queue, no rules, no registry, no seals. */
import type { Database } from '../../database/connect.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { cpuOf, familyCpu } from './cost.ts';
import type { SentWorkbook } from './province.ts';

export async function makeFloorTable(owner: Database): Promise<void> {
  await owner.pool.query(
    `create table if not exists floor_rows (upload_id bigint, sheet text, row_number int, cells jsonb, primary key (upload_id, sheet, row_number))`,
  );
}

export interface FloorRun {
  readonly wall_ms: number;
  /** Processor time of this process and of PostgreSQL. */
  readonly cpu_ms: number;
}

/** All workbooks at this concurrency. */
export async function runFloor(
  owner: Database,
  workbooks: readonly SentWorkbook[],
  options: { concurrency: number; postmaster: number },
): Promise<FloorRun> {
  await owner.pool.query('truncate floor_rows');
  const queue = [...workbooks];
  const cpu = (): number => cpuOf(process.pid) + familyCpu(options.postmaster);
  const [cpuBefore, began] = [cpu(), performance.now()];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      await keep(owner, next);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return { wall_ms: performance.now() - began, cpu_ms: cpu() - cpuBefore };
}

async function keep(owner: Database, { upload_id, bytes }: SentWorkbook): Promise<void> {
  const rows = readWorkbook(bytes, defaultReadLimits).sheets.flatMap((sheet) =>
    sheet.rows.map((row) => ({
      sheet: sheet.name,
      row_number: row.number,
      cells: row.cells.map((cell) => cell.text),
    })),
  );
  // One statement with one parameter is as fast as COPY at this size, and needs one round trip less.
  await owner.pool.query(
    `insert into floor_rows select $1::bigint, x.sheet, x.row_number, x.cells
     from jsonb_to_recordset($2::jsonb) as x (sheet text, row_number int, cells jsonb)`,
    [upload_id, JSON.stringify(rows)],
  );
}
