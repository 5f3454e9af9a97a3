/** Rosters: everybody in service within a scope, a thousand at a time, however many they are. */
import { sql } from 'kysely';
import type { Moment } from '../schemas/moment.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { type Stage, stages } from '../schemas/subject.ts';
import type { Scoped } from './scope.ts';
import { open } from './seal.ts';
import { fromRow, plainFields } from './teacher-record.ts';
import { cityName, countyName } from './units.ts';

export interface RosterRow {
  readonly stage: Stage;
  /** Empty where the city lies outside the reader's scope. */
  readonly city: string;
  /** `directPlace` for the schools of a city or the province itself; empty where it lies outside the reader's scope. */
  readonly county: string;
  readonly school_code: string | null;
  readonly school_name: string;
  readonly record: TeacherRecord;
}

interface Fetched {
  readonly city: string | null;
  readonly county: string | null;
  readonly school_name: string;
  readonly school_code: string | null;
  readonly sealed: Buffer;
}

const batch = 1000;
const stageOrder = stages.map(({ value }) => value);

/** Whose roster, and as of when; everybody in scope, now, unless said. */
export interface RosterWish {
  /** Unit path within scope. */
  readonly area?: string;
  readonly moment?: Moment;
}

const plain = sql.raw(plainFields.map((field) => `t.${field}`).join(', '));
const inServiceNow = (area: string) => sql`
  select t.id, t.unit_id, t.sealed, ${plain} from teachers t
  where t.status = '在职' and t.unit_path >= ${area} and t.unit_path < ${`${area}~`}`;
/** A version's record is sealed as a whole. */
const inServiceAt = (area: string, { until }: Moment) => sql`
  select r.teacher_id as id, r.unit_id, r.sealed, r.stage from roster_as_of(${area}, ${until}) p
  join teacher_revisions r on r.teacher_id = p.teacher_id and r.version = p.version`;

/**
 * Teachers in service in the order of stage, county and school, opened as they are read. A cursor of the server holds
 * the place, so memory does not grow with the province; it lives as long as the transaction of `tx`.
 */
export async function* rosterRows(
  tx: Scoped,
  { area = tx.scope, moment }: RosterWish = {},
): AsyncGenerator<RosterRow, void, undefined> {
  await sql`declare roster no scroll cursor for
    select ${cityName} as city, ${countyName} as county, u.name as school_name, u.code as school_code, t.*
    from (${moment === undefined ? inServiceNow(area) : inServiceAt(area, moment)}) t
    join units u on u.id = t.unit_id
    left join units p on p.id = u.parent_id
    left join units g on g.id = p.parent_id
    order by array_position(${stageOrder}::text[], t.stage), coalesce(p.code, left(g.code, 4) || '~'), p.id, u.code, u.id, t.id`.execute(
    tx.sql,
  );
  const recordOf = (row: Fetched): TeacherRecord =>
    moment === undefined ? fromRow(tx.keys, { ...row }) : open<TeacherRecord>(tx.keys, 'teacher', row.sealed);
  try {
    for (;;) {
      const { rows } = await sql<Fetched>`fetch ${sql.lit(batch)} from roster`.execute(tx.sql);
      for (const row of rows) yield toRosterRow(row, recordOf(row));
      if (rows.length < batch) return;
    }
  } finally {
    // A reader that goes away early leaves the transaction usable.
    await sql`close roster`.execute(tx.sql).catch(() => undefined);
  }
}

function toRosterRow({ city, county, school_name, school_code }: Fetched, record: TeacherRecord): RosterRow {
  const { stage } = record;
  // Every check demands a stage; a person without one must not go missing from the roster unnoticed.
  if (stage === null) throw new Error(`somebody at ${school_code} is in service without a stage`);
  return { stage, record, school_name, school_code, city: city ?? '', county: county ?? '' };
}
