/** Puts rows and cells in order, which nearly always they are already. */
import type { Tags } from './xml.ts';

/** The same items in order. Two of one number contradict each other, and nobody may choose for the sender. */
export function sortedUnique<Item>(items: Item[], numberOf: (item: Item) => number, tags: Tags): Item[] {
  let ordered = true;
  let last = -1;
  for (const item of items) {
    const number = numberOf(item);
    if (number <= last) ordered = false;
    last = number;
  }
  if (ordered) return items;
  items.sort((a, b) => numberOf(a) - numberOf(b));
  for (let i = 1; i < items.length; i++) {
    const [before, here] = [items[i - 1], items[i]];
    if (before && here && numberOf(before) === numberOf(here)) throw tags.damaged();
  }
  return items;
}
