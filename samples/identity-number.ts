/** Resident ID numbers that are valid by checksum and belong to nobody: area 3799xx was never assigned. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The eighteenth character for the first seventeen digits (GB 11643-1999). Written apart from pipeline/identity.ts on
 * purpose: samples that were made by the code under test would prove nothing.
 */
export function checkCharacter(digits: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += (digits.charCodeAt(index) - 48) * (weights[index] ?? 0);
  return '10X98765432'.charAt(sum % 11);
}

/** A block of test areas: `from` 0–99 is the last part of 3799xx. Blocks that don't overlap never share a number. */
export interface AreaBlock {
  readonly from: number;
  readonly count: number;
}

export interface BirthRange {
  /** `YYYY-MM-DD`, included. */
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** The days of a range, written out once: a million people share a few thousand birthdays. */
const daysOf = new WeakMap<BirthRange, readonly string[]>();
function daysIn(range: BirthRange): readonly string[] {
  let days = daysOf.get(range);
  if (days === undefined) {
    const first = dayNumber(range.from);
    const count = dayNumber(range.to) - first + 1;
    days = Array.from({ length: count }, (_, index) =>
      new Date((first + index) * dayMs).toISOString().slice(0, 10),
    );
    daysOf.set(range, days);
  }
  return days;
}
const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Coprime with every number of days or places used here, so that multiplying by it only shuffles. */
const stride = 7919;

/**
 * Number and birth date of the `n`th person of a block. Different `n` give different numbers without remembering any,
 * which is what lets a million people be made in bounded memory.
 *
 * @throws RangeError when the block holds fewer people
 */
export function identityOf(
  n: number,
  gender: '男' | '女',
  block: AreaBlock,
  born: BirthRange,
): { id_number: string; birth_date: string } {
  const birthdays = daysIn(born);
  const days = birthdays.length;
  const places = block.count * 499;
  const round = Math.floor(n / days);
  if (round >= places) throw new RangeError(`areas 3799${block.from}+${block.count} are full at ${n}`);
  const dayIndex = ((n % days) * stride) % days;
  const place = (round * stride + dayIndex * 104_729) % places;
  const birth_date = birthdays[dayIndex] ?? born.from;
  const area = `3799${pad(block.from + Math.floor(place / 499), 2)}`;
  const sequence = 2 * (place % 499) + (gender === '男' ? 1 : 2);
  const day = birth_date.slice(0, 4) + birth_date.slice(5, 7) + birth_date.slice(8);
  const digits = area + day + pad(sequence, 3);
  return { id_number: digits + checkCharacter(digits), birth_date };
}
