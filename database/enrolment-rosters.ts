/** The enrolment roster: whoever's enrolment holds in a campaign, in blocks of a thousand, however many they are. */
import { sql } from 'kysely';
import type { Campaign } from '../schemas/campaign.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { type Stage, type Subject, stageOrder } from '../schemas/subject.ts';
import { projectsOf, subjectsOf } from './campaigns.ts';
import { blocksOf } from './cursor.ts';
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
export async function* enrolmentRosterBlocks(
  tx: Scoped,
  campaign: Campaign,
  area = tx.scope,
): AsyncGenerator<readonly EnrolmentRosterRow[], void, undefined> {
  const projects = await projectsOf(tx, campaign.id);
  const subjects = Object.values(await subjectsOf(tx, campaign.id)).flat();
  const fetched = blocksOf<Fetched>(
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
  const toRow = (row: Fetched): EnrolmentRosterRow => {
    const { city, county, school_name, school_code, place, changed_at } = row;
    const { e_stage: stage, e_subject: subject } = row;
    return {
      ...{ city, county, school_name, school_code, place, changed_at, stage, subject },
      ...{ project: projects[stage], record: fromRow(tx.keys, { ...row }) },
    };
  };
  for await (const block of namesInOrder(fetched)) yield block.map(toRow);
}

/** By the alphabet of their reading; no server has to know it. */
const byName = new Intl.Collator('zh');

const together = (one: Fetched | undefined, other: Fetched | undefined): boolean =>
  one?.unit_id === other?.unit_id && one?.e_stage === other?.e_stage && one?.e_subject === other?.e_subject;

/** Sorts by name whoever a school has in one subject: few, of whatever number of rows. */
async function* namesInOrder(blocks: AsyncIterable<readonly Fetched[]>): AsyncGenerator<readonly Fetched[]> {
  // The last of a block may go on in the next.
  let left: readonly Fetched[] = [];
  for await (const block of blocks) {
    const rows = [...left, ...block];
    const whole = rows.findLastIndex((row) => !together(row, rows.at(-1))) + 1;
    left = rows.slice(whole);
    yield sorted(rows.slice(0, whole));
  }
  yield sorted(left);
}

function sorted(rows: readonly Fetched[]): Fetched[] {
  const inOrder: Fetched[] = [];
  for (let from = 0, to = 1; from < rows.length; to++) {
    if (to < rows.length && together(rows[from], rows[to])) continue;
    inOrder.push(...rows.slice(from, to).sort((a, b) => byName.compare(a.name, b.name)));
    from = to;
  }
  return inOrder;
}
