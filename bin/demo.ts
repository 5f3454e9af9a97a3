/** Fills an empty registry with the demo province, once. */
import { countAccounts, saveAccount } from '../database/accounts.ts';
import { addCampaign } from '../database/campaigns.ts';
import { connect } from '../database/connect.ts';
import { hashPassword } from '../database/passwords.ts';
import { registerTeachers } from '../database/registrations.ts';
import { asSystem, type Scoped } from '../database/scope.ts';
import { addUnit, rootUnit } from '../database/units.ts';
import { dayInChina } from '../pipeline/calendar.ts';
import { type DemoTeacher, type DemoUnit, readDemo } from '../samples/demo.ts';
import { demoCampaigns } from '../samples/demo-campaigns.ts';

interface Place {
  readonly unit_id: string;
  readonly unit_path: string;
}

/** Loads the demo in one transaction unless the registry has accounts already. Answers whether it did. */
export async function loadDemo(options: { url: string; secret: string }): Promise<boolean> {
  const db = connect({ ...options, max_connections: 2 });
  try {
    const demo = readDemo();
    const hashes = new Map<string, string>();
    for (const { password } of demo.accounts) {
      // The demo's accounts share passwords; hashing each once keeps the first start short.
      if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
    }
    return await asSystem(db, async (tx) => {
      if ((await countAccounts(tx)) > 0) return false;
      const places = await loadUnits(tx, demo.units);
      for (const { username, password, unit_code } of demo.accounts) {
        await saveAccount(tx, {
          username,
          password_hash: hashes.get(password) ?? '',
          ...placeOf(places, unit_code),
        });
      }
      await loadTeachers(tx, places, demo.teachers);
      await loadCampaigns(tx);
      return true;
    });
  } finally {
    await db.close();
  }
}

async function loadUnits(tx: Scoped, units: readonly DemoUnit[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (const unit of units) {
    const parent_id = unit.parent_code === null ? null : placeOf(places, unit.parent_code).unit_id;
    const { id, path } = await addUnit(tx, { ...unit, parent_id, code: unit.official_code });
    places.set(unit.code, { unit_id: id, unit_path: path });
  }
  return places;
}

async function loadTeachers(
  tx: Scoped,
  places: Map<string, Place>,
  teachers: readonly DemoTeacher[],
): Promise<void> {
  const byUnit = new Map<string, DemoTeacher['record'][]>();
  for (const { unit_code, record } of teachers) {
    byUnit.set(unit_code, [...(byUnit.get(unit_code) ?? []), record]);
  }
  for (const [code, records] of byUnit) await registerTeachers(tx, placeOf(places, code), records);
}

/** Windows lie around the day of the first start, so that there is something to do. */
async function loadCampaigns(tx: Scoped): Promise<void> {
  const root = await rootUnit(tx);
  if (root === undefined) return;
  const planner = { account_id: null, unit_id: root.id, unit_path: root.path };
  for (const campaign of demoCampaigns(dayInChina(new Date()))) await addCampaign(tx, planner, campaign);
}

function placeOf(places: Map<string, Place>, code: string): Place {
  const place = places.get(code);
  if (place === undefined) throw new Error(`the demo names unit ${code} before it describes it`);
  return place;
}
