/** What is wrong with the facts of a unit, field by field, in the words of the rules that judge the sheet. */
import { describe } from '../../../pipeline/describe.ts';
import { findingsOfFacts } from '../../../pipeline/organisation-facts.ts';
import type { Language } from '../../../schemas/language.ts';
import { say } from '../../../schemas/language.ts';
import {
  codeShapeOf,
  missingFields,
  type OrganisationFacts,
  type OrganisationField,
  organisationLabels,
} from '../../../schemas/organisation-facts.ts';
import { type Problem, problem } from '../../../schemas/problem.ts';
import { organisationSheet } from '../../../schemas/sheets/organisation.ts';
import type { UnitKind } from '../../../schemas/unit.ts';
import { words } from './words.ts';

export interface Fault {
  readonly field: OrganisationField;
  readonly text: string;
}

/** Fields of the sheet that are called otherwise in a form. */
const fieldOf: Readonly<Record<string, OrganisationField>> = { school_code: 'code', school_name: 'name' };

/** Everything that forbids it; nothing where it can be kept. */
export function faultsOf(kind: UnitKind, facts: OrganisationFacts, language: Language): Fault[] {
  const missing = missingFields(kind, facts).map((field) => ({
    field,
    text: say(words.isMissing, language, { field: organisationLabels[field][language] }),
  }));
  if (facts.code !== null && !codeShapeOf(kind).test(facts.code)) {
    missing.push({
      field: 'code',
      text: say(words.codeShape[kind === 'school' ? 'school' : 'other'], language),
    });
    return missing;
  }
  const found = findingsOfFacts(kind, facts)
    .filter(({ severity }) => severity === 'error')
    .map((issue) => {
      const { message, fix } = describe(issue, language, organisationSheet);
      const field = issue.field ?? 'name';
      return { field: fieldOf[field] ?? (field as OrganisationField), text: [message, fix].join(' · ') };
    });
  return [...missing, ...found];
}

/** What a change would make wrong: what was wrong before it stays for whoever changes that. */
export function newFaults(
  kind: UnitKind,
  before: OrganisationFacts,
  after: OrganisationFacts,
  language: Language,
): Fault[] {
  const known = new Set(faultsOf(kind, before, language).map(({ text }) => text));
  return faultsOf(kind, after, language).filter(({ text }) => !known.has(text));
}

/** The same as a problem for programs. */
export const factsRefused = (faults: readonly Fault[]): Problem =>
  problem('facts-refused', {
    said: faults.map(({ text }) => text).join('；'),
    fields: [...new Set(faults.map(({ field }) => field))].join(' '),
  });
