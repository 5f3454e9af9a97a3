/** One round: people at work, faults at seeded moments, rest, and what must be true then. */
import { setTimeout as wait } from 'node:timers/promises';
import { mixed, randomFrom } from '../../samples/random.ts';
import { eventually } from '../setup/eventually.ts';
import type { Ground } from './ground.ts';
import { broken } from './invariants.ts';
import { type Story, send, usualLoad, verdictOn } from './load.ts';
import type { Fault } from './matrix.ts';
import { lookOn } from './onlooker.ts';
import { bytesOf, openScene, rosterOf, type Scene, somebody } from './scene.ts';

export interface RoundOptions {
  readonly faults: readonly Fault[];
  readonly seed: number;
  /** How long what is away stays away. */
  readonly away_ms: number;
  readonly schools: number;
  readonly largeRows: number;
}

export interface Round {
  readonly faults: readonly string[];
  readonly backend: string;
  readonly seed: number;
  /** From the end of the last fault to the verdict on a file that was sent then. */
  readonly intake_back_s: number;
  /** From there until nothing was owed any more. */
  readonly at_rest_s: number;
  readonly took_s: number;
  /** How often each answer was given. */
  readonly answers: Readonly<Record<string, number>>;
  readonly looks: number;
  /** Empty where everything held. */
  readonly violations: readonly string[];
}

/** Enough for one of each kind, and small ones beside. */
export const usualSize = { schools: 13, largeRows: 1_200 };

/** The load takes about as long: later than this there is less and less to strike. */
const latest_strike_ms = 2_500;
const longestRest_ms = 150_000;

export async function playRound(ground: Ground, options: RoundOptions): Promise<Round> {
  const began = performance.now();
  const { faults, seed } = options;
  const random = randomFrom(
    mixed(seed, ...[...faults.map(({ name }) => name).join()].map((c) => c.charCodeAt(0))),
  );
  const scene = await openScene(ground, options.schools);
  const violations: string[] = [];
  const onlooker = lookOn(ground);
  const working = usualLoad(scene, options).map((story) => told(story, violations));
  const also = (story: Story): void => {
    working.push(told(story, violations));
  };
  const points = faults.map(() => random.whole(0, latest_strike_ms));
  await Promise.all(
    faults.map(async (fault, index) => {
      await wait(points[index]);
      const { away_ms } = options;
      const strike = { ground, scene, random: randomFrom(mixed(seed, index)), away_ms, also };
      await fault.strike(strike).catch((error: unknown) => {
        // In a mix another fault may stand in its way; alone it must strike.
        if (faults.length === 1) violations.push(`${fault.name} did not strike: ${String(error)}`);
      });
    }),
  );
  const struck = performance.now();
  const intake_back = probe(scene).catch((error: unknown) =>
    violations.push(`the next file: ${String(error)}`),
  );
  const back = intake_back.then(() => performance.now() - struck);
  await ground.heal();
  await Promise.all(working);
  const intake_back_ms = await back;
  await atRest(scene).catch((error: unknown) => violations.push(`never at rest: ${String(error)}`));
  const at_rest_ms = performance.now() - struck;
  const { seen, looks } = await onlooker.stop();
  violations.push(...seen, ...(await broken(scene)));
  const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;
  return {
    ...{ faults: faults.map(({ name }) => name), backend: ground.kind, seed, violations, looks },
    intake_back_s: inSeconds(intake_back_ms),
    at_rest_s: inSeconds(at_rest_ms),
    took_s: inSeconds(performance.now() - began),
    answers: Object.fromEntries([...scene.ledger].sort()),
  };
}

async function told({ name, ends, run }: Story, violations: string[]): Promise<void> {
  const end = await run().catch((error: unknown) => String(error));
  if (!ends.includes(end)) violations.push(`${name} came to ${end}, not ${ends.join(' or ')}`);
}

/** The next file after the fault, of a school that does nothing else. */
async function probe(scene: Scene): Promise<void> {
  const { last, ground } = scene;
  const bytes = bytesOf(rosterOf(last, [somebody(ground)]));
  await verdictOn(last.person, await send(scene, last, bytes, 'probe.csv'));
}

const atRest = ({ ground, since }: Scene): Promise<unknown> =>
  eventually(
    () =>
      ground.postgres.asOwner(async (client) => {
        const { rows } = await client.query(
          'select id, state, owes from uploads where owes is not null and id > $1',
          [since],
        );
        return rows;
      }),
    (owing) => owing.length === 0,
    longestRest_ms,
  );
