/** The enrolment roster: whoever's enrolment holds in a campaign, a thousand at a time, however many they are. */
import { sql } from 'kysely';
import type { Campaign } from '../schemas/campaign.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { type Stage, type Subject, stageOrder } from '../schemas/subject.ts';
import { projectsOf, subjectsOf } from './campaigns.ts';
import { rowsOf } from './cursor.ts';
import { everybody } from './enrolment-list.ts';
import type { RosterPlace } from './rosters.ts';
import type { Scoped } from './scope.ts';
import { fromRow, plainFields } from './teacher-record.ts';
import { placesIn } from './unit-places.ts';

export interface EnrolmentRosterRow extends RosterPlace {
  /** What the teacher is enrolled in, which need not be what the record says. */
  readonly stage: Stage;
  readonly subject: Subject | null;
  readonly project: string;
  readonly record: TeacherRecord;
  /** When the enrolment or the record last changed. */
  readonly changed_at: Date;
}

interface Fetched extends RosterPlace {
  readonly unit_id: string;
  readonly e_stage: Stage;
  readonly e_subject: Subject | null;
  readonly changed_at: Date;
  readonly name: string;
  readonly sealed: Buffer;
}

const plain = sql.raw(plainFields.map((field) => `t.${field}`).join(', '));

/**
 * Enrolments in force in the part of the tree at `area`: by stage, county, school, subject in the campaign's order, and name.
 * One that was released, or that no longer holds, is none.
 */
export async function* enrolmentRosterRows(
  tx: Scoped,
  campaign: Campaign,
  area = tx.scope,
): AsyncGenerator<EnrolmentRosterRow, void, undefined> {
  const projects = await projectsOf(tx, campaign.id);
  const subjects = Object.values(await subjectsOf(tx, campaign.id)).flat();
  const fetched = rowsOf<Fetched>(
    tx,
    sql`select p.city, p.county, p.school_name, p.school_code, p.place, t.*
      from (select t.id, t.unit_id, t.sealed, e.stage as e_stage, e.subject as e_subject,
          greatest(e.changed_at, t.updated_at) as changed_at, ${plain}
        ${everybody(tx, campaign)} and s.standing = 'enrolled'
          and t.unit_path >= ${area} and t.unit_path < ${`${area}~`}) t
      join ${placesIn(tx.scope)} p on p.id = t.unit_id
      order by array_position(${[...stageOrder]}::text[], t.e_stage), p.place,
        array_position(${subjects}::text[], t.e_subject), t.e_subject, t.id`,
  );
  for await (const row of namesInOrder(fetched)) {
    const { city, county, school_name, school_code, place, changed_at } = row;
    const { e_stage: stage, e_subject: subject } = row;
    yield {
      ...{ city, county, school_name, school_code, place, changed_at, stage, subject },
      ...{ project: projects[stage], record: fromRow(tx.keys, { ...row }) },
    };
  }
}

/** By the alphabet of their reading; no server has to know it. */
const byName = new Intl.Collator('zh');

const together = (one: Fetched | undefined, other: Fetched): boolean =>
  one?.unit_id === other.unit_id && one.e_stage === other.e_stage && one.e_subject === other.e_subject;

/** Sorts by name whoever a school has in one subject: few, of whatever number of rows. */
async function* namesInOrder(rows: AsyncIterable<Fetched>): AsyncGenerator<Fetched> {
  let group: Fetched[] = [];
  const sorted = () => group.sort((a, b) => byName.compare(a.name, b.name));
  for await (const row of rows) {
    if (group.length > 0 && !together(group[0], row)) {
      yield* sorted();
      group = [];
    }
    group.push(row);
  }
  yield* sorted();
}
