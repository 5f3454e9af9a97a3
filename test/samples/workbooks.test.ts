/** The committed sample workbooks are what their generator writes, and yield what stands beside them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellChecks } from '../../pipeline/cells/checks.ts';
import { type Comparison, compare } from '../../pipeline/compare.ts';
import { examine } from '../../pipeline/examine.ts';
import { Archive } from '../../pipeline/read/zip.ts';
import { allRules, isAbout } from '../../pipeline/rules/all.ts';
import { structureChecks } from '../../pipeline/structure.ts';
import { readDemo } from '../../samples/demo.ts';
import { workbookFiles } from '../../samples/generate-workbooks.ts';
import { type ExamineContext, teacherFile } from '../../schemas/examined.ts';
import type { Issue } from '../../schemas/issue.ts';
import { recordFields } from '../../schemas/sheets/teacher.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { nationalReading, type UnitFacts } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';

type Place = Pick<Issue, 'rule' | 'severity' | 'sheet' | 'row' | 'column'>;

/** What stands in an `.expected.json`. */
interface Expected {
  readonly file: string;
  readonly unit_code: string;
  readonly template: string;
  readonly format: string;
  readonly encoding?: string;
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly issues: readonly Place[];
  readonly unit_issues: readonly Place[];
  readonly registry_issues: readonly Place[];
  readonly changes: Readonly<Record<string, number>> | null;
}

const folder = new URL('../../samples/workbooks/', import.meta.url);
const bytesOf = (file: string): Buffer => readFileSync(new URL(file, folder));
const samples = readdirSync(folder)
  .filter((file) => file.endsWith('.expected.json'))
  .map((file) => JSON.parse(bytesOf(file).toString('utf8')) as Expected);

const demo = readDemo();
const unit = demo.units.find(({ code }) => code === '2137000101');
if (unit === undefined) throw new Error('the demo has no 2137000101');
const school: UnitFacts = {
  ...unit,
  id: unit.code,
  path: `/370000/370100/370102/${unit.code}/`,
  parent_id: '370102',
};

const offline: ExamineContext = {
  template: null,
  unit: null,
  today: '2022-07-10',
  allow_test_ids: true,
  rural_classes: nationalReading,
  stamp_key: null,
  limits: defaultReadLimits,
};
const atSchool: ExamineContext = { ...offline, unit: school };

/** The part of the demo registry that the school's files are compared with; here simply all of it. */
const snapshot: Snapshot = {
  unit_id: school.id,
  bases: new Map(),
  teachers: demo.teachers.map(({ unit_code, record }, index) => ({
    id: String(index + 1),
    version: 1,
    unit_id: unit_code,
    unit_name: demo.units.find(({ code }) => code === unit_code)?.name ?? '',
    record,
  })),
};

const compared = (file: string): Comparison =>
  compare(teacherFile(examine(bytesOf(file), atSchool)), snapshot, atSchool);

const placesOf = (issues: readonly Place[]): string[] =>
  issues
    .map(({ rule, severity, sheet, row, column }) => [sheet, row, column, severity, rule].join(' '))
    .sort();

/** The unpacked parts of an archive; compressed bytes may differ between builds of zlib. */
function partsOf(bytes: Uint8Array): Map<string, string | undefined> {
  const archive = new Archive(bytes, defaultReadLimits);
  return new Map([...archive.names].map((name) => [name, archive.read(name)?.toString('utf8')]));
}

describe('the committed files', () => {
  const made = workbookFiles();

  test('are the files that the generator writes, no more and no fewer', () => {
    expect(readdirSync(folder).sort()).toEqual([...made.keys()].sort());
  });

  test.each([...made])('%s holds what the generator writes', (file, bytes) => {
    if (file.endsWith('.xlsx')) expect(partsOf(bytesOf(file))).toEqual(partsOf(bytes));
    else expect(bytesOf(file).equals(bytes)).toBe(true);
  });
});

