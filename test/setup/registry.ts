/** A small registry for tests: one city, two counties, three schools, an account at each, and files of their teachers. */
import { randomUUID } from 'node:crypto';
import { saveAccount } from '../../database/accounts.ts';
import type { Database } from '../../database/connect.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem, inScope, type Scoped } from '../../database/scope.ts';
import { addUnit, type NewUnit, unitById } from '../../database/units.ts';
import { receiveUpload } from '../../database/uploads.ts';
import type { Actor } from '../../schemas/actor.ts';
import {
  type TeacherField,
  type TeacherRecord,
  type TeacherRow,
  teacherFields,
  teacherSheet,
} from '../../schemas/sheets/teacher.ts';
import { tierOfKind, type UnitFacts } from '../../schemas/unit.ts';
import { teacherRow } from './people.ts';

/** A unit with the account that acts for it. The account's password is never checked: its hash is a placeholder. */
export interface Place {
  readonly unit: UnitFacts;
  readonly actor: Actor;
}

export interface SeededRegistry {
  readonly province: Place;
  readonly city: Place;
  readonly county: Place;
  readonly otherCounty: Place;
  /** 甲县实验小学, 2137000001: the school that {@link teacherRow} writes by default. */
  readonly school: Place;
  /** Another primary school of the same county. */
  readonly neighbour: Place;
  /** A primary school of the other county. */
  readonly stranger: Place;
}

const primarySchool = { kind: 'school', school_kind: '211', stages: ['小学'], sector: '公办' } as const;

/** Adds a unit with an account of its own. */
export async function addPlace(tx: Scoped, facts: NewUnit): Promise<Place> {
  const { id, path } = await addUnit(tx, facts);
  const username = `${facts.kind}-${id}`;
  const account = { username, password_hash: 'unused', unit_id: id, unit_path: path };
  const account_id = await saveAccount(tx, account);
  const unit = await unitById(tx, id);
  const actor: Actor = {
    ...{ account_id, username, tier: tierOfKind[unit.kind] },
    ...{ unit_id: id, unit_path: path, unit_name: unit.name },
  };
  return { unit, actor };
}

/** A primary school in a town, so that its teachers are not rural. */
export const addSchool = (tx: Scoped, county: Place, name: string, code: string): Promise<Place> =>
  addPlace(tx, { ...primarySchool, urban_rural_class: '111', parent_id: county.unit.id, name, code });

/** Fills an empty, migrated database with units and accounts; teachers are added by {@link enrolTeachers}. */
export const seedRegistry = (db: Database): Promise<SeededRegistry> =>
  asSystem(db, async (tx) => {
    const add = (above: Place | null, kind: NewUnit['kind'], name: string, code: string) =>
      addPlace(tx, { parent_id: above?.unit.id ?? null, kind, name, code });
    const province = await add(null, 'province', '山东省', '370000');
    const city = await add(province, 'city', '甲市', '379900');
    const county = await add(city, 'county', '甲县', '379901');
    const otherCounty = await add(city, 'county', '乙县', '379902');
    const school = await addSchool(tx, county, '甲县实验小学', '2137000001');
    const neighbour = await addSchool(tx, county, '甲县第二小学', '2137000002');
    const stranger = await addSchool(tx, otherCounty, '乙县实验小学', '2137000003');
    return { province, city, county, otherCounty, school, neighbour, stranger };
  });

/** Puts teachers into the registry, each with its first revision. Answers their ids. */
export const enrolTeachers = (
  db: Database,
  place: Place,
  records: readonly TeacherRecord[],
): Promise<string[]> =>
  asSystem(db, (tx) => registerTeachers(tx, { unit_id: place.unit.id, unit_path: place.unit.path }, records));

const shown = (value: string | boolean | null): string => {
  if (value === null) return '';
  return typeof value === 'boolean' ? (value ? '是' : '否') : value;
};

/** A teacher file as UTF-8 CSV: a header row, then one line per row; nothing needs quoting. */
export function csvOf(rows: readonly TeacherRow[], fields: readonly TeacherField[] = teacherFields): Buffer {
  const header = fields.map((field) => teacherSheet.columns[field].label.zh);
  const lines = rows.map((row) => fields.map((field) => shown(row[field])).join(','));
  return Buffer.from(`\uFEFF${[header.join(','), ...lines].join('\r\n')}\r\n`);
}

/** Rows `from` to `from + count - 1` of {@link teacherRow} at a school. */
export const rowsAt = (place: Place, from: number, count: number): TeacherRow[] =>
  Array.from({ length: count }, (_, index) =>
    teacherRow(from + index, {}, { school_code: place.unit.code, school_name: place.unit.name }),
  );

/** Sends a file in as the place's own account, as a page would. Answers the upload's id. */
export async function sendIn(
  db: Database,
  place: Place,
  bytes: Buffer,
  file_name = `${randomUUID()}.csv`,
): Promise<string> {
  const { upload } = await inScope(db, place.actor.unit_path, (tx) =>
    receiveUpload(tx, place.actor, { unit: place.unit, template: 'teacher', file_name, bytes }),
  );
  return upload.id;
}
