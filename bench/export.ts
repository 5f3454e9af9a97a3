/** How fast a city's roster is written, and in how much memory: ours against the streaming writer of a library. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const one = fileURLToPath(new URL('./export/one.ts', import.meta.url));
const execute = promisify(execFile);

interface Measured {
  readonly rows_per_s: number;
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly peak_mb: number;
  readonly idle_mb: number;
  readonly file_mb: number;
  readonly sha256: string;
}

/** A process of its own for each, so that none inherits another's memory. */
async function measure(way: string, rows: number): Promise<Measured> {
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', one, way, String(rows)]);
  return JSON.parse(stdout) as Measured;
}

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

async function medianOf(way: string, rows: number, rounds: number, say: (line: string) => void) {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    const measured = await measure(way, rows);
    all.push(measured);
    say(
      `${way.padEnd(8)} ${measured.rows_per_s} rows/s, ${measured.seconds} s (${measured.cpu_seconds} s CPU), ` +
        `peak ${measured.peak_mb} MB (${measured.idle_mb} idle), file ${measured.file_mb} MB`,
    );
  }
  const of = (pick: (one: Measured) => number): number => median(all.map(pick));
  return {
    rows_per_s: of((each) => each.rows_per_s),
    seconds: of((each) => each.seconds),
    cpu_seconds: of((each) => each.cpu_seconds),
    peak_mb: of((each) => each.peak_mb),
    idle_mb: of((each) => each.idle_mb),
    file_mb: of((each) => each.file_mb),
    same_bytes_each_time: new Set(all.map(({ sha256 }) => sha256)).size === 1,
  };
}

/** `--rows` (100,000) and `--rounds` (3, of which the median counts). */
export async function run(
  args: string[] = [],
  say: (line: string) => void = () => undefined,
): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
  });
  const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
  const xlsx = await medianOf('xlsx', rows, rounds, say);
  const csv = await medianOf('csv', rows, rounds, say);
  const exceljs = await medianOf('exceljs', rows, rounds, say);
  return {
    rows,
    ...{ xlsx, csv, exceljs },
    ratio_to_exceljs: Number((xlsx.rows_per_s / exceljs.rows_per_s).toFixed(2)),
  };
}
