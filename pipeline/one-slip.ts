/** Whether two texts are one slip of the hand apart: a character changed, left out or added, or two neighbours swapped. */

export interface Slip {
  readonly kind: 'changed' | 'swapped' | 'added';
  /** Zero-based place of the first character that differs. */
  readonly at: number;
}

/** Null when they are equal or further apart. The order of the two doesn't matter. */
export function oneSlip(one: string, other: string): Slip | null {
  const [a, b] = [Array.from(one), Array.from(other)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return null;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (at === long.length) return null;
  const isRest = (from: number, fromLong: number): boolean =>
    short.slice(from).join('') === long.slice(fromLong).join('');
  if (long.length > short.length) return isRest(at, at + 1) ? { kind: 'added', at } : null;
  if (isRest(at + 1, at + 1)) return { kind: 'changed', at };
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at] && isRest(at + 2, at + 2);
  return isSwapped ? { kind: 'swapped', at } : null;
}
