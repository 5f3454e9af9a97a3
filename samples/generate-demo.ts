/** Writes samples/demo/*.csv; run again, it writes the same bytes. `node --import tsx samples/generate-demo.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { recordFields, type TeacherRecord } from '../schemas/sheets/teacher.ts';
import type { Stage } from '../schemas/subject.ts';
import type { PostType } from '../schemas/teacher-choices.ts';
import { nationalReading, tierOfKind } from '../schemas/unit.ts';
import { readDivisions, textOf } from './demo.ts';
import { type DemoUnitPlan, demoLogins, demoPassword, demoUnits } from './demo-units.ts';
import type { NameOdds } from './names.ts';
import { areaBlocks, type Post, teacherOf } from './people.ts';
import { mixed, type Random, randomFrom } from './random.ts';

const seed = 2022;
/** More of the rare names than life has, and most in the first school, so that a visitor of the demo meets one. */
const oddsAt = (unitIndex: number): NameOdds =>
  unitIndex === 0 ? { dotted: 0.06, astral: 0.04 } : { dotted: 0.01, astral: 0.003 };
/** Room for each unit's people, so that a larger unit does not renumber the others. */
const peoplePerUnit = 200;

function postTypeAt(unit: DemoUnitPlan, index: number, size: number): PostType {
  if (unit.kind === 'research_institute') return index % 6 === 5 ? '科研' : '教研';
  if (unit.kind === 'training_institute') return '培训教师';
  if (index === 0 && size > 4) return '校（园）长';
  return index === size - 1 && size >= 20 ? '其他' : '专任教师';
}

const institutionStages: readonly Stage[] = ['小学', '初中', '高中', '小学', '初中', '幼儿园'];

/** The stage of each teacher in service of a unit. */
function stagesOf(unit: DemoUnitPlan): Stage[] {
  if (unit.kind !== 'school') {
    const [count = 0] = unit.teachers;
    return Array.from(
      { length: count },
      (_, index) => institutionStages[index % institutionStages.length] ?? '小学',
    );
  }
  return unit.stages.flatMap((stage, index) => Array<Stage>(unit.teachers[index] ?? 0).fill(stage));
}

/** Every fourth unit has someone who left and every sixth someone who retired, for the pool and the history. */
function formerTeachers(unit: DemoUnitPlan, unitIndex: number, post: Post, random: Random): TeacherRecord[] {
  const [stage] = unit.stages;
  if (stage === undefined) return [];
  const former: TeacherRecord[] = [];
  if (unitIndex % 4 === 0)
    former.push(teacherOf(random, { ...post, n: post.n + 180, stage, status: '离职' }));
  if (unitIndex % 6 === 0) {
    const born = { from: '1961-01-01', to: '1962-12-31' };
    const retired = { n: unitIndex, block: areaBlocks.retired, born, stage, status: '退休' } as const;
    former.push(teacherOf(random, { ...post, ...retired }));
  }
  return former;
}

function teachersOf(unit: DemoUnitPlan, unitIndex: number): TeacherRecord[] {
  const random = randomFrom(mixed(seed, unitIndex));
  const is_rural = unit.urban_rural_class !== null && nationalReading.includes(unit.urban_rural_class);
  const atUnit = stagesOf(unit);
  const common = {
    block: areaBlocks.demo,
    is_rural,
    odds: oddsAt(unitIndex),
    post_type: '专任教师' as const,
  };
  const inService = atUnit.map((stage, index) =>
    teacherOf(random, {
      ...common,
      n: unitIndex * peoplePerUnit + index,
      stage,
      post_type: postTypeAt(unit, index, atUnit.length),
    }),
  );
  const first = { ...common, n: unitIndex * peoplePerUnit, stage: '小学' as const };
  return [...inService, ...formerTeachers(unit, unitIndex, first, random)];
}

const csv = (fields: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${Papa.unparse({ fields: [...fields], data: rows.map((row) => [...row]) }, { newline: '\n' })}\n`;

function unitsCsv(): string {
  const rows = demoUnits.map((unit) => [
    unit.code,
    unit.parent_code,
    unit.kind,
    unit.name,
    unit.school_kind ?? '',
    unit.stages.join(';'),
    unit.sector ?? '',
    unit.urban_rural_class ?? '',
    unit.licence_no ?? '',
    unit.township ?? '',
  ]);
  const place = ['code', 'parent_code', 'kind', 'name', 'school_kind', 'stages'];
  return csv([...place, 'sector', 'urban_rural_class', 'licence_no', 'township'], rows);
}

function teachersCsv(): string {
  const rows = demoUnits.flatMap((unit, unitIndex) =>
    teachersOf(unit, unitIndex).map((record) => [
      unit.code,
      ...recordFields.map((field) => textOf(record[field])),
    ]),
  );
  return csv(['unit_code', ...recordFields], rows);
}

function accountsCsv(): string {
  const units = new Map([...readDivisions(), ...demoUnits].map((unit) => [unit.code, unit]));
  const rows = demoLogins.map(([username, code]) => {
    const unit = units.get(code);
    if (unit === undefined) throw new Error(`login ${username} names an unknown unit ${code}`);
    return [username, demoPassword, tierOfKind[unit.kind], code, unit.name];
  });
  return csv(['username', 'password', 'tier', 'unit_code', 'unit_name'], rows);
}

/** The three generated files by name. Pure but for reading the committed divisions. */
export const demoFiles = (): Readonly<Record<string, string>> => ({
  'units.csv': unitsCsv(),
  'teachers.csv': teachersCsv(),
  'accounts.csv': accountsCsv(),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(demoFiles())) {
    writeFileSync(new URL(`./demo/${file}`, import.meta.url), text);
  }
}
