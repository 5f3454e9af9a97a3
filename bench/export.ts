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
async function measure(roster: string, way: string, rows: number): Promise<Measured> {
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', one, roster, way, String(rows)]);
  return JSON.parse(stdout) as Measured;
}

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

const ways = ['xlsx', 'csv', 'exceljs-plain', 'exceljs-text'] as const;
type Way = (typeof ways)[number];

function told(way: Way, { rows_per_s, seconds, cpu_seconds, peak_mb, idle_mb, file_mb }: Measured): string {
  return `${way.padEnd(14)} ${rows_per_s} rows/s, ${seconds} s (${cpu_seconds} s CPU), peak ${peak_mb} MB (${idle_mb} idle), file ${file_mb} MB`;
}

function medians(all: readonly Measured[]) {
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

/**
 * `--roster` (teachers or enrolment), `--rows` (130,000) and `--rounds` (3, of which the median counts). The ways take turns, so
 * that a busy minute of the machine meets all of them.
 */
export async function run(
  args: string[] = [],
  say: (line: string) => void = () => undefined,
): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      roster: { type: 'string', default: 'teachers' },
      rows: { type: 'string', default: '130000' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const { roster, rows } = values;
  const all: Record<Way, Measured[]> = { xlsx: [], csv: [], 'exceljs-plain': [], 'exceljs-text': [] };
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const way of ways) {
      const measured = await measure(roster, way, Number(rows));
      all[way].push(measured);
      say(told(way, measured));
    }
  }
  const xlsx = medians(all.xlsx);
  const exceljs_text = medians(all['exceljs-text']);
  const ratio = (figure: number): number => Number(figure.toFixed(2));
  return {
    ...{ roster, rows: Number(rows) },
    ...{ xlsx, csv: medians(all.csv), exceljs_plain: medians(all['exceljs-plain']), exceljs_text },
    rows_per_s_ratio_to_exceljs_text: ratio(xlsx.rows_per_s / exceljs_text.rows_per_s),
    cpu_ratio_to_exceljs_text: ratio(exceljs_text.cpu_seconds / xlsx.cpu_seconds),
  };
}
