/** Sorts enrolled teachers into stage-subject cells and these into schools, the same whatever order they come in. */
import type { Cell, EnrolledTeacher } from '../../schemas/staffing.ts';
import { stages, subjectsOfStage } from '../../schemas/subject.ts';

/** Orders ids the same everywhere; `localeCompare` would ask the machine. */
export const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** 小学-语文, or 幼儿园. */
export const cellKey = ({ stage, subject }: Cell): string =>
  subject === null ? stage : `${stage}-${subject}`;

/** The 43 cells in the order of DOMAIN §2. */
export const allCells: readonly Cell[] = stages.flatMap(({ value: stage }): Cell[] =>
  subjectsOfStage[stage].length === 0
    ? [{ stage, subject: null }]
    : subjectsOfStage[stage].map((subject) => ({ stage, subject })),
);

const places = new Map(allCells.map((cell, place) => [cellKey(cell), place]));

/** One unit's teachers of one cell. */
export interface School {
  readonly unit_id: string;
  readonly county_id: string;
  /** In the order of their ids. */
  readonly teacher_ids: readonly string[];
}

/** The schools of teachers of one cell, by county and unit. */
export function schoolsOf(teachers: readonly EnrolledTeacher[]): School[] {
  const schools = new Map<string, { unit_id: string; county_id: string; teacher_ids: string[] }>();
  for (const { teacher_id, unit_id, county_id } of teachers) {
    const key = `${county_id}\u0000${unit_id}`;
    const school = schools.get(key);
    if (school === undefined) schools.set(key, { unit_id, county_id, teacher_ids: [teacher_id] });
    else school.teacher_ids.push(teacher_id);
  }
  for (const { teacher_ids } of schools.values()) teacher_ids.sort(byId);
  return [...schools.values()].sort((a, b) => byId(a.county_id, b.county_id) || byId(a.unit_id, b.unit_id));
}

/**
 * The teachers of each cell, in the order of DOMAIN §2 and behind it whatever cells a campaign added; those without anybody are
 * left out.
 * @throws RangeError when a teacher is enrolled twice
 */
export function teachersByCell(
  enrolled: readonly EnrolledTeacher[],
): (readonly [Cell, readonly EnrolledTeacher[]])[] {
  const seen = new Set<string>();
  const cells = new Map<string, { cell: Cell; teachers: EnrolledTeacher[] }>();
  for (const teacher of enrolled) {
    const { teacher_id, stage, subject } = teacher;
    if (seen.has(teacher_id)) throw new RangeError(`teacher ${teacher_id} is enrolled twice`);
    seen.add(teacher_id);
    const key = cellKey(teacher);
    const found = cells.get(key);
    if (found === undefined) cells.set(key, { cell: { stage, subject }, teachers: [teacher] });
    else found.teachers.push(teacher);
  }
  const place = (key: string): number => places.get(key) ?? allCells.length;
  return [...cells]
    .sort(([a], [b]) => place(a) - place(b) || byId(a, b))
    .map(([, { cell, teachers }]) => [cell, teachers] as const);
}
