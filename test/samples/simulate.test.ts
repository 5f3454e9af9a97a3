/** A simulated province has the shape of DOMAIN §8, comes out the same for a seed, and its files yield what it says. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../bin/commands/simulate.ts';
import { compare } from '../../pipeline/compare.ts';
import { examine } from '../../pipeline/examine.ts';
import { usualMess } from '../../samples/simulate/messing.ts';
import { type SimulatedUnit, simulateUnits } from '../../samples/simulate/unit.ts';
import { unitFactsOf } from '../../samples/simulate/unit-facts.ts';
import { planUnits, type UnitPlan } from '../../samples/simulate/unit-plan.ts';
import { workbookOf } from '../../samples/simulate/workbook.ts';
import { valuesDigestOf } from '../../samples/simulate/write-province.ts';
import { type ExamineContext, type Examined, type TeacherFile, teacherFile } from '../../schemas/examined.ts';
import { type TeacherRow, teacherFields } from '../../schemas/sheets/teacher.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';

/** `actual` lies within `percent` of `wanted`. */
function expectNear(actual: number, wanted: number, percent: number): void {
  expect(Math.abs(actual / wanted - 1) * 100).toBeLessThan(percent);
}

const contextOf = (plan: UnitPlan): ExamineContext => ({
  template: 'teacher',
  unit: unitFactsOf(plan),
  today: '2022-07-10',
  allow_test_ids: true,
  rural_classes: nationalReading,
  stamp_key: null,
  limits: defaultReadLimits,
});

const snapshotOf = (unit: SimulatedUnit): Snapshot => ({
  unit_id: unit.code,
  bases: new Map(),
  teachers: unit.registry.map((record, index) => ({
    id: String(index + 1),
    version: 1,
    unit_id: unit.code,
    unit_name: unit.name,
    record,
  })),
});

/** How many issues of each rule. */
function countsByRule({ issues }: Examined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of issues) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

const wordOf = (value: TeacherRow[keyof TeacherRow]): string =>
  value === true ? '是' : value === false ? '否' : (value ?? '');

