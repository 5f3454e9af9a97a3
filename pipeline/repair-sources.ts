/** Where a right value may come from: the document number, the unit, the registry, a list, or the row before. */
import type { CheckedRow } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Repair, RepairSource } from '../schemas/mending.ts';
import { type RecordField, recordFields } from '../schemas/sheets/teacher.ts';
import type { KnownTeacher } from '../schemas/snapshot.ts';
import type { UnitFacts } from '../schemas/unit.ts';
import { editDistance } from './cells/closest.ts';
import { identityFacts } from './identity.ts';
import { columnOf, folded } from './text.ts';
import { cellText } from './write/cell-text.ts';

/** A finding with everything that a right value could follow from. */
export interface Found {
  readonly issue: Issue;
  readonly field: string;
  /** Zero-based; undefined where the file lacks the column, so that nothing can be written there. */
  readonly column: number | undefined;
  readonly row: CheckedRow;
  /** Whom the registry knows the row's person as. */
  readonly teacher: KnownTeacher | undefined;
  /** Everything that was found in this row. */
  readonly rules: ReadonlySet<string>;
  /** The first row of the file that speaks of the same person. */
  readonly first: CheckedRow | undefined;
  /** Teachers of the unit who bear the row's name. */
  readonly namesakes: readonly KnownTeacher[];
  readonly unit: UnitFacts | null;
}

export type Propose = (found: Found) => Iterable<Repair>;

/** A number through a binary float keeps its first fifteen digits. */
const KEPT_DIGITS = 15;

function* proposal(
  { field, column }: Found,
  text: string | null | undefined,
  from: RepairSource,
  certain: boolean,
): Generator<Repair> {
  if (column === undefined || text === null || text === undefined || text === '') return;
  yield { field, column, text, from, certain };
}

/**
 * Gender and birth date stand in the document number. Where both disagree with it, the number may be somebody else's: then
 * nothing is certain.
 */
export const byIdentity: Propose = (found) => {
  const { field, row, rules } = found;
  if (field !== 'gender' && field !== 'birth_date') return [];
  const isDoubtful = rules.has('gender-against-identity') && rules.has('birth-date-against-identity');
  return proposal(found, identityFacts(row.values)?.[field], 'identity', !isDoubtful);
};

/** A row says in two cells which school it is of; where one of them is right the other follows. */
export const byUnit: Propose = (found) => {
  const { field, unit, row } = found;
  if (unit === null) return [];
  const { school_code, school_name } = row.values;
  const isOurs =
    (unit.code !== null && school_code === unit.code) ||
    (school_name !== null && folded(school_name) === folded(unit.name));
  if (field === 'school_code') return proposal(found, unit.code, 'unit', isOurs);
  return field === 'school_name' ? proposal(found, unit.name, 'unit', isOurs) : [];
};

const isRecordField = (field: string): field is RecordField =>
  (recordFields as readonly string[]).includes(field);

const registered = ({ field, teacher }: Found): string | undefined =>
  teacher === undefined || !isRecordField(field) || field === 'is_rural'
    ? undefined
    : cellText(teacher.record[field]);

/** What the registry holds may be out of date: a proposal, never a certainty. */
export const byRegistry: Propose = (found) => proposal(found, registered(found), 'registry', false);

/** Permitted values near to what was typed. */
export const byList: Propose = function* (found) {
  const { suggestions } = found.issue.params;
  for (const text of typeof suggestions === 'string' ? suggestions.split('、') : []) {
    yield* proposal(found, text, 'list', false);
  }
};

/** A number such as 2015.1 is January or October; certain where the registry says which. */
export const byMonths: Propose = function* (found) {
  const { year } = found.issue.params;
  const readings = [`${year}-01`, `${year}-10`];
  const known = registered(found);
  if (known !== undefined && readings.includes(known)) {
    yield* proposal(found, known, 'registry', true);
    return;
  }
  for (const text of readings) yield* proposal(found, text, 'reading', false);
};

/** The digits that a number has kept, whether it is written out or as 3.799E+17. */
const digitsOf = (text: string): string =>
  (/^\d+$/.test(text) ? text : Number(text).toLocaleString('en', { useGrouping: false })).slice(
    0,
    KEPT_DIGITS,
  );

/** Teachers whom the row may speak of though its document can't be read: known by stamp, or by name. */
const mayBe = ({ teacher, namesakes }: Found): readonly KnownTeacher[] =>
  teacher === undefined ? namesakes : [teacher];

/**
 * A document or certificate number that went through a float, of a person whom the registry knows otherwise: what is left of
 * it must be the beginning of the registered number.
 */
export const byLostDigits: Propose = (found) => {
  const { field, issue } = found;
  if (field !== 'id_number' && field !== 'cert_no') return [];
  const kept = digitsOf(issue.value ?? '');
  const fitting = mayBe(found).filter(
    ({ record }) => kept.length === KEPT_DIGITS && record[field]?.startsWith(kept),
  );
  const numbers = new Set(fitting.map(({ record }) => record[field]));
  const [only] = numbers.size === 1 ? numbers : [];
  return proposal(found, only, 'registry', true);
};

/** A document number with a slip of one character, or of two that changed places, beside the registered one. */
const MOST_SLIPS = 2;

export const byNearNumber: Propose = (found) => {
  const typed = found.row.values.id_number ?? '';
  const near = mayBe(found).filter(
    ({ record }) => record.id_number !== null && editDistance(typed, record.id_number) <= MOST_SLIPS,
  );
  const [only, ...others] = near;
  return others.length > 0 ? [] : proposal(found, only?.record.id_number, 'registry', false);
};

const saysTheSame = (one: CheckedRow, other: CheckedRow): boolean =>
  Object.entries(one.values).every(([field, value]) => other.values[field as 'name'] === value);

/** A row that says nothing but what an earlier row of the same person says may go. */
export const byDuplicate: Propose = function* ({ row, first, field }) {
  if (first === undefined || first === row || !saysTheSame(first, row)) return;
  yield { field, column: null, text: '', from: 'duplicate', certain: true };
};

/** A column that stands twice: its second heading may go, so that what is below it is nobody's. */
export const bySecondHeading = ({ column, field = '' }: Issue): Repair[] =>
  column === null ? [] : [{ field, column: columnOf(column), text: '', from: 'header', certain: false }];
