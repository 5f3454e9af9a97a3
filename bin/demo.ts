/** Fills an empty registry with the demo province, once. */
import { countAccounts, saveAccount } from '../database/accounts.ts';
import { addAdmin } from '../database/admins.ts';
import { addCampaign, campaignAt } from '../database/campaigns.ts';
import { connect } from '../database/connect.ts';
import { hashPassword } from '../database/passwords.ts';
import { registerTeachers } from '../database/registrations.ts';
import { asSystem, type Scoped } from '../database/scope.ts';
import { addUnits, rootUnit } from '../database/units.ts';
import { dayInChina } from '../pipeline/calendar.ts';
import { type Demo, type DemoTeacher, type DemoUnit, readDemo } from '../samples/demo.ts';
import { demoCampaigns } from '../samples/demo-campaigns.ts';
import type { Actor } from '../schemas/actor.ts';
import { usualPasswords } from '../schemas/password.ts';
import { initialUntil } from '../schemas/password-age.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { tierOfKind } from '../schemas/unit.ts';
import { playDemoYear } from './demo-year.ts';

interface Place {
  readonly unit_id: string;
  readonly unit_path: string;
}

/** Teachers in service by the code of their unit, with the ids that they were given. */
type Registered = ReadonlyMap<string, readonly { readonly id: string; readonly record: TeacherRecord }[]>;

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
      const now = new Date();
      const places = await loadUnits(tx, demo.units);
      const teachers = await loadTeachers(tx, places, demo.teachers);
      const admins = await loadAdmins(tx, demo, places, teachers, hashes);
      await loadCampaigns(tx, now);
      const campaign = await campaignAt(tx, now);
      if (campaign === null) return true;
      const above = new Map(demo.units.map(({ code, parent_code }) => [code, parent_code]));
      await playDemoYear(tx, {
        ...{ campaign, now },
        admin: (code) => known(admins, code),
        above: (code) => above.get(code) ?? '',
        teachers: (code) => teachers.get(code) ?? [],
      });
      return true;
    });
  } finally {
    await db.close();
  }
}

async function loadUnits(tx: Scoped, units: readonly DemoUnit[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  const isPlaced = ({ parent_code }: DemoUnit) => parent_code === null || places.has(parent_code);
  // Tier by tier from the top, each in one statement.
  for (let waiting = units; waiting.length > 0; ) {
    const tier = waiting.filter(isPlaced);
    const [first] = waiting;
    if (tier.length === 0) throw new Error(`the demo doesn't describe what is above ${first?.code}`);
    const added = await addUnits(
      tx,
      tier.map((unit) => ({
        ...unit,
        code: unit.official_code,
        parent_id: unit.parent_code === null ? null : known(places, unit.parent_code).unit_id,
      })),
    );
    for (const [at, { code }] of tier.entries()) {
      const { id: unit_id = '', path: unit_path = '' } = added[at] ?? {};
      places.set(code, { unit_id, unit_path });
    }
    waiting = waiting.filter((unit) => !tier.includes(unit));
  }
  return places;
}

async function loadTeachers(
  tx: Scoped,
  places: ReadonlyMap<string, Place>,
  teachers: readonly DemoTeacher[],
): Promise<Registered> {
  const byUnit = new Map<string, DemoTeacher['record'][]>();
  for (const { unit_code, record } of teachers) {
    byUnit.set(unit_code, [...(byUnit.get(unit_code) ?? []), record]);
  }
  const registered = new Map<string, { id: string; record: TeacherRecord }[]>();
  for (const [code, records] of byUnit) {
    const ids = await registerTeachers(tx, known(places, code), records);
    const people = records.map((record, at) => ({ id: ids[at] ?? '', record }));
    registered.set(
      code,
      people.filter(({ record }) => record.status === '在职'),
    );
  }
  return registered;
}

/**
 * The accounts of the list, and below them an admin for each school that has none, as the unit above would make it: the first of its
 * teachers, signing in by the code of the school, with another password to choose.
 */
async function loadAdmins(
  tx: Scoped,
  { accounts, units }: Demo,
  places: ReadonlyMap<string, Place>,
  teachers: Registered,
  hashes: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Actor>> {
  const admins = new Map<string, Actor>();
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const admit = (account_id: string, username: string, { code, name, kind }: DemoUnit) =>
    admins.set(code, {
      ...{ account_id, username, tier: tierOfKind[kind], unit_name: name },
      ...known(places, code),
    });
  for (const { username, password, unit_code } of accounts) {
    const account = { username, password_hash: hashes.get(password) ?? '', ...known(places, unit_code) };
    admit(await saveAccount(tx, account), username, known(byCode, unit_code));
  }
  const [password_hash = ''] = hashes.values();
  for (const unit of units) {
    const superior = admins.get(unit.parent_code ?? '');
    const [head] = teachers.get(unit.code) ?? [];
    if (superior === undefined || head === undefined || admins.has(unit.code)) continue;
    const { unit_id: id, unit_path: path } = known(places, unit.code);
    const { name, mobile, email } = head.record;
    const username = unit.code.toLowerCase();
    const initial = { password_hash, initial_until: initialUntil(usualPasswords, new Date()) };
    const admin = { username, display_name: name ?? '', contact: { mobile, email }, ...initial };
    admit(await addAdmin(tx, superior, { id, path }, admin), username, unit);
  }
  return admins;
}

/** Windows lie around the day of the first start, so that there is something to do. */
async function loadCampaigns(tx: Scoped, now: Date): Promise<void> {
  const root = await rootUnit(tx);
  if (root === undefined) return;
  const planner = { account_id: null, unit_id: root.id, unit_path: root.path };
  for (const campaign of demoCampaigns(dayInChina(now))) await addCampaign(tx, planner, campaign);
}

function known<T>(found: ReadonlyMap<string, T>, code: string): T {
  const one = found.get(code);
  if (one === undefined) throw new Error(`the demo names unit ${code} before it describes it`);
  return one;
}
