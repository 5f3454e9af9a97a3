/** Boards of large areas are counted beside their readers: nobody waits for it, and nobody reads an old count for long. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inScope } from '../../database/scope.ts';
import type { Round } from '../../database/standing.ts';
import { openProgress, type ProgressReader } from '../../review-ui/pages/boards/progress-reader.ts';
import { eventually } from '../setup/eventually.ts';
import { addSchool } from '../setup/registry.ts';
import { openWeb, type Web } from './web.ts';

let web: Web;
let now = new Date('2026-11-24T12:00:00Z');
let codes = 0;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const after = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};
const openSchool = () => {
  codes += 1;
  const code = `22370001${codes + 10}`;
  return inScope(web.db, '/', (tx) => addSchool(tx, web.places.county, `新校${codes}`, code));
};
const round: Round = {
  since: null,
  campaign_id: null,
  policy: { more_than_percent: 10, more_than_teachers: 3 },
};
const read = async (reader: ProgressReader) => {
  const { county } = web.places;
  const { direct, counted_at } = await inScope(web.db, county.unit.path, (tx) =>
    reader(tx, county.unit, round),
  );
  return { units: direct.units, counted_at };
};
const opened = (large_units: number) =>
  openProgress(web.db, {
    ...{ now: () => now, large_units },
    onFailure: (error) => {
      throw error;
    },
  });

it('a small area is counted for each reader', async () => {
  const reader = opened(1000);
  const before = await read(reader);
  await openSchool();
  expect(await read(reader)).toEqual({ units: before.units + 1, counted_at: null });
});

it('a large one is shown as counted a moment ago, then anew, and never older than a minute', async () => {
  const reader = opened(1);
  const first = await read(reader);
  expect(first.counted_at).toEqual(now);
  await openSchool();
  after(9);
  expect(await read(reader)).toEqual(first);
  after(2);
  // The reader who finds it stale gets it still; the next ones get the new count.
  expect(await read(reader)).toEqual(first);
  const second = await eventually(
    () => read(reader),
    ({ units }) => units === first.units + 1,
  );
  expect(second.counted_at).toEqual(now);
  await openSchool();
  after(61);
  expect(await read(reader)).toEqual({ units: first.units + 2, counted_at: now });
});

it('another round is another count', async () => {
  const reader = opened(1);
  await read(reader);
  const { county } = web.places;
  after(1);
  const other = { ...round, since: new Date('2026-01-01T00:00:00Z') };
  const { counted_at } = await inScope(web.db, county.unit.path, (tx) => reader(tx, county.unit, other));
  expect(counted_at).toEqual(now);
});
