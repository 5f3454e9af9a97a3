/** A made-up city's roster, row by row: every row another person, in the order of the registry. */

import type { EnrolmentRosterRow } from '../../pipeline/write/enrolment-roster.ts';
import type { TeacherRosterRow } from '../../pipeline/write/teacher-roster.ts';
import { areaBlocks, teacherOf } from '../../samples/people.ts';
import { randomFrom } from '../../samples/random.ts';
import { masked } from '../../schemas/mask.ts';
import { personalFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { type Stage, stages } from '../../schemas/subject.ts';

/** What either roster is written from. */
export type BenchRow = TeacherRosterRow & EnrolmentRosterRow;

/** People made beforehand, so that what is measured is the writing. */
const PEOPLE = 5_000;
const COUNTIES = 12;
const TEACHERS_OF_SCHOOL = 30;

const made = new Map<Stage, readonly TeacherRecord[]>();

function peopleOf(stage: Stage): readonly TeacherRecord[] {
  const people = made.get(stage) ?? madeUp(stage);
  made.set(stage, people);
  return people;
}

function madeUp(stage: Stage): TeacherRecord[] {
  const random = randomFrom(stages.findIndex(({ value }) => value === stage) + 1);
  return Array.from({ length: PEOPLE }, (_, n) => {
    const post = {
      n,
      block: areaBlocks.simulated,
      post_type: '专任教师',
      stage,
      is_rural: n % 3 === 0,
    } as const;
    const record = teacherOf(random, post);
    const hidden = personalFields.map((field) => [field, masked(field, record[field])] as const);
    return { ...record, ...Object.fromEntries(hidden) };
  });
}

const changed_at = new Date('2026-07-20T11:30:00Z');

/** As many as a cursor of the registry gives at once. */
const BLOCK = 1_000;

/** `count` rows, spread over the four stages. */
export async function* rosterBlocks(count: number): AsyncGenerator<readonly BenchRow[]> {
  const perStage = Math.ceil(count / stages.length);
  for (const [at, { value: stage }] of stages.entries()) {
    const own = Math.min(perStage, count - at * perStage);
    const people = peopleOf(stage);
    for (let from = 0; from < own; from += BLOCK) {
      const length = Math.min(BLOCK, own - from);
      yield Array.from({ length }, (_, n) => rowOf(stage, people, from + n, perStage));
    }
  }
}

function rowOf(stage: Stage, people: readonly TeacherRecord[], n: number, perStage: number): BenchRow {
  const record = people[n % PEOPLE] as TeacherRecord;
  const school = Math.floor(n / TEACHERS_OF_SCHOOL);
  const county = `第${Math.floor((n * COUNTIES) / perStage) + 1}区`;
  return {
    ...{ stage, city: '济南市', county, school_code: String(2_137_000_000 + school), place: school },
    ...{ school_name: `${county}第${school + 1}学校`, record, changed_at },
    ...{ subject: record.subject, project: '“互联网+教师专业发展”' },
  };
}
