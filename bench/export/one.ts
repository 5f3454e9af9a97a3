/** Writes one roster in one way, alone in its process, and prints what that took: `one.ts WAY ROWS`. */
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { writeRosterCsv, writeRosterXlsx } from '../../pipeline/write/roster.ts';
import { placeColumns, RosterCounter } from '../../pipeline/write/roster-rows.ts';
import { type TeacherRosterRow, teacherRoster } from '../../pipeline/write/teacher-roster.ts';
import { rosterRows } from './rows.ts';

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
async function writeByExceljs(
  out: Writable,
  rows: AsyncIterable<TeacherRosterRow>,
  format?: '@',
): Promise<void> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useSharedStrings: false,
    useStyles: format !== undefined,
  });
  const counter = new RosterCounter(teacherRoster);
  const columns = [...placeColumns, ...teacherRoster.columns];
  let sheet: ReturnType<typeof workbook.addWorksheet> | undefined;
  for await (const row of rows) {
    if (sheet?.name !== row.stage) {
      sheet?.commit();
      sheet = workbook.addWorksheet(row.stage);
      sheet.addRow(columns.map(({ label }) => label.zh)).commit();
    }
    const added = sheet.addRow([...counter.textsOf(row)]);
    if (format !== undefined) added.numFmt = format;
    added.commit();
  }
  sheet?.commit();
  await workbook.commit();
}

const ways: Readonly<
  Record<string, (out: Writable, rows: AsyncIterable<TeacherRosterRow>) => Promise<unknown>>
> = {
  xlsx: (out, rows) =>
    writeRosterXlsx(out, {
      ...{ shape: teacherRoster, rows },
      cover: { title: '教师名册', facts: [['范围', '济南市']] },
    }),
  csv: (out, rows) => writeRosterCsv(out, { shape: teacherRoster, rows }),
  'exceljs-plain': (out, rows) => writeByExceljs(out, rows),
  'exceljs-text': (out, rows) => writeByExceljs(out, rows, '@'),
};

const [way = '', count = '0'] = process.argv.slice(2);
const write = ways[way];
if (write === undefined) throw new Error(`one of ${Object.keys(ways).join(', ')}, not ${way}`);
// The first rows of a process are slow whoever writes them.
await write(new Sink(), rosterRows(2_000));
const idle_mb = Math.round(process.memoryUsage.rss() / 1024 / 1024);
const sink = new Sink();
const began = performance.now();
const cpu = process.cpuUsage();
await write(sink, rosterRows(Number(count)));
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
