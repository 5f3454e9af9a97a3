/** Where two numbers differ, without saying what stands there. */

export type Difference = { readonly places: string } | { readonly old: number; readonly new: number };

/** Positions counted from 1, runs joined (`7–8、14`); or the two lengths when these differ. */
export function whereTheyDiffer(old: string, changed: string): Difference {
  const [a, b] = [[...old], [...changed]];
  if (a.length !== b.length) return { old: a.length, new: b.length };
  const runs: [number, number][] = [];
  for (let index = 0; index < a.length; index++) {
    if (a[index] === b[index]) continue;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else runs.push([index + 1, index + 1]);
  }
  return { places: runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join('、') };
}
