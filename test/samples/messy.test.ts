/** samples/messy/: each mess of DOMAIN §6 in a file of its own gets the verdict that stands in the manifest. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellChecks } from '../../pipeline/cells/checks.ts';
import { Archive } from '../../pipeline/read/zip.ts';
import { fileRules, isAbout, rowRules } from '../../pipeline/rules/all.ts';
import { structureChecks } from '../../pipeline/structure.ts';
import { messyFolder } from '../../samples/generate-messy.ts';
import { type RefusalCode, refusals } from '../../schemas/refusal.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';

interface Place {
  readonly rule: string;
  readonly severity: string;
  readonly sheet: string;
  readonly row: number | null;
  readonly column: string | null;
}
type Values = readonly { readonly row: number; readonly cells: Readonly<Record<string, unknown>> }[];

/** One file's entry in the manifest. */
interface Entry {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly exit: number;
  readonly template: string | null;
  readonly format: string | null;
  readonly encoding?: string;
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly issues: readonly Place[];
  readonly values?: Values;
  readonly refusal?: RefusalCode;
}

/** What `muster check --json --values` prints of one file. */
interface Output extends Omit<Entry, 'refusal' | 'exit' | 'arguments'> {
  readonly refusal?: { readonly code: string; readonly message: string; readonly advice: string };
}

const folder = new URL('../../samples/messy/', import.meta.url);
const bytesOf = (file: string): Buffer => readFileSync(new URL(file, folder));
const manifest = (JSON.parse(bytesOf('manifest.json').toString('utf8')) as { files: Entry[] }).files;

/** Runs the command line as a person does. */
function muster(
  given: readonly string[],
  files: readonly string[],
): Promise<{ exit: number; lines: Output[] }> {
  const paths = files.map((file) => fileURLToPath(new URL(file, folder)));
  const args = ['bin/muster.js', 'check', '--json', '--values', ...given, ...paths];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, out) => {
      const lines = out.trim().split('\n');
      resolve({
        exit: typeof error?.code === 'number' ? error.code : 0,
        lines: lines.map((line) => JSON.parse(line) as Output),
      });
    });
  });
}

const placesOf = (issues: readonly Place[]): string[] =>
  issues
    .map(({ rule, severity, sheet, row, column }) => [sheet, row, column, severity, rule].join(' '))
    .sort();

describe('the committed files', () => {
  const made = messyFolder();
  /** Compressed bytes may differ between builds of zlib; what they unpack to must not. */
  const partsOf = (bytes: Uint8Array): Map<string, string | undefined> => {
    const archive = new Archive(bytes, defaultReadLimits);
    return new Map([...archive.names].map((name) => [name, archive.read(name)?.toString('utf8')]));
  };
  const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

  test('are the files that the generator writes, no more and no fewer, and at least forty', () => {
    expect(readdirSync(folder).sort()).toEqual([...made.keys()].sort());
    expect(manifest.map(({ file }) => file).sort()).toEqual(
      readdirSync(folder)
        .filter((file) => file !== 'manifest.json')
        .sort(),
    );
    expect(manifest.length).toBeGreaterThanOrEqual(40);
  });

  // Half an archive has no parts to compare; its verdict is below.
  const comparable = [...made].filter(([file]) => file !== 'truncated.xlsx');
  test.each(comparable)('%s holds what the generator writes', (file, bytes) => {
    if (isArchive(bytes)) expect(partsOf(bytesOf(file))).toEqual(partsOf(bytes));
    else expect(bytesOf(file).equals(bytes)).toBe(true);
  });

  test('are written alike a second time', () => {
    const again = messyFolder();
    for (const [file, bytes] of made)
      expect(Buffer.from(bytes).equals(again.get(file) ?? Buffer.alloc(0))).toBe(true);
  });
});

describe('muster check', () => {
  const outputs = new Map<string, Output>();
  const runs: { given: string; exits: number[]; exit: number }[] = [];

  /** Files with the same arguments and the same exit status are checked in one run, whose status is then theirs. */
  beforeAll(async () => {
    const groups = new Map<string, Entry[]>();
    for (const entry of manifest) {
      const key = JSON.stringify([entry.arguments, entry.exit]);
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    for (const [key, entries] of groups) {
      const { exit, lines } = await muster(
        entries[0]?.arguments ?? [],
        entries.map(({ file }) => file),
      );
      runs.push({ given: key, exits: entries.map((entry) => entry.exit), exit });
      entries.forEach(({ file }, index) => {
        const line = lines[index];
        if (line !== undefined) outputs.set(file, line);
      });
    }
  }, 60_000);

  test('ends with the status of its files: 0 without errors, 1 with row errors, 2 when refused', () => {
    for (const { exits, exit } of runs) expect(new Set(exits)).toEqual(new Set([exit]));
    expect(runs.map(({ exit }) => exit).sort()).toEqual([0, 1, 1, 2]);
  });

  describe.each(manifest)('says of $file', (entry) => {
    test('the verdict of the manifest', () => {
      const output = outputs.get(entry.file);
      expect(output?.file.endsWith(`/samples/messy/${entry.file}`)).toBe(true);
      expect(placesOf(output?.issues ?? [])).toEqual(placesOf(entry.issues));
      expect(output).toMatchObject({
        template: entry.template,
        format: entry.format,
        rows: entry.rows,
        errors: entry.errors,
        warnings: entry.warnings,
        notes: entry.notes,
      });
      expect(output?.encoding).toBe(entry.encoding);
      expect(output?.refusal?.code).toBe(entry.refusal);
    });
  });

  const withValues = manifest.filter(({ values }) => values !== undefined);
  test.each(withValues)('understands the cells of $file as the manifest says', ({ file, values = [] }) => {
    const rows = new Map(outputs.get(file)?.values?.map(({ row, cells }) => [row, cells]));
    for (const { row, cells } of values) expect(rows.get(row), `row ${row}`).toMatchObject(cells);
  });

  test('keeps the raw value with every note', () => {
    const notes = manifest
      .flatMap(({ file }) => outputs.get(file)?.issues ?? [])
      .filter(({ severity }) => severity === 'note');
    const without = notes.filter((issue) => !('value' in issue)).map(({ rule }) => rule);
    // What was blank has no value; of a header of two lines nothing was changed.
    expect([...new Set(without)].sort()).toEqual(['birth-date-from-identity', 'header-two-lines']);
  });

  test('tells what to do about every refusal', () => {
    for (const { file, refusal } of manifest) {
      if (refusal === undefined) continue;
      expect(outputs.get(file)?.refusal?.advice).toBe(refusals[refusal].advice.zh);
    }
  });
});

test('every check that a file alone can raise occurs in a messy file', () => {
  const raised = new Set(manifest.flatMap(({ issues }) => issues.map(({ rule }) => rule)));
  const all = [...rowRules, ...fileRules].filter((rule) => isAbout(rule, 'teacher')).map(({ id }) => id);
  const left = [...all, ...Object.keys(cellChecks), ...Object.keys(structureChecks)].filter(
    (id) => !raised.has(id),
  );
  // The first is of a column that only other forms have, the next two of what a unit confirmed before; the others need the
  // school: samples/workbooks/ has them.
  expect(left.sort()).toEqual([
    'bad-count',
    'column-as-confirmed',
    'column-left-out',
    'rural-against-school',
    'school-code-matches-unit',
    'school-name-matches-unit',
    'stage-offered-by-unit',
  ]);
});