function digestOfUnderstood(examined: TeacherFile, spoiled: ReadonlySet<number | null>): string {
  const lines = examined.rows
    .filter((_, index) => !spoiled.has(index))
    .map(({ values }) => teacherFields.map((field) => wordOf(values[field])).join('\u001f'));
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

describe('the units of 40,000', () => {
  const plans = [...planUnits({ seed: 11 })];

  test('have as many teachers of each stage as the province had in 2022', () => {
    const teachers = new Map<string, number>();
    for (const { stages, teachers: counts } of plans) {
      stages.forEach((stage, index) => {
        teachers.set(stage, (teachers.get(stage) ?? 0) + (counts[index] ?? 0));
      });
    }
    expectNear(teachers.get('幼儿园') ?? 0, 240_000, 4);
    expectNear(teachers.get('小学') ?? 0, 462_000, 4);
    expectNear(teachers.get('初中') ?? 0, 307_000, 5);
    expectNear(teachers.get('高中') ?? 0, 158_000, 10);
  });

  test('have the median size of their kind', () => {
    const medianOf = (school_kind: string): number => {
      const sizes = plans
        .filter((plan) => plan.school_kind === school_kind)
        .map(({ teachers: [size = 0] }) => size)
        .sort((a, b) => a - b);
      return sizes[Math.floor(sizes.length / 2)] ?? 0;
    };
    expect(medianOf('111')).toBe(8);
    expectNear(medianOf('211'), 32, 7);
    expectNear(medianOf('311'), 75, 7);
    expectNear(medianOf('342'), 200, 12);
  });

  test('stand in the sixteen cities by their weights', () => {
    const share = (city: string): number =>
      (plans.filter((plan) => plan.city.name === city).length / plans.length) * 100;
    expectNear(share('临沂市'), 11.3, 5);
    expectNear(share('济南市'), 7.6, 5);
    expectNear(share('东营市'), 2.4, 10);
    expect(new Set(plans.map(({ city }) => city.code)).size).toBe(16);
    expect(new Set(plans.map(({ county }) => county?.code ?? null)).size).toBe(137);
  });

  test('have codes and names of their own', () => {
    expect(new Set(plans.map(({ code }) => code)).size).toBe(40_000);
    expect(new Set(plans.map(({ name }) => name)).size).toBe(40_000);
  });
});

describe('simulated people', () => {
  const units = [...simulateUnits({ seed: 5, units: 400 })];

  test('have somebody in every file: a school with one teacher never leaves that one out', () => {
    // The 3,415th is such a school, whose teacher was drawn to be missing.
    const first = [...simulateUnits({ seed: 1, units: 3_500 })];
    expect(first.filter(({ rows }) => rows.length === 0)).toEqual([]);
  });

  test('are the same for the same seed and others for another', () => {
    const again = simulateUnits({ seed: 5, units: 400 });
    expect([...again].at(-1)).toEqual(units.at(-1));
    const other = [...simulateUnits({ seed: 6, units: 1 })][0];
    expect(other).not.toEqual(units[0]);
  });

  test('are nobody twice, whether in the registry or in files', () => {
    const known = units.flatMap(({ registry }) => registry.map(({ id_number }) => id_number));
    expect(new Set(known).size).toBe(known.length);
    const written = units.flatMap(({ rows }) => rows.map(({ record }) => record.id_number));
    expect(new Set(written).size).toBe(written.length);
  });

  test('are verified, changed, added, missing and departed in the shares of a usual year', () => {
    const total = (count: (unit: SimulatedUnit) => number): number =>
      units.reduce((sum, unit) => sum + count(unit), 0);
    const people = total(({ rows, expected }) => rows.length + expected.missing);
    const percent = (count: (unit: SimulatedUnit) => number): number => (total(count) / people) * 100;
    expectNear(
      percent(({ expected }) => expected.verified),
      90,
      2,
    );
    expectNear(
      percent(({ expected }) => expected.changed),
      6,
      15,
    );
    expectNear(
      percent(({ expected }) => expected.added),
      2,
      25,
    );
    expectNear(
      percent(({ expected }) => expected.missing),
      1,
      35,
    );
    expectNear(
      percent(({ expected }) => expected.departed),
      1,
      35,
    );
  });

  test('make up counts that agree with the registry and the rows', () => {
    for (const { registry, expected } of units) {
      const { rows, added, changed, verified, missing, departed } = expected;
      expect(rows).toBe(added + changed + verified + departed);
      expect(registry.length).toBe(changed + verified + missing + departed);
    }
  });
});

describe('simulated workbooks', () => {
  test('are the same bytes for the same unit', () => {
    const [first] = simulateUnits({ seed: 5, units: 1 });
    const [again] = simulateUnits({ seed: 5, units: 1 });
    expect(first && again && Buffer.compare(workbookOf(first), workbookOf(again))).toBe(0);
  });

  test.each([
    { kind: 'clean', options: { seed: 21, units: 150 } },
    { kind: 'messy', options: { seed: 22, units: 400, messy: usualMess } },
  ])('$kind ones raise exactly the issues that the manifest names', ({ options }) => {
    for (const unit of simulateUnits(options)) {
      const examined = teacherFile(examine(workbookOf(unit), contextOf(unit)));
      expect({ unit: unit.code, issues: countsByRule(examined) }).toEqual({
        unit: unit.code,
        issues: unit.expected.issues,
      });
      expect(examined.rows.length).toBe(unit.expected.rows);
      const spoiled = new Set(unit.messes.map(({ index }) => index));
      expect(digestOfUnderstood(examined, spoiled)).toBe(valuesDigestOf(unit));
    }
  });

  test('compared with the registry give the counts of the manifest, and no further issue', () => {
    for (const unit of simulateUnits({ seed: 24, units: 150 })) {
      const context = contextOf(unit);
      const examined = teacherFile(examine(workbookOf(unit), context));
      const { counts, issues } = compare(examined, snapshotOf(unit), context);
      const { issues: _, ...expected } = unit.expected;
      expect(counts).toMatchObject({ ...expected, errors: 0, transferred: 0, conflicts: 0 });
      expect(issues).toEqual(examined.issues);
    }
  });

  test('hold every mess in a large enough sample', () => {
    const names = new Set(
      [...simulateUnits({ seed: 23, units: 1500, messy: usualMess })].flatMap(({ messes }) =>
        messes.map(({ name }) => name),
      ),
    );
    expect([...names].sort()).toEqual([
      'birth-date-against-id',
      'blank-phone',
      'blank-rural-flag',
      'certificate-stored-as-number',
      'gender-against-id',
      'id-in-full-width',
      'id-stored-as-number',
      'id-with-wrong-check',
      'landline',
      'month-as-number',
      'name-spread-with-spaces',
      'person-twice',
      'phone-in-groups',
      'rural-flag-as-tick',
      'subject-in-kindergarten',
      'subject-of-another-stage',
      'subtotal-row',
      'title-by-its-old-name',
    ]);
  });
});

describe('muster simulate', () => {
  const out = mkdtempSync(join(tmpdir(), 'muster-simulate-'));
  const read = (file: string): string => readFileSync(join(out, file), 'utf8');
  beforeAll(async () => {
    expect(await run(['--out', out, '--seed', '3', '--units', '40', '--messy'])).toBe(0);
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test('writes a workbook for each entry of the manifest, with the digest it names', () => {
    const { files } = JSON.parse(read('manifest.json')) as { files: { path: string; sha256: string }[] };
    expect(files.length).toBe(40);
    for (const { path, sha256 } of files) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, path)))
          .digest('hex'),
      ).toBe(sha256);
    }
  });

  test('writes what the registry holds before', () => {
    const units = [...simulateUnits({ seed: 3, units: 40, messy: usualMess })];
    const people = units.flatMap(({ registry }) => registry);
    expect(read('units.csv').trimEnd().split('\n').length).toBe(41);
    const lines = read('registry.csv').trimEnd().split('\n');
    expect(lines.length).toBe(people.length + 1);
    expect(lines[1]).toContain(`${units[0]?.code},${people[0]?.name},居民身份证,${people[0]?.id_number}`);
  });

  test.each([
    { asked: ['--messy', '1'], share: 1 },
    { asked: ['--messy=0'], share: 0 },
  ])('makes a mess of the share of files that $asked asks for', async ({ asked, share }) => {
    expect(await run(['--out', out, '--units', '30', ...asked])).toBe(0);
    const { files } = JSON.parse(read('manifest.json')) as { files: { rows: number; messes: unknown[] }[] };
    const spoiled = files.filter(({ messes }) => messes.length > 0);
    // A file may be tried in vain where nothing fits its rows.
    expect(spoiled.length).toBeGreaterThanOrEqual(Math.floor(share * 28));
    expect(spoiled.length).toBeLessThanOrEqual(share * 30);
  });

  test('refuses a number of units that is none, and says so', async () => {
    expect(await run(['--out', out, '--units', 'many'])).toBe(2);
    expect(await run(['--units', '3'])).toBe(2);
    expect(await run(['--out', out, '--messy', '2'])).toBe(2);
    expect(await run(['--out', out, '--colour'])).toBe(2);
  });
});
