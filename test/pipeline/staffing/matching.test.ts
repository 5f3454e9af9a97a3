/** The cheapest matching beside every other one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestMatching } from '../../../pipeline/staffing/matching.ts';

type Costs = readonly (readonly (number | null)[])[];

/** The most pairs and then the least cost, by trying every way to match. */
function bestMatching(costs: Costs, row = 0, taken: ReadonlySet<number> = new Set()): [number, number] {
  const own = costs[row];
  if (own === undefined) return [0, 0];
  let best = bestMatching(costs, row + 1, taken);
  for (const [column, cost] of own.entries()) {
    if (cost === null || taken.has(column)) continue;
    const [pairs, sum] = bestMatching(costs, row + 1, new Set([...taken, column]));
    if (pairs + 1 > best[0] || (pairs + 1 === best[0] && sum + cost < best[1]))
      best = [pairs + 1, sum + cost];
  }
  return best;
}

const matrices = fc
  .record({ rows: fc.integer({ min: 0, max: 5 }), columns: fc.integer({ min: 0, max: 5 }) })
  .chain(({ rows, columns }) => {
    const row = fc.array(fc.option(fc.nat(9), { freq: 2 }), { minLength: columns, maxLength: columns });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });

describe('the cheapest matching', () => {
  it('has as many pairs as any, and of those the least cost', () => {
    fc.assert(
      fc.property(matrices, (costs) => {
        const matched = cheapestMatching(costs);
        const pairs = matched.flatMap((column, row) => (column === -1 ? [] : [{ row, column }]));
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
        const prices = pairs.map(({ row, column }) => costs[row]?.[column] ?? Number.NaN);
        expect([pairs.length, prices.reduce((sum, price) => sum + price, 0)]).toEqual(bestMatching(costs));
      }),
      { numRuns: 1000 },
    );
  });
});
