/** Whatever people do in whatever order: one active record per document, history replays to the present, nothing is lost. */
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { examine } from '../../bin/commands/doctor.ts';
import type { Diagnosis } from '../../schemas/diagnosis.ts';
import { openWeb, type Web } from '../review-ui/web.ts';
import { people, type SchoolName, schoolNames, World } from './world.ts';

const school = fc.constantFrom<SchoolName>(...schoolNames);
const place = fc.nat({ max: 4 });

/** One thing that somebody does; it may be refused. */
type Step = { readonly does: string; readonly run: (world: World) => Promise<void> };
const step = <T>(does: string, given: fc.Arbitrary<T>, run: (world: World, given: T) => Promise<void>) =>
  given.map(
    (value): Step => ({ does: `${does} ${JSON.stringify(value)}`, run: (world) => run(world, value) }),
  );

const file = { drop: place, retitle: place, add: fc.nat({ max: people }) };
const answer = { rest: fc.constantFrom('kept', 'left', 'moved' as const), to: school };

const steps = fc.oneof(
  {
    // All of a file's way: without it few lists of steps would come as far as the registry.
    weight: 6,
    arbitrary: step(
      'send and close',
      fc.record({ at: school, ...file, ...answer, works: fc.boolean() }),
      async (world, given) => {
        const { at, rest, to } = given;
        await world.send(at, given);
        await world.submit(at, rest, to);
        await world.decide(at, 'approve');
        await world.close(at);
      },
    ),
  },
  {
    weight: 4,
    arbitrary: step('send', fc.record({ at: school, ...file }), (world, given) =>
      world.send(given.at, given),
    ),
  },
  {
    weight: 4,
    arbitrary: step('submit', fc.record({ at: school, ...answer }), (world, { at, rest, to }) =>
      world.submit(at, rest, to),
    ),
  },
  {
    weight: 4,
    arbitrary: step(
      'decide',
      fc.record({ at: school, decision: fc.constantFrom('approve', 'approve', 'reject', 'clear' as const) }),
      (world, { at, decision }) => world.decide(at, decision),
    ),
  },
  { weight: 4, arbitrary: step('close', school, (world, at) => world.close(at)) },
  { weight: 3, arbitrary: step('work', fc.constant(null), (world) => world.work()) },
  {
    weight: 4,
    arbitrary: step(
      'propose',
      fc.record({ person: fc.integer({ min: 1, max: people }), to: school }),
      (world, { person, to }) => world.propose(person, to),
    ),
  },
  {
    weight: 4,
    arbitrary: step(
      'act on transfers',
      fc.constantFrom('carry-out', 'carry-out', 'decline' as const),
      (world, verb) => world.act(verb),
    ),
  },
  {
    weight: 2,
    arbitrary: step('merge', fc.constantFrom<SchoolName>('school', 'neighbour'), (world, from) =>
      world.merge(from, from === 'school' ? 'neighbour' : 'school'),
    ),
  },
  { weight: 1, arbitrary: step('reopen', school, (world, at) => world.reopen(at)) },
  { weight: 1, arbitrary: step('send back', school, (world, at) => world.sendBack(at)) },
  {
    weight: 3,
    arbitrary: step('undo and close', school, async (world, at) => {
      await world.work();
      await world.undo(at);
      await world.decide(at, 'approve');
      await world.close(at);
    }),
  },
);

describe('uploads, decisions, transfers, mergers and undos in any order', () => {
  it('keep one active record per document, a history that replays to the present, and everything that was there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 24, size: 'max' }), async (list) => {
        const web = await openWeb();
        try {
          const world = await World.open(web);
          const before = await idsOf(web);
          for (const { run } of list) await run(world);
          // More than once: a set that went stale owes another check.
          for (let round = 0; round < 3; round++) await world.work();
          expect(await brokenLaws(web)).toEqual([]);
          await requireEnds(web);
          expect(await idsOf(web)).toEqual(expect.arrayContaining(before));
        } finally {
          await web.close();
        }
      }),
      { numRuns: 10 },
    );
    // Ten worlds, each with up to two dozen things that people do.
  }, 240_000);
});

async function query<R extends pg.QueryResultRow>(web: Web, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: web.database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

const idsOf = async (web: Web): Promise<string[]> =>
  (await query<{ id: string }>(web, 'select id from teachers order by id')).map(({ id }) => id);

/** What must hold of a registry at every moment, as `muster doctor` asks it. */
async function brokenLaws(web: Web): Promise<Diagnosis[]> {
  const broken: Diagnosis[] = [];
  for await (const diagnosis of examine(web.db)) if (diagnosis.found > 0) broken.push(diagnosis);
  return broken;
}

/** Nothing is owed any more: each file waits for a person or is at its end. */
const requireEnds = async (web: Web): Promise<void> =>
  expect(await query(web, 'select id, state, owes from uploads where owes is not null')).toEqual([]);
