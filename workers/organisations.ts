/** A sheet of schools beside the registry: what forbids its rows, found by the plan that carries them out later. */
import { organisationSnapshot } from '../database/organisation-snapshot.ts';
import type { Scoped } from '../database/scope.ts';
import { namedIn, planOrganisations, type SchoolRow } from '../pipeline/organisation-plan.ts';
import type { ExamineContext, Examined } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import { tierOfKind, type UnitFacts } from '../schemas/unit.ts';

export async function checkOrganisations(
  tx: Scoped,
  file: Examined<'organisation'>,
  _context: ExamineContext,
  unit: UnitFacts,
): Promise<readonly Issue[]> {
  // A plan reads the fields of this template alone.
  const rows = file.rows as readonly unknown[] as readonly SchoolRow[];
  const snapshot = await organisationSnapshot(tx, unit.path, namedIn(rows));
  const sender = { tier: tierOfKind[unit.kind], unit_path: unit.path };
  return planOrganisations(rows, snapshot, sender, file.columns).issues;
}
