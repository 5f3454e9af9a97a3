/** `npm run bench -- read`: our reader of .xlsx beside four libraries, on small and large workbooks. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { largeWorkbook, smallWorkbook } from './read/workbooks.ts';

interface Figures {
  readonly cpu_ms: number;
  readonly wall_ms: number;
  readonly peak_mb: number;
}

const readers = ['muster', 'hucre', 'sheetjs', 'exceljs', 'read-excel-file'] as const;
const MEASURE = fileURLToPath(new URL('./read/measure.ts', import.meta.url));
const MIDDLE_ROWS = 10_000;
const LARGE_ROWS = 100_000;
const WARM_UPS = 300;
const ROUNDS = 300;
/** exceljs needs more than Node's default heap for 100,000 rows. */
const HEAP_MIB = 4096;

const run_ = promisify(execFile);

async function measure(reader: string, path: string, warmUps: number, rounds: number): Promise<Figures> {
  const node = [`--max-old-space-size=${HEAP_MIB}`, '--import', 'tsx', MEASURE];
  const { stdout } = await run_(process.execPath, [...node, reader, path, String(warmUps), String(rounds)]);
  return JSON.parse(stdout.trim()) as Figures;
}

const rounded = (value: number, places: number): number => Number(value.toFixed(places));

/**
 * CPU ms per workbook of 30 rows, and of 30 rows with 1,000 styled blank rows below; seconds for 10,000 rows; seconds and peak
 * MB for 100,000 rows.
 * `--rows N` measures another large size.
 */
export async function run(
  args: readonly string[] = [],
  say: (line: string) => void = () => undefined,
): Promise<Record<string, unknown>> {
  const rows = Number(args[args.indexOf('--rows') + 1] ?? Number.NaN) || LARGE_ROWS;
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const file = (name: string): string => join(folder, `${name}.xlsx`);
  try {
    writeFileSync(file('small'), await smallWorkbook(30));
    writeFileSync(file('blank'), await smallWorkbook(30, 1000));
    await largeWorkbook(file('middle'), MIDDLE_ROWS);
    await largeWorkbook(file('large'), rows);
    const figures: Record<string, Record<string, number>> = {};
    for (const reader of readers) {
      const small = await measure(reader, file('small'), WARM_UPS, ROUNDS);
      const blank = await measure(reader, file('blank'), WARM_UPS / 4, ROUNDS / 4);
      const middle = await measure(reader, file('middle'), 1, 3);
      const large = await measure(reader, file('large'), 0, 1);
      figures[reader] = {
        small_cpu_ms: rounded(small.cpu_ms, 2),
        blank_cpu_ms: rounded(blank.cpu_ms, 2),
        middle_s: rounded(middle.wall_ms / 1000, 2),
        large_s: rounded(large.wall_ms / 1000, 2),
        large_peak_mb: Math.round(large.peak_mb),
      };
      say(`${reader}: ${JSON.stringify(figures[reader])}`);
    }
    return { rows, readers: figures, ratios: ratiosOf(figures) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many times as much each other reader needs. */
function ratiosOf(
  figures: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Record<string, unknown> {
  const { muster = {}, ...others } = figures;
  return Object.fromEntries(
    Object.entries(others).map(([reader, theirs]) => [
      reader,
      Object.fromEntries(
        Object.entries(theirs).map(([figure, value]) => [
          figure,
          rounded(value / (muster[figure] ?? Number.NaN), 1),
        ]),
      ),
    ]),
  );
}
