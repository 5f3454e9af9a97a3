/** Rosters: everybody in service within a scope, a thousand at a time, however many they are. */
import { sql } from 'kysely';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { stages } from '../schemas/subject.ts';
import type { UnitKind } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';
import { fromRow, plainFields } from './teacher-record.ts';

export interface RosterRow {
  /** Null where the city lies outside the reader's scope. */
  readonly city: string | null;
  /** Null for a city's own schools. */
  readonly county: string | null;
  readonly unit_name: string;
  readonly unit_code: string | null;
  readonly record: TeacherRecord;
}

interface Fetched {
  readonly parent_kind: UnitKind | null;
  readonly parent_name: string | null;
  readonly above_name: string | null;
  readonly unit_name: string;
  readonly unit_code: string | null;
  readonly sealed: Buffer;
}

const batch = 1000;
const stageOrder = stages.map(({ value }) => value);

/**
 * Teachers in service in the order of stage, county and school, opened as they are read. A cursor of the server holds
 * the place, so memory does not grow with the province; it lives as long as the transaction of `tx`.
 */
export async function* rosterRows(tx: Scoped): AsyncGenerator<RosterRow, void, undefined> {
  await sql`declare roster no scroll cursor for
    select p.kind as parent_kind, p.name as parent_name, g.name as above_name, u.name as unit_name, u.code as unit_code,
      t.sealed, ${sql.raw(plainFields.map((field) => `t.${field}`).join(', '))}
    from teachers t
    join units u on u.id = t.unit_id
    left join units p on p.id = u.parent_id
    left join units g on g.id = p.parent_id
    where t.status = '在职' and t.unit_path >= ${tx.scope} and t.unit_path < ${`${tx.scope}~`}
    order by array_position(${stageOrder}::text[], t.stage), coalesce(p.code, g.code || '~'), p.id, u.code, u.id, t.id`.execute(
    tx.sql,
  );
  try {
    for (;;) {
      const { rows } = await sql<Fetched>`fetch ${sql.lit(batch)} from roster`.execute(tx.sql);
      for (const row of rows) yield toRosterRow(tx, row);
      if (rows.length < batch) return;
    }
  } finally {
    // A reader that goes away early leaves the transaction usable.
    await sql`close roster`.execute(tx.sql).catch(() => undefined);
  }
}

const toRosterRow = (tx: Scoped, row: Fetched): RosterRow => ({
  ...placeOf(row),
  unit_name: row.unit_name,
  unit_code: row.unit_code,
  record: fromRow(tx.keys, row as Fetched & Parameters<typeof fromRow>[1]),
});

const placeOf = ({ parent_kind, parent_name, above_name }: Fetched): Pick<RosterRow, 'city' | 'county'> =>
  parent_kind === 'city' ? { city: parent_name, county: null } : { city: above_name, county: parent_name };
