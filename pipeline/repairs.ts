/** Proposes what may stand in a faulty cell instead: the sender agrees cell by cell, or to everything that is certain. */
import type { CheckedRow, ExamineContext } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Repair } from '../schemas/mending.ts';
import type { KnownTeacher, Snapshot } from '../schemas/snapshot.ts';
import { matchRows, personOf } from './matching.ts';
import {
  byDuplicate,
  byIdentity,
  byList,
  byLostDigits,
  byMonths,
  byNearNumber,
  byRegistry,
  bySecondHeading,
  byUnit,
  type Propose,
} from './repair-sources.ts';
import { folded } from './text.ts';

/** Rule → where a right value may be found, the surest first. Whether a teacher is rural is asked, never proposed. */
const sources: Readonly<Record<string, readonly Propose[]>> = {
  'ambiguous-month': [byMonths],
  'bad-certificate': [byRegistry],
  'bad-date': [byIdentity, byRegistry],
  'bad-email': [byRegistry],
  'bad-mobile': [byRegistry],
  'bad-month': [byRegistry],
  'bad-school-code': [byUnit],
  'birth-date-against-identity': [byIdentity],
  'day-missing': [byIdentity, byRegistry],
  'duplicate-in-file': [byDuplicate],
  'error-cell': [byIdentity, byUnit, byRegistry],
  'gender-against-identity': [byIdentity],
  'identity-checksum': [byNearNumber],
  'not-in-list': [byList, byRegistry],
  'number-damaged': [byLostDigits],
  required: [byIdentity, byUnit, byRegistry],
  'school-code-matches-unit': [byUnit],
  'school-name-matches-unit': [byUnit],
};

/** The same for findings about the header, which is no row of the table. */
const headerSources: Readonly<Record<string, (issue: Issue) => Repair[]>> = {
  'header-twice': bySecondHeading,
};

const hasSource = ({ rule }: Issue): boolean =>
  Object.hasOwn(sources, rule) || Object.hasOwn(headerSources, rule);

/** What stands at a place, to find the row of an issue. */
const placeOf = ({ sheet, row }: { sheet: string; row: number | null }): string => `${row}@${sheet}`;

/** Equal texts are one proposal; the first source keeps it. */
function distinct(repairs: readonly Repair[]): Repair[] {
  const seen = new Set<string>();
  return repairs.filter(({ column, text }) => {
    const key = `${column}|${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

export interface RepairScope {
  readonly rows: readonly CheckedRow[];
  readonly snapshot: Snapshot;
  readonly context: ExamineContext;
  /** Field → zero-based column of the file. */
  readonly columns: Readonly<Record<string, number>>;
}

/**
 * The issues, each with its repairs where there are any. A repair is marked certain only where the value follows from the
 * row's own document number, from the unit that sends the file, from the registry's record of the very person, or where a row
 * stands twice to the letter; everything else is a proposal for one cell.
 */
export function withRepairs(issues: readonly Issue[], scope: RepairScope): Issue[] {
  if (!issues.some(hasSource)) return [...issues];
  const known = surveyed(scope);
  const rulesAt = new Map<string, Set<string>>();
  for (const issue of issues) {
    const at = placeOf(issue);
    rulesAt.set(at, (rulesAt.get(at) ?? new Set()).add(issue.rule));
  }
  return issues.map((issue) => {
    if (Object.hasOwn(headerSources, issue.rule)) {
      return { ...issue, repairs: headerSources[issue.rule]?.(issue) ?? [] };
    }
    const proposing = Object.hasOwn(sources, issue.rule) ? sources[issue.rule] : undefined;
    const row = known.rows.get(placeOf(issue));
    if (proposing === undefined || row === undefined || issue.field === undefined) return issue;
    const found = {
      ...{ issue, row, field: issue.field, column: scope.columns[issue.field], unit: scope.context.unit },
      ...{ teacher: known.teachers.get(row), rules: rulesAt.get(placeOf(issue)) ?? new Set<string>() },
      first: known.firsts.get(personOf(row) ?? ''),
      namesakes: known.byName.get(folded(row.values.name ?? '')) ?? [],
    };
    const repairs = distinct(proposing.flatMap((propose) => [...propose(found)]));
    return repairs.length === 0 ? issue : { ...issue, repairs };
  });
}

/** Whatever proposals look up, looked through once. */
function surveyed({ rows, snapshot }: RepairScope) {
  const teachers = new Map<CheckedRow, KnownTeacher | undefined>();
  const firsts = new Map<string, CheckedRow>();
  for (const { row, teacher } of matchRows(rows, snapshot)) {
    teachers.set(row, teacher);
    const person = personOf(row);
    if (person !== undefined && !firsts.has(person)) firsts.set(person, row);
  }
  const own = snapshot.teachers.filter(({ unit_id }) => unit_id === snapshot.unit_id);
  const byName = new Map<string, KnownTeacher[]>();
  for (const teacher of own) {
    const name = folded(teacher.record.name ?? '');
    byName.set(name, [...(byName.get(name) ?? []), teacher]);
  }
  return { rows: new Map(rows.map((row) => [placeOf(row), row])), teachers, firsts, byName };
}
