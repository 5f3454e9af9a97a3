/** What pages are measured on: a registry, accounts from the province to a county, and files in every state. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../database/connect.ts';
import { release, sendProvince } from '../intake/province.ts';
import { putInReview, sendLargeSet } from './large-set.ts';
import { addAccount, fillRegistry, type RegistrySize } from './registry.ts';
import type { Sights, Visitor } from './visits.ts';

const checkedFiles = 120;
/** Of these so many are looked at, the last ones; the others are checked again and again. */
const looked = 40;
export const checkedAgain = checkedFiles - looked;
/** One of the checked files, for a statement over `uploads`. */
export const checkedFile = `file_name = 'a.xlsx' and receipt not like 'B%'`;
const largeChanges = 2000;

/** Fills a migrated database, while a worker is at work on it: files that were checked, one large set in review, and a registry of this size. */
export async function layOut(
  owner: Database,
  size: RegistrySize,
  say: (line: string) => void,
): Promise<void> {
  say('sending files …');
  const sent = await sendProvince(owner, checkedFiles);
  const { rows } = await owner.pool.query<{ id: string }>(`select id from units where kind = 'county'`);
  const large = await sendLargeSet(owner, rows[0]?.id ?? '', largeChanges);
  await release(owner, [...sent.map(({ upload_id }) => upload_id), large]);
  await settled(owner);
  await putInReview(owner, large);
  say('making the registry …');
  await fillRegistry(owner, size, say);
  await accountsOfTiers(owner);
}

/** One for the province, the first city and its first county, with the password of the bench. */
export async function accountsOfTiers(owner: Database): Promise<void> {
  const units = await owner.pool.query<{ kind: Visitor; id: string; path: string }>(
    `select distinct on (kind) kind, id, path from units where kind in ('province', 'city', 'county') order by kind, id`,
  );
  for (const { kind, ...unit } of units.rows) await addAccount(owner, kind, unit);
}

/** Until nothing is owed. */
export async function settled(owner: Database): Promise<void> {
  for (;;) {
    const { rows } = await owner.pool.query<{ left: number }>(
      `select count(*)::int as left from uploads where owes is not null`,
    );
    if (rows[0]?.left === 0) return;
    await wait(200);
  }
}

export async function sightsOf(owner: Database): Promise<Sights> {
  const { rows } = await owner.pool.query<Omit<Sights, 'teachers' | 'names'>>(
    `select (select change_set_id from uploads where file_name = 'large.xlsx') as set,
      array(select change_set_id::text from uploads where ${checkedFile} order by id desc limit ${looked}) as sets,
      (select min(id) from units where kind = 'city') as city_id, (select min(id) from units where kind = 'county') as county_id`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('there is no registry');
  const teachers = await owner.pool.query<{ id: string; name: string }>(
    `select t.id, t.name from teachers t join units c on c.id = $1 and t.unit_path like c.path || '%' order by t.id limit 200`,
    [found.county_id],
  );
  // Whole names, and what people type when they know less: a surname, a surname with one character more.
  const names = teachers.rows.flatMap(({ name }, index) =>
    index % 10 === 0 ? [name.slice(0, 1)] : index % 3 === 0 ? [name.slice(0, 2)] : [name],
  );
  return { ...found, teachers: teachers.rows.map(({ id }) => id), names };
}
