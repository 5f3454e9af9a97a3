/** A registry of simulated schools with their workbooks sent in, laid out again as often as a measurement needs it. */
import { saveAccount } from '../../database/accounts.ts';
import type { Database } from '../../database/connect.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem } from '../../database/scope.ts';
import { addUnit, unitById } from '../../database/units.ts';
import { receiveUpload } from '../../database/uploads.ts';
import { type SimulatedUnit, simulateUnits } from '../../samples/simulate/unit.ts';
import { workbookOf } from '../../samples/simulate/workbook.ts';
import type { Actor } from '../../schemas/actor.ts';
import type { UnitFacts } from '../../schemas/unit.ts';

export interface SentWorkbook {
  readonly upload_id: string;
  readonly unit: UnitFacts;
  readonly bytes: Buffer;
  readonly expected: SimulatedUnit['expected'];
}

/** About 30 rows: what most schools send. */
const rows = { from: 20, to: 45 };

/** The first `count` schools of the simulated province whose file has about 30 rows. */
export function* schoolsOfUsualSize(count: number): Generator<SimulatedUnit> {
  let found = 0;
  for (const unit of simulateUnits()) {
    if (unit.kind !== 'school' || unit.rows.length < rows.from || unit.rows.length > rows.to) continue;
    yield unit;
    found += 1;
    if (found === count) return;
  }
}

/** Fills an empty, migrated database: units, their teachers, and one upload each. */
export async function sendProvince(db: Database, count: number): Promise<SentWorkbook[]> {
  const sent: SentWorkbook[] = [];
  const county = await asSystem(db, async (tx) => {
    const add = (parent_id: string | null, kind: 'province' | 'city' | 'county', code: string) =>
      addUnit(tx, { parent_id, kind, name: code, code });
    const province = await add(null, 'province', '370000');
    const city = await add(province.id, 'city', '370100');
    return await add(city.id, 'county', '370102');
  });
  for (const simulated of schoolsOfUsualSize(count)) {
    sent.push(await sendOne(db, county.id, simulated));
  }
  return sent;
}

const sendOne = (db: Database, countyId: string, simulated: SimulatedUnit): Promise<SentWorkbook> =>
  asSystem(db, async (tx) => {
    const { id, path } = await addUnit(tx, {
      ...simulated,
      parent_id: countyId,
      code: simulated.official_code,
    });
    const place = { unit_id: id, unit_path: path };
    const username = `school-${id}`;
    const account_id = await saveAccount(tx, { username, password_hash: 'unused', ...place });
    const actor: Actor = { account_id, username, tier: 'school', ...place, unit_name: simulated.name };
    if (simulated.registry.length > 0) await registerTeachers(tx, place, simulated.registry);
    const unit = await unitById(tx, id);
    const bytes = Buffer.from(workbookOf(simulated));
    const { upload } = await receiveUpload(tx, actor, {
      unit,
      template: 'teacher',
      file_name: 'a.xlsx',
      bytes,
    });
    return { upload_id: upload.id, unit, bytes, expected: simulated.expected };
  });

/** Takes every check back, as the owner: the uploads are as on the day they came, and nobody rings for them. */
export async function layOutAgain(owner: Database): Promise<void> {
  await owner.pool.query('truncate upload_rows, issues, changes');
  await owner.pool.query(`update uploads set state = 'received', owes = null, attempts = 0, claimed_at = null,
    counts = null, progress = null, refusal = null, change_set_id = null, dispatched_at = null`);
  await owner.pool.query('delete from change_sets');
  await owner.pool.query(
    'vacuum analyze uploads, upload_rows, issues, changes, change_sets, events, teachers',
  );
}

/** Keeps all uploads from the dispatcher until they are released: what owes nothing is nobody's work. */
export async function hold(owner: Database): Promise<void> {
  await owner.pool.query('update uploads set owes = null');
}

/** Lets the dispatcher see these uploads; one that a worker was quick enough to check already owes nothing more. */
export async function release(owner: Database, ids: readonly string[]): Promise<void> {
  await owner.pool.query(
    `update uploads set owes = 'check', dispatched_at = null where id = any($1::bigint[]) and state = 'received'`,
    [ids],
  );
  await owner.pool.query(`select pg_notify('muster_owes', 'check')`);
}
