/** Schools of the deadline hour: each with its people registered, a file to send, and another version of it whenever one is asked for. */
import type { Database } from '../../database/connect.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem } from '../../database/scope.ts';
import { addUnits } from '../../database/units.ts';
import type { SimulatedRow } from '../../samples/simulate/row.ts';
import { type SimulatedUnit, simulateUnits } from '../../samples/simulate/unit.ts';
import { workbookOf } from '../../samples/simulate/workbook.ts';

export interface DeadlineSchool {
  readonly unit: SimulatedUnit;
  readonly code: string;
  /** Versions of the file that were asked for so far. */
  versions: number;
}

/** What most schools send: about 30 rows. */
const usual = { from: 30, to: 45 };
const registeredAtOnce = 40;
/** Above those that other parts of a bench take. */
const firstSchool = 2_000;

/** Adds `count` schools below the county; in `changed` rows of each file something differs from the registry. */
export async function addSchools(
  owner: Database,
  county_id: string,
  count: number,
  options: { readonly changed?: number; readonly prefix: string },
): Promise<DeadlineSchool[]> {
  const schools = [...schoolsOf(count, options)];
  for (let at = 0; at < schools.length; at += registeredAtOnce) {
    const some = schools.slice(at, at + registeredAtOnce);
    await asSystem(owner, async (tx) => {
      const units = some.map(({ unit, code }) => ({ ...unit, parent_id: county_id, code }));
      const places = await addUnits(tx, units);
      for (const [index, { id, path }] of places.entries())
        await registerTeachers(tx, { unit_id: id, unit_path: path }, some[index]?.unit.registry ?? []);
    });
  }
  return schools;
}

function* schoolsOf(
  count: number,
  { changed, prefix }: { readonly changed?: number; readonly prefix: string },
): Generator<DeadlineSchool> {
  let found = 0;
  for (const unit of simulateUnits()) {
    const isUsual = unit.kind === 'school' && unit.rows.length >= usual.from && unit.rows.length <= usual.to;
    // Even and odd units keep two calls from registering the same people.
    if (!isUsual || unit.index < firstSchool || unit.index % 2 !== Number(changed !== undefined)) continue;
    const code = `${unit.official_code?.slice(0, 4)}${prefix}${String(found).padStart(5, '0')}`;
    const own = { ...unit, official_code: code, name: `${unit.name}${prefix}` };
    yield { unit: changed === undefined ? own : withChanges(own, changed), code, versions: 0 };
    found += 1;
    if (found === count) return;
  }
}

/** Everybody stays, and so many have a mail address that the registry doesn't know. */
function withChanges(unit: SimulatedUnit, changed: number): SimulatedUnit {
  const rows = unit.rows.map(
    ({ record }, index): SimulatedRow => ({
      record: { ...record, status: '在职' },
      ...(index < changed
        ? { outcome: 'changed', action: '修正' }
        : { outcome: 'verified', action: '核实无误' }),
      cells: {},
    }),
  );
  const registry = rows.map(({ record }, index) =>
    index < changed ? { ...record, email: `old.${unit.index}.${index}@example.com` } : record,
  );
  return { ...unit, rows, registry };
}

/** The school's next file: one mail address differs from all that it sent before, so that its bytes are new. */
export function nextFile(school: DeadlineSchool): Buffer {
  const { unit } = school;
  school.versions += 1;
  const [first, ...others] = unit.rows;
  if (first === undefined) throw new Error('a school without rows');
  const record = { ...first.record, email: `v${school.versions}.${unit.index}@example.com` };
  return Buffer.from(workbookOf({ ...unit, rows: [{ ...first, record, action: '修正' }, ...others] }));
}
