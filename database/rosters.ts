/** Rosters: everybody in service within a scope, a thousand at a time, however many they are. */
import { sql } from 'kysely';
import type { Moment } from '../schemas/moment.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { type Stage, stageOrder } from '../schemas/subject.ts';
import { blocksOf } from './cursor.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import { fromRow, plainFields } from './teacher-record.ts';
import { placesIn } from './unit-places.ts';

/** Where somebody of a roster works. */
export interface RosterPlace {
  readonly city: string;
  /** `directPlace` for the schools of a city or the province itself. */
  readonly county: string;
  readonly school_code: string | null;
  readonly school_name: string;
  /** Where the school stands among those of the scope. */
  readonly place: number;
}

export interface RosterRow extends RosterPlace {
  readonly stage: Stage;
  readonly record: TeacherRecord;
  /** When the registry last learned something of her. */
  readonly changed_at: Date;
}

interface Fetched extends RosterPlace {
  readonly changed_at: Date;
  readonly sealed: Buffer;
}

/** Whose roster, and as of when; everybody in scope, now, unless said. */
export interface RosterWish {
  /** Unit path within scope. */
  readonly area?: string;
  readonly moment?: Moment | undefined;
}

const plain = sql.raw(plainFields.map((field) => `t.${field}`).join(', '));
const inServiceNow = (area: string) => sql`
  select t.id, t.unit_id, t.sealed, t.updated_at as changed_at, ${plain} from teachers t
  where t.status = '在职' and t.unit_path >= ${area} and t.unit_path < ${`${area}~`}`;
/** A version's record is sealed as a whole. */
const inServiceAt = (area: string, { until }: Moment) => sql`
  select r.teacher_id as id, r.unit_id, r.sealed, r.made_at as changed_at, r.stage from roster_as_of(${area}, ${until}) p
  join teacher_revisions r on r.teacher_id = p.teacher_id and r.version = p.version`;

/** Teachers in service in the order of stage, county and school, opened as they are read ({@link blocksOf}). */
export async function* rosterBlocks(
  tx: Scoped,
  { area = tx.scope, moment }: RosterWish = {},
): AsyncGenerator<readonly RosterRow[], void, undefined> {
  const blocks = blocksOf<Fetched>(
    tx,
    sql`select p.city, p.county, p.school_name, p.school_code, p.place, t.*
      from (${moment === undefined ? inServiceNow(area) : inServiceAt(area, moment)}) t
      join ${placesIn(tx.scope)} p on p.id = t.unit_id
      order by array_position(${[...stageOrder]}::text[], t.stage), p.place, t.id`,
  );
  const recordOf = (row: Fetched): TeacherRecord =>
    moment === undefined ? fromRow(tx.keys, { ...row }) : open<TeacherRecord>(tx.keys, 'teacher', row.sealed);
  for await (const block of blocks) yield block.map((row) => toRosterRow(row, recordOf(row)));
}

function toRosterRow(where: Fetched, record: TeacherRecord): RosterRow {
  const { stage } = record;
  // Every check demands a stage; a person without one must not go missing from the roster unnoticed.
  if (stage === null) throw new Error(`somebody at ${where.school_code} is in service without a stage`);
  const { city, county, school_name, school_code, place, changed_at } = where;
  return { ...{ city, county, school_name, school_code, place, changed_at }, stage, record };
}
