/** A handful of simulated schools goes the whole way over HTTP, and every verdict is the one that was written down beforehand. */
import { expect, test } from 'vitest';
import { run } from '../../bench/province.ts';

test('schools send, get the verdicts of the manifest, are approved, enrolled and exported', async () => {
  const figures = await run(
    ['--units', '24', '--walk', '4', '--queue', 'postgres', '--messy', '0.5'],
    () => {},
  );
  expect(figures.postgres).toMatchObject({ mismatches: 0, walked: { files: 4 } });
}, 240_000);
