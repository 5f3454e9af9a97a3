/** Says how likely two records are one person under two documents, and why; it compares, and decides nothing. */
import { type AlikeReason, alikeReasons } from '../schemas/lookalike.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { nameForEye, numberForEye } from './confusable.ts';
import { oneSlip } from './one-slip.ts';
import { characters, nameKey } from './text.ts';

/** What is compared of a person. */
export type Comparable = Pick<
  TeacherRecord,
  'name' | 'id_type' | 'id_number' | 'birth_date' | 'mobile' | 'gender'
>;

export interface Likeness {
  /** 0–100; what is told begins at `probableFrom`. */
  readonly score: number;
  readonly reasons: readonly AlikeReason[];
}

/** In a name of two characters, one that differs is half of it. */
const shortestSimilarName = 3;

function nameReason(a: string | null, b: string | null): AlikeReason | null {
  if (a === null || b === null) return null;
  if (a === b) return 'same-name';
  const [one, other] = [nameKey(a), nameKey(b)];
  if (one === '' || other === '') return null;
  if (one === other) return 'same-name-without-dots';
  if (nameForEye(one) === nameForEye(other)) return 'lookalike-name';
  if (Math.min(characters(one), characters(other)) < shortestSimilarName) return null;
  return oneSlip(one, other) === null ? null : 'similar-name';
}

/** Area and birth date of an 18-character number; sequence and check character follow. */
const beforeSequence = 14;
const beforeCheck = 17;
const isEighteen = (number: string): boolean => /^\d{17}[\dX]$/.test(number);

function numberReason(a: Comparable, b: Comparable): AlikeReason | null {
  if (a.id_number === null || b.id_number === null) return null;
  if (a.id_number === b.id_number) return 'same-number';
  if (numberForEye(a.id_number) === numberForEye(b.id_number)) return 'lookalike-number';
  const both = isEighteen(a.id_number) && isEighteen(b.id_number);
  // The check character follows from the others: where both numbers are valid it says nothing of its own.
  const slip = both
    ? oneSlip(a.id_number.slice(0, beforeCheck), b.id_number.slice(0, beforeCheck))
    : oneSlip(a.id_number, b.id_number);
  if (slip === null || slip.kind === 'added') return null;
  // Passports are numbered in sequence from end to end.
  if (!both || slip.at >= beforeSequence) return 'near-sequence';
  return slip.kind === 'swapped' ? 'transposed-identity' : 'one-digit-identity';
}

/** Off where both documents name another gender. */
const otherGender = 15;

/** Symmetric: neither record comes first. */
export function likeness(a: Comparable, b: Comparable): Likeness {
  const reasons = [
    nameReason(a.name, b.name),
    a.birth_date !== null && a.birth_date === b.birth_date ? ('same-birth-date' as const) : null,
    a.mobile !== null && a.mobile === b.mobile ? ('same-mobile' as const) : null,
    numberReason(a, b),
  ].filter((reason) => reason !== null);
  const sum = reasons.reduce((points, reason) => points + alikeReasons[reason].weight, 0);
  const isOther = a.gender !== null && b.gender !== null && a.gender !== b.gender;
  return { score: Math.max(0, Math.min(100, sum - (isOther ? otherGender : 0))), reasons };
}
