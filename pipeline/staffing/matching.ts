/** Matches rows with columns: as many pairs as there can be, and of all such matchings one of least cost. */

/** Dwarfed by nothing: the row stays without a partner. */
const none = -1;

/**
 * The column of each row, or -1. `costs` are whole numbers from 0, null where a pair is impossible. Jonker and Volgenant's way of the
 * Hungarian method, O(rows² × columns): each row in turn finds its cheapest augmenting path. A row without a partner costs more than
 * all others together, so no matching has more pairs. The same costs give the same matching.
 */
export function cheapestMatching(costs: readonly (readonly (number | null)[])[]): number[] {
  const rows = costs.length;
  const partners = Math.max(0, ...costs.map((row) => row.length));
  // One column more for each row, at a price above any matching: that row remains alone.
  const columns = partners + rows;
  const highest = costs.flat().reduce<number>((most, cost) => Math.max(most, cost ?? 0), 0);
  const alone = (highest + 1) * (rows + 1);
  const priceOf = (row: number, column: number): number =>
    column >= partners ? alone : (costs[row]?.[column] ?? 2 * alone);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  // Rows and columns count from 1 here; 0 is the row that is being placed.
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    rowOf[0] = row;
    const path = new Int32Array(columns + 1);
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const isUsed = new Uint8Array(columns + 1);
    let column = 0;
    while ((rowOf[column] ?? 0) !== 0) {
      isUsed[column] = 1;
      const here = rowOf[column] ?? 0;
      let step = Number.POSITIVE_INFINITY;
      let nearest = 0;
      for (let other = 1; other <= columns; other += 1) {
        if (isUsed[other] === 1) continue;
        const reduced =
          priceOf(here - 1, other - 1) - (rowPotential[here] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (least[other] ?? 0)) {
          least[other] = reduced;
          path[other] = column;
        }
        if ((least[other] ?? 0) < step) {
          step = least[other] ?? 0;
          nearest = other;
        }
      }
      for (let other = 0; other <= columns; other += 1) {
        if (isUsed[other] === 1) {
          const taken = rowOf[other] ?? 0;
          rowPotential[taken] = (rowPotential[taken] ?? 0) + step;
          columnPotential[other] = (columnPotential[other] ?? 0) - step;
        } else least[other] = (least[other] ?? 0) - step;
      }
      column = nearest;
    }
    while (column !== 0) {
      const before = path[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  const matched = costs.map(() => none);
  for (let column = 1; column <= partners; column += 1) {
    const row = rowOf[column] ?? 0;
    if (row > 0) matched[row - 1] = column - 1;
  }
  return matched;
}
