/** Fills a migrated registry from a simulated folder: units, an account with a token at each of them, and their teachers. */
import type { Database } from '../../database/connect.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem } from '../../database/scope.ts';
import { type AddedUnit, addUnits } from '../../database/units.ts';
import { readDivisions } from '../../samples/demo.ts';
import { inBulk } from '../indexes.ts';
import { type Staff, staffOf, unitsOf } from './folder.ts';

/** Of the account at a unit; worth nothing anywhere else. */
export const tokenOf = (code: string): string => `bench-token-of-${code}`;

const unitsAtOnce = 2_000;
const teachersAtOnce = 1_500;
const writers = 4;

/** Answers how many units and teachers there are. */
export async function fillFromFolder(
  owner: Database,
  folder: string,
  say: (line: string) => void,
): Promise<{ units: number; teachers: number }> {
  const places = await addTree(owner, folder);
  await addAccounts(owner);
  // Institutions have a local code in the folder, to be told apart; in a registry they have none that rows could carry.
  await owner.pool.query("update units set code = null where code ~ '^[A-Z]'");
  say(`${places.size} units …`);
  const teachers = await inBulk(owner, ['teachers', 'teacher_revisions'], () =>
    addStaff(owner, places, folder, say),
  );
  return { units: places.size, teachers };
}

/** Where each unit stands, by its code in the folder. */
type Places = ReadonlyMap<string, AddedUnit>;

async function addTree(owner: Database, folder: string): Promise<Places> {
  const divisions = readDivisions();
  const leaves = unitsOf(folder);
  const places = new Map<string, AddedUnit>();
  const levels = [
    ...(['province', 'city', 'county'] as const).map((level) =>
      divisions.filter(({ kind }) => kind === level),
    ),
    ...inBatches(leaves, unitsAtOnce),
  ];
  await asSystem(owner, async (tx) => {
    for (const level of levels) {
      const added = await addUnits(
        tx,
        level.map(({ parent_code, ...unit }) => ({
          ...unit,
          parent_id: parent_code === null ? null : (places.get(parent_code)?.id ?? null),
        })),
      );
      added.forEach((place, index) => void places.set(level[index]?.code ?? '', place));
    }
  });
  return places;
}

function* inBatches<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

/** One at each unit. Nobody signs in with a password here: forty thousand of them would take longer than the teachers. */
export async function addAccounts(owner: Database): Promise<void> {
  await owner.pool.query(`
    with added as (
      insert into accounts (username, password_hash, unit_id, unit_path)
      select 'u-' || code, 'none', id, path from units returning id, username)
    insert into tokens (account_id, token_hash, expires_at)
    select id, sha256(convert_to('${tokenOf('')}' || substr(username, 3), 'UTF8')), now() + interval '30 days' from added`);
  await owner.pool.query('analyze units, accounts, tokens');
}

async function addStaff(
  owner: Database,
  places: Places,
  folder: string,
  say: (line: string) => void,
): Promise<number> {
  let teachers = 0;
  const source = inParcels(staffOf(folder));
  const work = async (): Promise<void> => {
    for (;;) {
      const next = await source.next();
      if (next.done === true) return;
      const parcel = next.value;
      await asSystem(owner, async (tx) => {
        for (const { code, records } of parcel) {
          const place = places.get(code);
          if (place === undefined) throw new Error(`${code} is no unit of the folder`);
          await registerTeachers(tx, { unit_id: place.id, unit_path: place.path }, records);
        }
      });
      const before = teachers;
      teachers += parcel.reduce((sum, { records }) => sum + records.length, 0);
      if (Math.floor(before / 200_000) < Math.floor(teachers / 200_000)) say(`${teachers} teachers …`);
    }
  };
  await Promise.all(Array.from({ length: writers }, work));
  return teachers;
}

async function* inParcels(staffs: AsyncGenerator<Staff>): AsyncGenerator<Staff[]> {
  let parcel: Staff[] = [];
  let size = 0;
  for await (const staff of staffs) {
    parcel.push(staff);
    size += staff.records.length;
    if (size < teachersAtOnce) continue;
    yield parcel;
    [parcel, size] = [[], 0];
  }
  if (parcel.length > 0) yield parcel;
}
