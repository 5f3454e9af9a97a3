/** A handful of simulated schools goes the whole way over HTTP, and every verdict is the one that was written down beforehand. */
import { expect, test } from 'vitest';
import { run } from '../../bench/province.ts';

test('schools send, get the verdicts of the manifest, are approved, enrolled and exported', async () => {
  const figures = await run(
    ['--units', '24', '--walk', '4', '--queue', 'postgres', '--messy', '0.5'],
    () => {},
  );
  expect(figures.postgres).toMatchObject({ mismatches: 0, walked: { files: 4 } });
  // Whoever works is found, by the name that it has when it is compiled.
  const { cpu_ms_per_workbook } = figures.postgres as { cpu_ms_per_workbook: Record<string, number> };
  const idle = Object.keys(cpu_ms_per_workbook).filter((party) => !cpu_ms_per_workbook[party]);
  expect(idle).toEqual(['redis']);
}, 240_000);
