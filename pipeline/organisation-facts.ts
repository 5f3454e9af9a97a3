/** A unit entered in a form is judged by the rules that judge it in a sheet: the same findings in the same words. */
import type { ExamineContext } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { OrganisationFacts } from '../schemas/organisation-facts.ts';
import { organisationSheet } from '../schemas/sheets/organisation.ts';
import type { FieldValues } from '../schemas/sheets.ts';
import { schoolKinds, type UnitKind, urbanRuralClasses } from '../schemas/unit.ts';
import { defaultReadLimits } from '../schemas/workbook.ts';
import { runRowRules } from './rules/run.ts';

/** The kinds of units that a sheet names among the kinds of schools. */
export const institutionNames = {
  research_institute: '教研机构',
  training_institute: '教师培训机构',
  administrative_body: '行政机构',
} as const satisfies Partial<Record<UnitKind, string>>;

/** What a unit is, as the sheet says it: a kind of school, or of institution. Null for what no sheet is about. */
export const kindInSheet = (kind: UnitKind, school_kind: string | null): string | null =>
  kind === 'school'
    ? (schoolKinds.find(({ value }) => value === school_kind)?.zh ?? null)
    : ((institutionNames as Partial<Record<UnitKind, string>>)[kind] ?? null);

/** The cells of a row that is about the unit; a blank cell is null. */
export const cellsOf = (kind: UnitKind, facts: OrganisationFacts) => ({
  school_code: facts.code,
  school_name: facts.name,
  school_kind: kindInSheet(kind, facts.school_kind),
  stages: facts.stages.length === 0 ? null : facts.stages.join('、'),
  sector: facts.sector,
  township: facts.township,
  urban_rural_class: facts.urban_rural_class === null ? null : urbanRuralClasses[facts.urban_rural_class].zh,
  licence_no: facts.licence_no,
});

/** The rules ask nothing of these: they are of the file, and there is none. */
const context: ExamineContext = {
  ...{ template: 'organisation', unit: null, today: '', allow_test_ids: false, rural_classes: [] },
  ...{ stamp_key: null, limits: defaultReadLimits },
};

/** Errors and warnings about the facts of a unit of this kind; `field` is one of the sheet's. No sheet is about areas. */
export function findingsOfFacts(kind: UnitKind, facts: OrganisationFacts): Issue[] {
  if (kindInSheet(kind, '211') === null) return [];
  const blank = Object.fromEntries(Object.keys(organisationSheet.columns).map((field) => [field, null]));
  const cells = cellsOf(kind, facts);
  // A local code is none of the codes that the rules speak of.
  const school_code = facts.code !== null && /^\d{10}$/.test(facts.code) ? facts.code : null;
  const values = { ...blank, ...cells, school_code, operation: '新增' } as unknown as FieldValues;
  const issues: Issue[] = [];
  const scope = {
    ...{ values, context },
    // Who acts for the unit is none of its facts: what a file must say of a new one is not asked here.
    isBlank: (field: keyof FieldValues) => values[field] === null && !field.startsWith('admin_'),
    rawText: () => undefined,
  };
  runRowRules('organisation', scope, { sheet: '', row: 1 }, {}, issues);
  return issues;
}
