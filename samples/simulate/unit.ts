/** One unit of a simulated province with its people: what the registry holds, what the file says, what must come of it. */
import type { TeacherRecord, TeacherRow } from '../../schemas/sheets/teacher.ts';
import type { Stage } from '../../schemas/subject.ts';
import type { PostType } from '../../schemas/teacher-choices.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { correctionOf } from '../corrections.ts';
import { areaBlocks, type Post, teacherOf } from '../people.ts';
import { mixed, type Random, randomFrom } from '../random.ts';
import type { WrittenCell } from '../spreadsheet/sheet.ts';
import { type FileStyle, fileStyleOf } from './file-style.ts';
import { type IssueCounts, type MadeMess, messedUp } from './messing.ts';
import type { Outcome, SimulatedRow } from './row.ts';
import { defaultSeed, planUnits, type SimulateOptions, type UnitPlan } from './unit-plan.ts';

/** Shares in per cent. */
const outcomeWeights: readonly (readonly [Outcome, number])[] = [
  ['verified', 90],
  ['changed', 6],
  ['added', 2],
  ['missing', 1],
  ['departed', 1],
];

export interface SimulatedUnit extends UnitPlan {
  /** Teachers in service here before the upload. */
  readonly registry: readonly TeacherRecord[];
  readonly rows: readonly SimulatedRow[];
  readonly style: FileStyle;
  /** Rows below the data that are no teachers. */
  readonly footer: readonly (readonly WrittenCell[])[];
  /** What was done to the file on purpose; nothing unless asked for. */
  readonly messes: readonly MadeMess[];
  readonly expected: Expected;
}

/** What a check of the file and a comparison with the registry must yield. */
export interface Expected {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly verified: number;
  readonly missing: number;
  readonly departed: number;
  /** How many issues of each rule; a rule that is not named must not fire. */
  readonly issues: IssueCounts;
}

interface Person {
  readonly outcome: Outcome;
  /** What the registry holds, and what the file says unless the person is missing from it. */
  readonly before: TeacherRecord;
  readonly after: TeacherRecord;
}

function postTypeAt(plan: UnitPlan, index: number): PostType {
  if (plan.kind === 'research_institute') return '教研';
  if (plan.kind === 'training_institute') return '培训教师';
  return index === 0 ? '校（园）长' : '专任教师';
}

const institutionStages: readonly Stage[] = ['小学', '初中', '高中'];

const stagesOf = (plan: UnitPlan): Stage[] =>
  plan.teachers.flatMap((count, place) =>
    Array.from(
      { length: count },
      (_, index) => plan.stages[place] ?? institutionStages[index % institutionStages.length] ?? '小学',
    ),
  );

function personAt(random: Random, plan: UnitPlan, index: number, stage: Stage): Person {
  const isRural = plan.urban_rural_class !== null && nationalReading.includes(plan.urban_rural_class);
  const person = { n: plan.first_person + index, block: areaBlocks.simulated };
  const post: Post = { ...person, post_type: postTypeAt(plan, index), stage, is_rural: isRural };
  const before = teacherOf(random, post);
  const drawn = random.weighted(outcomeWeights);
  // Whoever is first heads the unit and is never left out: a file without anybody is refused.
  const outcome = index === 0 && drawn === 'missing' ? 'verified' : drawn;
  if (outcome === 'changed') {
    return { outcome, before, after: { ...before, ...correctionOf(random, before, person) } };
  }
  return { outcome, before, after: outcome === 'departed' ? { ...before, status: '离职' } : before };
}

const actionOf = { verified: '核实无误', changed: '修正', added: '新增', departed: '离职' } as const;

const untouched = {};

function rowOf({ outcome, after }: Person): SimulatedRow[] {
  if (outcome === 'missing') return [];
  return [{ outcome, record: after, action: actionOf[outcome], cells: untouched }];
}

function peopled(plan: UnitPlan, seed: number, messyShare: number): SimulatedUnit {
  const random = randomFrom(mixed(seed, plan.index, 2));
  const people = stagesOf(plan).map((stage, index) => personAt(random, plan, index, stage));
  const clean = people.flatMap(rowOf);
  const style = fileStyleOf(randomFrom(mixed(seed, plan.index, 3)));
  const { rows, footer, messes, issues } = messedUp(
    randomFrom(mixed(seed, plan.index, 4)),
    clean,
    messyShare,
  );
  const count = (outcome: Outcome): number => people.filter((person) => person.outcome === outcome).length;
  return {
    ...plan,
    registry: people.filter(({ outcome }) => outcome !== 'added').map(({ before }) => before),
    rows,
    footer,
    style,
    messes,
    expected: {
      rows: rows.length,
      added: count('added'),
      changed: count('changed'),
      verified: count('verified'),
      missing: count('missing'),
      departed: count('departed'),
      issues: style.titleRows > 0 ? { ...issues, 'header-below-title': 1 } : issues,
    },
  };
}

/** A row of a unit's file as the check must understand it when nothing is wrong with its cells. */
export const valuesOf = (unit: SimulatedUnit, { record, action }: SimulatedRow): TeacherRow => ({
  ...record,
  school_code: unit.official_code,
  school_name: unit.name,
  action,
});

/**
 * Yields the units of a province with their people, one at a time, so that memory stays bounded whatever their number.
 * The same options give the same units.
 */
export function* simulateUnits(options: SimulateOptions = {}): Generator<SimulatedUnit> {
  for (const plan of planUnits(options)) {
    yield peopled(plan, options.seed ?? defaultSeed, options.messy ?? 0);
  }
}