describe.each(samples)('$file', (expected) => {
  const bytes = bytesOf(expected.file);
  const examined = examine(bytes, offline);

  test('offline it yields the rows and issues beside it', () => {
    expect(placesOf(examined.issues)).toEqual(placesOf(expected.issues));
    const count = (severity: string): number =>
      examined.issues.filter((issue) => issue.severity === severity).length;
    const { template, format, encoding, rows } = examined;
    expect({ template, format, encoding, rows: rows.length }).toEqual({
      template: expected.template,
      format: expected.format,
      encoding: expected.encoding,
      rows: expected.rows,
    });
    expect([count('error'), count('warning'), count('note')]).toEqual([
      expected.errors,
      expected.warnings,
      expected.notes,
    ]);
  });

  test('as an upload of its school it yields the school’s issues too', () => {
    const { issues } = examine(bytes, atSchool);
    expect(placesOf(issues)).toEqual(placesOf([...expected.issues, ...expected.unit_issues]));
  });

  test('against the demo registry it yields all issues and the changes beside it', () => {
    const { issues, counts } = compared(expected.file);
    const { unit_issues, registry_issues } = expected;
    expect(placesOf(issues)).toEqual(placesOf([...expected.issues, ...unit_issues, ...registry_issues]));
    if (expected.changes !== null) expect(counts).toMatchObject(expected.changes);
  });
});

describe('changed.xlsx', () => {
  test('changes a phone, a title, and education with mail, and nothing else', () => {
    const changes = compared('changed.xlsx').changes.filter(({ kind }) => kind === 'change');
    expect(changes.map(({ row, cells }) => [row, Object.keys(cells).sort()]).sort()).toEqual([
      [11, ['title']],
      [16, ['education', 'email']],
      [6, ['mobile']],
    ]);
    expect(changes.find(({ row }) => row === 11)?.cells.title?.new).toBe('正高级');
    expect(changes.find(({ row }) => row === 16)?.cells.email).toEqual({
      old: 't10.14@example.com',
      new: 'studied.on@example.com',
    });
  });
});

describe('missing.xlsx', () => {
  test('names the two people who are left out', () => {
    const missing = compared('missing.xlsx').changes.filter(({ kind }) => kind === 'missing');
    const known = demo.teachers.filter(({ unit_code }) => unit_code === school.code);
    expect(missing.map(({ name }) => name)).toEqual([known[11]?.record.name, known[30]?.record.name]);
  });
});

describe('wps-old-habits.xlsx', () => {
  test('means exactly what the registry holds, cell by cell', () => {
    const { rows } = teacherFile(examine(bytesOf('wps-old-habits.xlsx'), atSchool));
    const known = demo.teachers.filter(
      ({ unit_code, record }) => unit_code === school.code && record.status === '在职',
    );
    const recordOf = (values: (typeof rows)[number]['values']) =>
      Object.fromEntries(recordFields.map((field) => [field, values[field]]));
    expect(rows.map(({ values }) => recordOf(values))).toEqual(known.map(({ record }) => record));
  });
});

describe('break-every-rule.xlsx', () => {
  const bytes = bytesOf('break-every-rule.xlsx');
  const examined = examine(bytes, atSchool);
  const fired = new Set(compared('break-every-rule.xlsx').issues.map(({ rule }) => rule));

  test('fires every rule and every check, but for the one that only text files can have', () => {
    const all = [
      ...allRules.filter((rule) => isAbout(rule, 'teacher')).map(({ id }) => id),
      ...Object.keys(cellChecks),
      ...Object.keys(structureChecks),
    ];
    const silent = all.filter((id) => !fired.has(id)).sort();
    // The first is of a kind of column that only other templates have, the second needs the files of others, the next two are of
    // what a unit confirmed before, the fifth is in changed-id.xlsx; the rest have tests of their own below.
    expect(silent).toEqual([
      ...['bad-count', 'claimed-in-flight', 'column-as-confirmed', 'column-left-out'],
      ...['probable-duplicate', 'replaced-characters', 'test-identity'],
    ]);
  });

  test('in production the made-up numbers are refused, and nothing else is said than before', () => {
    const strict = examine(bytes, { ...atSchool, allow_test_ids: false });
    const madeUp = strict.issues.filter(({ rule }) => rule === 'test-identity');
    expect(new Set(madeUp.map(({ field }) => field))).toEqual(new Set(['id_number']));
    expect(madeUp.length).toBeGreaterThan(40);
    expect(placesOf(strict.issues.filter(({ rule }) => rule !== 'test-identity'))).toEqual(
      placesOf(examined.issues),
    );
  });
});

test('stray-byte.csv fires the check for characters without meaning', () => {
  const { issues } = examine(bytesOf('stray-byte.csv'), offline);
  expect(issues.map(({ rule }) => rule)).toContain('replaced-characters');
});
