/** Writes one roster in one way, alone in its process, and prints what that took: `one.ts ROSTER WAY ROWS`. */
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { enrolmentRoster } from '../../pipeline/write/enrolment-roster.ts';
import { writeRosterCsv, writeRosterXlsx } from '../../pipeline/write/roster.ts';
import {
  placeColumns,
  RosterCounter,
  type RosterPlace,
  type RosterShape,
} from '../../pipeline/write/roster-rows.ts';
import { teacherRoster } from '../../pipeline/write/teacher-roster.ts';
import { type BenchRow, rosterBlocks } from './rows.ts';

/** Counts and hashes what is written, and keeps none of it. */
class Sink extends Writable {
  bytes = 0;
  readonly hash = createHash('sha256');
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    done();
  }
}

/** What a library's streaming writer needs for the same rows: plain, or in text format as ours. */
async function writeByExceljs<Row extends RosterPlace>(
  out: Writable,
  shape: RosterShape<Row>,
  blocks: AsyncIterable<readonly Row[]>,
  format?: '@',
): Promise<void> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useSharedStrings: false,
    useStyles: format !== undefined,
  });
  const counter = new RosterCounter(shape);
  const columns = [...placeColumns, ...shape.columns];
  let sheet: ReturnType<typeof workbook.addWorksheet> | undefined;
  for await (const block of blocks) {
    for (const row of block) {
      if (sheet?.name !== row.stage) {
        sheet?.commit();
        sheet = workbook.addWorksheet(row.stage);
        sheet.addRow(columns.map(({ label }) => label.zh)).commit();
      }
      const added = sheet.addRow([...counter.textsOf(row)]);
      if (format !== undefined) added.numFmt = format;
      added.commit();
    }
  }
  sheet?.commit();
  await workbook.commit();
}

type Write = (
  out: Writable,
  shape: RosterShape<BenchRow>,
  blocks: AsyncIterable<readonly BenchRow[]>,
) => Promise<unknown>;

const cover = { title: '名册', facts: [['范围', '济南市']] } as const;
const ways: Readonly<Record<string, Write>> = {
  xlsx: (out, shape, blocks) => writeRosterXlsx(out, { shape, blocks, cover }),
  csv: (out, shape, blocks) => writeRosterCsv(out, { shape, blocks }),
  'exceljs-plain': (out, shape, blocks) => writeByExceljs(out, shape, blocks),
  'exceljs-text': (out, shape, blocks) => writeByExceljs(out, shape, blocks, '@'),
};
const shapes: Readonly<Record<string, RosterShape<BenchRow>>> = {
  teachers: teacherRoster,
  enrolment: enrolmentRoster,
};

const [roster = '', way = '', count = '0'] = process.argv.slice(2);
const [shape, write] = [shapes[roster], ways[way]];
if (shape === undefined || write === undefined) throw new Error(`no roster ${roster} is written as ${way}`);
// The first rows of a process are slow whoever writes them.
await write(new Sink(), shape, rosterBlocks(2_000));
const idle_mb = Math.round(process.memoryUsage.rss() / 1024 / 1024);
const sink = new Sink();
const began = performance.now();
const cpu = process.cpuUsage();
await write(sink, shape, rosterBlocks(Number(count)));
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - began) / 1000;
console.log(
  JSON.stringify({
    rows_per_s: Math.round(Number(count) / seconds),
    seconds: Number(seconds.toFixed(2)),
    cpu_seconds: Number(((user + system) / 1e6).toFixed(2)),
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    idle_mb,
    file_mb: Number((sink.bytes / 1024 / 1024).toFixed(1)),
    sha256: sink.hash.digest('hex').slice(0, 16),
  }),
);
