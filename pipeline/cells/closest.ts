/** Suggests what a mistyped value of a closed list may have meant. */
import { folded } from '../text.ts';

const MOST_SUGGESTIONS = 3;
/** Texts longer than this are no slips of the keyboard. */
const LONGEST_COMPARED = 40;

/** Least number of characters to insert, delete or replace (Levenshtein). */
export function editDistance(from: string, to: string): number {
  const target = [...to];
  let previous = Array.from({ length: target.length + 1 }, (_, i) => i);
  for (const [i, character] of [...from].entries()) {
    const current = [i + 1];
    for (const [j, other] of target.entries()) {
      const replaced = (previous[j] ?? 0) + (character === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[target.length] ?? 0;
}

/** What was looked for in a list before: a whole column often has the same slip. */
const found = new WeakMap<ReadonlyMap<string, string>, Map<string, readonly string[]>>();
const MOST_REMEMBERED = 500;

/** {@link nearest}, remembering a few hundred answers for each list. */
export function closest(text: string, byText: ReadonlyMap<string, string>): readonly string[] {
  const answers = found.get(byText) ?? new Map<string, readonly string[]>();
  found.set(byText, answers);
  const known = answers.get(text);
  if (known !== undefined) return known;
  const answer = nearest(text, byText);
  if (answers.size < MOST_REMEMBERED) answers.set(text, answer);
  return answer;
}

/**
 * Up to three permitted values nearest to the text, by any way of writing them; none when nothing is near or when
 * more than three are equally near, for then a suggestion would be a guess.
 */
function nearest(text: string, byText: ReadonlyMap<string, string>): string[] {
  const wanted = folded(text);
  if (wanted.length > LONGEST_COMPARED) return [];
  const limit = Math.max(1, Math.floor([...wanted].length / 2));
  let best = limit + 1;
  let near = new Set<string>();
  for (const [known, value] of byText) {
    const isPart =
      known.length > 1 && wanted.length > 1 && (known.includes(wanted) || wanted.includes(known));
    const distance = isPart ? 1 : editDistance(wanted, known);
    // A single character replaced by another one has nothing in common with it.
    if (distance >= Math.max(wanted.length, known.length) || distance > best) continue;
    if (distance < best) near = new Set();
    best = distance;
    near.add(value);
  }
  return best <= limit && near.size <= MOST_SUGGESTIONS ? [...near] : [];
}
