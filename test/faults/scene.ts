/** One round's part of the province: two counties nobody else uses, their schools with teachers, and everybody who acts there. */
import { randomBytes } from 'node:crypto';
import { saveAccount } from '../../database/accounts.ts';
import { setOpenings } from '../../database/openings.ts';
import { asSystem, inScope, type Scoped } from '../../database/scope.ts';
import { addToken } from '../../database/tokens.ts';
import { areaBlocks, teacherOf } from '../../samples/people.ts';
import { randomFrom } from '../../samples/random.ts';
import type { Actor } from '../../schemas/actor.ts';
import type { TeacherRecord, TeacherRow } from '../../schemas/sheets/teacher.ts';
import { addPlace, addSchool, csvOf, enrolTeachers, type Place } from '../setup/registry.ts';
import type { Ground } from './ground.ts';
import { type Ledger, Person } from './person.ts';

/** Stands in every name of the load and nowhere else, so that it can be looked for. */
export const mark = '龘';

export interface School {
  readonly person: Person;
  readonly place: Place;
  /** Who is in the registry from the start, with ids. */
  readonly known: readonly { readonly id: string; readonly record: TeacherRecord }[];
}

export interface County {
  readonly place: Place;
  /** Two of the same office. */
  readonly reviewers: readonly [Person, Person];
  readonly schools: readonly School[];
}

export interface Scene {
  readonly ground: Ground;
  readonly county: County;
  readonly other: County;
  /** Of the other county: one that does nothing until all faults are over, and some that faults may use. */
  readonly last: School;
  readonly spare: School[];
  readonly ledger: Ledger;
  /** Ids of uploads that somebody holds a receipt for. */
  readonly receipts: Set<string>;
  /** Of the uploads that were there before the round: the highest id. */
  readonly since: string;
}

/** A fault uses two of them at most, and four may strike in one round. */
const mostSpare = 8;

/** A school of the other county that nobody else uses. */
export function spareOf({ spare }: Scene): School {
  const school = spare.shift();
  if (school === undefined) throw new Error('no school is to spare');
  return school;
}

const stage = '小学';
const perSchool = 4;

/** A primary teacher nobody else is. */
export function somebody(ground: Ground): TeacherRecord & { readonly name: string } {
  const n = ground.next();
  const post = { post_type: '专任教师', stage, is_rural: false, subject: '语文' } as const;
  return { ...teacherOf(randomFrom(n), { n, block: areaBlocks.simulated, ...post }), name: `${mark}试${n}` };
}

/** The file of a school: its teachers, of whom the first has another title, and `added` new ones. */
export function rosterOf({ known, place }: School, added: readonly TeacherRecord[]): TeacherRow[] {
  const school = { school_code: place.unit.code, school_name: place.unit.name };
  const rows: TeacherRow[] = known.map(({ record }, index) =>
    index === 0
      ? { ...record, ...school, title: record.title === '高级' ? '一级' : '高级', action: '修正' }
      : { ...record, ...school, action: '核实无误' },
  );
  return [...rows, ...added.map((record): TeacherRow => ({ ...record, ...school, action: null }))];
}

export const bytesOf = (rows: readonly TeacherRow[]): Uint8Array<ArrayBuffer> => Uint8Array.from(csvOf(rows));

export async function openScene(ground: Ground, schools: number): Promise<Scene> {
  const { db, registry, campaign } = ground;
  const ledger: Ledger = new Map();
  const since = await asSystem(db, async (tx) => {
    const { newest } = await tx.sql
      .selectFrom('uploads')
      .select((eb) => eb.fn.max('id').as('newest'))
      .executeTakeFirstOrThrow();
    return newest ?? '0';
  });
  const open = (count: number): Promise<County> => openCounty(ground, ledger, count);
  const county = await open(schools);
  const other = await open(3 + mostSpare);
  const [last, ...spare] = other.schools.slice(2);
  if (last === undefined) throw new Error('nobody is left for afterwards');
  const scene = { ground, county, other, last, spare, ledger, receipts: new Set<string>(), since };
  const { actor } = registry.city;
  const areas = [scene.county.place, scene.other.place];
  await inScope(db, actor.unit_path, (tx) =>
    setOpenings(
      ...([tx, actor, campaign] as const),
      { units: areas.map(({ unit }) => unit.id), stages: 'all', open: true },
      new Date(),
    ),
  );
  for (const { actor: county } of areas) {
    await inScope(db, county.unit_path, (tx) =>
      setOpenings(tx, county, campaign, { units: 'all', stages: 'all', open: true }, new Date()),
    );
  }
  return scene;
}

async function openCounty(ground: Ground, ledger: Ledger, count: number): Promise<County> {
  const { db, registry, url } = ground;
  const { place, reviewers, people } = await asSystem(db, async (tx) => {
    const n = ground.next();
    const facts = {
      parent_id: registry.city.unit.id,
      kind: 'county',
      name: `丁县${n}`,
      code: String(360_000 + n),
    } as const;
    const place = await addPlace(tx, facts);
    const person = async (of: Place) => new Person(of, url, await tokenOf(tx, of.actor), ledger);
    const reviewers = [await person(place), await person(await colleague(tx, place))] as const;
    const people: Person[] = [];
    for (let made = 0; made < count; made += 1) {
      const school = ground.next();
      people.push(
        await person(await addSchool(tx, place, `丁县第${school}小学`, String(2_137_500_000 + school))),
      );
    }
    return { place, reviewers, people };
  });
  const schools: School[] = [];
  for (const person of people) {
    const records = Array.from({ length: perSchool }, () => somebody(ground));
    const ids = await enrolTeachers(db, person.place, records);
    const known = records.map((record, index) => ({ id: ids[index] ?? '', record }));
    schools.push({ person, place: person.place, known });
  }
  return { place, reviewers, schools };
}

async function tokenOf(tx: Scoped, actor: Actor): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await addToken(tx, actor.account_id, token, { hours: 48 });
  return token;
}

/** Another account of the same office. */
async function colleague(tx: Scoped, { unit, actor }: Place): Promise<Place> {
  const username = `${actor.username}-2`;
  const account_id = await saveAccount(tx, {
    ...{ username, password_hash: 'unused', unit_id: unit.id, unit_path: unit.path },
  });
  return { unit, actor: { ...actor, account_id, username } };
}
