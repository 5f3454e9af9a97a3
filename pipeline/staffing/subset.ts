/** Chooses whole schools that together come as near to a number of teachers as they can. */

/**
 * Places of `sizes` whose sum is nearest to `target` and not above `most`; of two equally near sums the larger. Sizes come largest
 * first and are taken so, which leaves the small ones, that fit anywhere, for later. Exact: O(sizes × most).
 */
export function nearestSubset(sizes: readonly number[], target: number, most: number): number[] {
  if (most <= 0) return [];
  const width = most + 1;
  // reachable[i][s]: some of the sizes from the i-th on sum up to s.
  const reachable = new Uint8Array((sizes.length + 1) * width);
  reachable[sizes.length * width] = 1;
  for (let i = sizes.length - 1; i >= 0; i -= 1) {
    const size = sizes[i] ?? 0;
    const here = i * width;
    const after = here + width;
    for (let sum = 0; sum < width; sum += 1) {
      const isReached = reachable[after + sum] === 1 || (sum >= size && reachable[after + sum - size] === 1);
      if (isReached) reachable[here + sum] = 1;
    }
  }
  let left = nearest(reachable, target, most);
  const chosen: number[] = [];
  for (const [i, size] of sizes.entries()) {
    if (left < size || left === 0 || reachable[(i + 1) * width + left - size] !== 1) continue;
    chosen.push(i);
    left -= size;
  }
  return chosen;
}

function nearest(reachable: Uint8Array, target: number, most: number): number {
  for (let away = 0; away <= most + Math.abs(target); away += 1) {
    if (target + away <= most && reachable[target + away] === 1) return target + away;
    if (target - away >= 0 && reachable[target - away] === 1) return target - away;
  }
  return 0;
}
