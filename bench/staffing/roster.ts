/** Enrolled teachers of a made-up city or province, without names: sizes of DOMAIN §8, subjects as schools teach them. */

import { cellKey, schoolsOf, teachersByCell } from '../../pipeline/staffing/cells.ts';
import { type Random, randomFrom } from '../../samples/random.ts';
import { type Shape, shapeOf } from '../../samples/simulate/size.ts';
import { planUnits } from '../../samples/simulate/unit-plan.ts';
import type { CellRoster } from '../../schemas/planner.ts';
import type { EnrolledTeacher } from '../../schemas/staffing.ts';
import { type Stage, type Subject, stages, subjectsOfStage } from '../../schemas/subject.ts';

/** The first three subjects of a stage have several teachers for each one of the others. */
const subjectOdds = Object.fromEntries(
  stages.map(({ value }) => [
    value,
    subjectsOfStage[value].map((subject, at) => [subject, at < 3 ? 6 : 1] as const),
  ]),
) as unknown as Record<Stage, readonly (readonly [Subject, number])[]>;

const stageValues = stages.map(({ value }) => value);

interface Unit extends Pick<Shape, 'stages' | 'teachers'> {
  readonly unit_id: string;
  readonly county_id: string;
}

/** Ids one after another. */
function numbering(): () => string {
  let last = 1_000_000;
  return () => {
    last += 1;
    return String(last);
  };
}

function* teachersOf(random: Random, unit: Unit, nextId: () => string): Generator<EnrolledTeacher> {
  for (const [at, count] of unit.teachers.entries()) {
    for (let each = 0; each < count; each += 1) {
      // Institutions have people of any stage.
      const stage = unit.stages[at] ?? random.pick(stageValues);
      const subject = stage === '幼儿园' ? null : random.weighted(subjectOdds[stage]);
      yield { teacher_id: nextId(), unit_id: unit.unit_id, county_id: unit.county_id, stage, subject };
    }
  }
}

/** A city with so many units in counties of different size; their sizes are scaled so that about `teachers` are enrolled. */
export function cityRoster({
  seed = 1,
  teachers = 130_000,
  units = 3_000,
  counties = 12,
}): EnrolledTeacher[] {
  const random = randomFrom(seed);
  const weights = Array.from({ length: counties }, (_, at) => [`C${100 + at}`, 0.5 + random.next()] as const);
  const shapes = Array.from({ length: units }, (_, at) => ({
    ...shapeOf(random),
    unit_id: `U${10_000 + at}`,
    county_id: random.weighted(weights),
  }));
  const drawn = shapes.flatMap((shape) => shape.teachers).reduce((sum, count) => sum + count, 0);
  const scale = teachers / drawn;
  const nextId = numbering();
  return shapes.flatMap((shape) => {
    const scaled = shape.teachers.map((count) => Math.max(1, Math.round(count * scale)));
    return [...teachersOf(random, { ...shape, teachers: scaled }, nextId)];
  });
}

/** The cities of a simulated province, by the weights of DOMAIN §8 with their real counties; about 1.2 million teachers. */
export function provinceRosters(seed = 1): Map<string, EnrolledTeacher[]> {
  const random = randomFrom(seed);
  const cities = new Map<string, EnrolledTeacher[]>();
  const nextId = numbering();
  for (const { index, stages: own, teachers, city, county } of planUnits({ seed })) {
    const unit = {
      unit_id: String(index),
      county_id: county?.code ?? city.code,
      stages: own,
      teachers,
    };
    const roster = cities.get(city.code);
    const enrolled = [...teachersOf(random, unit, nextId)];
    if (roster === undefined) cities.set(city.code, enrolled);
    else for (const teacher of enrolled) roster.push(teacher);
  }
  return cities;
}

/** A roster as the registry hands it over; its mark says how many there are. */
export const handedOver = (enrolled: readonly EnrolledTeacher[]): CellRoster[] =>
  teachersByCell(enrolled).map(([cell, teachers]) => ({
    ...cell,
    mark: `${cellKey(cell)} ${teachers.length}`,
    units: JSON.stringify(
      schoolsOf(teachers).map(({ unit_id, county_id, teacher_ids }) => [
        ...[unit_id, county_id, teacher_ids.join(' ')],
      ]),
    ),
  }));
