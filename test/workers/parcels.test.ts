import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parcelsOf, Unpacking } from '../../workers/confined/parcels.ts';

/** As the other process gets it: every parcel in order. */
function carried(value: unknown): { parcels: number; value: unknown } {
  const unpacking = new Unpacking();
  let count = 0;
  const parcels = parcelsOf(value);
  for (let next = parcels.next(); ; next = parcels.next()) {
    count += 1;
    if (next.done) return { parcels: count, value: unpacking.finish(next.value) };
    unpacking.take(next.value);
  }
}

test('whatever is JSON arrives as it was sent', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const expected: unknown = JSON.parse(JSON.stringify(value));
      expect(carried(value).value).toEqual(expected);
    }),
  );
});

test('long lists go in parts, in order, and short values in one', () => {
  const rows = Array.from({ length: 2_501 }, (_, row) => ({ row, name: `张试${row}` }));
  const issues = Array.from({ length: 1_000 }, (_, row) => ({ row }));
  expect(carried({ template: 'teacher', rows, issues })).toEqual({
    parcels: 4,
    value: { template: 'teacher', rows, issues },
  });
  expect(carried({ rows: [1, 2] }).parcels).toBe(1);
});

test('bytes arrive as bytes', () => {
  expect(carried(Uint8Array.of(1, 2, 3)).value).toEqual(Uint8Array.of(1, 2, 3));
});

test('a list of bytes goes item by item beside what is JSON, in order, empty ones too', () => {
  const contents = [Uint8Array.of(1, 2), new Uint8Array(0), Buffer.from('三')];
  const { parcels, value } = carried({ files: [{ shown: '一.csv' }], contents });
  expect(parcels).toBe(4);
  expect(value).toEqual({ files: [{ shown: '一.csv' }], contents });
});
