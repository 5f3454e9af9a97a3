/** A made-up city's roster, row by row: every row another person, in the order of the registry. */

import type { TeacherRosterRow } from '../../pipeline/write/teacher-roster.ts';
import { areaBlocks, teacherOf } from '../../samples/people.ts';
import { randomFrom } from '../../samples/random.ts';
import { masked } from '../../schemas/mask.ts';
import { personalFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { type Stage, stages } from '../../schemas/subject.ts';

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

/** `count` rows, spread over the four stages. */
export async function* rosterRows(count: number): AsyncGenerator<TeacherRosterRow> {
  const perStage = Math.ceil(count / stages.length);
  let left = count;
  for (const { value: stage } of stages) {
    const people = peopleOf(stage);
    for (let n = 0; n < perStage && left > 0; n++, left--) {
      const record = people[n % PEOPLE];
      if (record === undefined) return;
      const school = Math.floor(n / TEACHERS_OF_SCHOOL);
      const county = Math.floor((n * COUNTIES) / perStage);
      yield {
        ...{
          stage,
          city: '济南市',
          county: `第${county + 1}区`,
          school_code: String(2_137_000_000 + school),
        },
        ...{ school_name: `第${county + 1}区第${school + 1}学校`, record, changed_at, place: school },
      };
    }
  }
}
