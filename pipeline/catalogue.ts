/** Everything that can be found in a file, by id: checks of the workbook's shape, checks of cells, and rules. */
import { cellChecks } from './cells/checks.ts';
import { enrolmentChecks } from './enrolment-checks.ts';
import { expertChecks } from './expert-checks.ts';
import type { Explanation } from './explanation.ts';
import { organisationChecks } from './organisation-checks.ts';
import { reviewRemarks } from './review-remarks.ts';
import { allRules } from './rules/all.ts';
import { structureChecks } from './structure.ts';
import { transferChecks } from './transfer-checks.ts';

/** Id → what it says. Ids are public and never renamed. */
export const catalogue: ReadonlyMap<string, Explanation> = new Map<string, Explanation>([
  ...Object.entries(structureChecks),
  ...Object.entries(cellChecks),
  ...Object.entries(transferChecks),
  ...Object.entries(organisationChecks),
  ...Object.entries(enrolmentChecks),
  ...Object.entries(expertChecks),
  ...allRules.map((rule) => [rule.id, rule] as const),
]);

/** @throws Error for an id that nothing emits: a finding without words is a bug. */
export function explanationOf(id: string): Explanation {
  const remarks: Readonly<Record<string, Explanation>> = reviewRemarks;
  const explanation = catalogue.get(id) ?? (Object.hasOwn(remarks, id) ? remarks[id] : undefined);
  if (explanation === undefined) throw new Error(`no check or rule has the id ${id}`);
  return explanation;
}
