/** The faults: what is done to whom, as one table. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../samples/random.ts';
import { type QueueKind, queueKinds } from '../setup/queues.ts';
import type { Ground } from './ground.ts';
import { killInReading, killInWrite, poison, registryTables, verdictTables } from './kills.ts';
import { closeInUpload, dragLines, killAfterReceipt, killInUpload } from './lines.ts';
import type { Story } from './load.ts';
import type { OwnProgram } from './own-program.ts';
import type { Scene } from './scene.ts';

export interface Strike {
  readonly ground: Ground;
  readonly scene: Scene;
  readonly random: Random;
  /** How long what is away stays away. */
  readonly away_ms: number;
  /** Adds to the load, for a fault that needs somebody at a certain place: the rest may be through by then. */
  readonly also: (story: Story) => void;
}

export interface Fault {
  readonly name: string;
  /** Where it means something. */
  readonly on: readonly QueueKind[];
  /** Why it can't be done on this machine. */
  readonly hindered?: (ground: Ground) => string | null;
  /** Does harm, and takes back what does not end by itself. */
  readonly strike: (strike: Strike) => Promise<void>;
}

const everywhere = queueKinds;
const redisOnly = ['redis'] as const;

const oneOrBoth = ({ ground, random }: Strike): readonly OwnProgram[] =>
  random.chance(0.5) ? ground.workers : [random.pick(ground.workers)];

const whileAway = async ({ away_ms }: Strike): Promise<void> => {
  await wait(away_ms);
};

export const faults: readonly Fault[] = [
  {
    name: 'worker-killed',
    on: everywhere,
    strike: async (strike) => {
      for (const worker of oneOrBoth(strike)) worker.kill();
    },
  },
  { name: 'worker-killed-in-reading', on: everywhere, strike: killInReading },
  {
    name: 'worker-killed-in-the-write',
    on: everywhere,
    strike: (strike) => killInWrite(strike, verdictTables),
  },
  {
    name: 'worker-killed-in-apply',
    on: everywhere,
    strike: (strike) => killInWrite(strike, registryTables),
  },
  { name: 'file-kills-its-worker', on: everywhere, strike: poison },
  {
    name: 'web-killed',
    on: everywhere,
    strike: async ({ ground }) => ground.web.kill(),
  },
  { name: 'web-killed-in-mid-upload', on: everywhere, strike: killInUpload },
  { name: 'web-killed-between-receipt-and-dispatch', on: everywhere, strike: killAfterReceipt },
  {
    name: 'queue-flushed',
    on: everywhere,
    strike: async ({ ground }) => ground.flush(),
  },
  {
    name: 'redis-restarted-empty',
    on: redisOnly,
    strike: async ({ ground }) => ground.redis?.restartEmpty(),
  },
  {
    name: 'redis-unreachable',
    on: redisOnly,
    strike: async (strike) => {
      const { redis } = strike.ground;
      if (strike.random.chance(0.5)) redis?.lose();
      else await redis?.refuse();
      await whileAway(strike);
      await redis?.reach();
    },
  },
  {
    name: 'redis-fails-over',
    on: redisOnly,
    strike: async ({ ground }) => ground.redis?.failOver(),
  },
  {
    name: 'redis-demoted',
    on: redisOnly,
    strike: async ({ ground }) => ground.redis?.demote(),
  },
  {
    name: 'postgres-killed',
    on: everywhere,
    strike: async ({ ground }) => ground.postgres.kill(),
  },
  {
    name: 'postgres-restarted',
    on: everywhere,
    strike: async ({ ground }) => ground.postgres.restart(),
  },
  {
    name: 'postgres-away',
    on: everywhere,
    strike: async (strike) => {
      await strike.ground.postgres.down();
      await whileAway(strike);
      await strike.ground.postgres.up();
    },
  },
  {
    name: 'postgres-out-of-connections',
    on: everywhere,
    strike: async (strike) => {
      await strike.ground.postgres.hogConnections(strike.ground.appPassword);
      await whileAway(strike);
      await strike.ground.postgres.releaseConnections();
    },
  },
  {
    name: 'postgres-read-only',
    on: everywhere,
    strike: async (strike) => {
      await strike.ground.postgres.readOnly(true);
      await whileAway(strike);
      await strike.ground.postgres.readOnly(false);
    },
  },
  {
    name: 'postgres-disk-full',
    on: everywhere,
    hindered: ({ postgres }) => postgres.sharesDisk,
    strike: async (strike) => {
      strike.ground.postgres.fillDisk();
      await whileAway(strike);
      strike.ground.postgres.freeDisk();
    },
  },
  {
    name: 'event-loop-blocked-past-the-lock',
    on: everywhere,
    strike: async (strike) => {
      await Promise.all(oneOrBoth(strike).map((worker) => worker.freeze(8_000)));
    },
  },
  {
    name: 'deployed-in-mid-flight',
    on: everywhere,
    strike: async ({ ground }) => {
      await Promise.all([...ground.workers.map((worker) => worker.replace(true)), ground.web.replace(false)]);
    },
  },
  {
    name: 'clock-set-back',
    on: everywhere,
    hindered: ({ postgres }) => postgres.clock.hindrance,
    // Of the whole machine, and a worker dies whose claims now lie in the future. By more than an hour the audit trail would tell.
    strike: async ({ ground, random }) => {
      ground.postgres.clock.set(-random.whole(60, 3_000));
      await wait(1_500);
      random.pick(ground.workers).kill();
      await wait(5_000);
    },
  },
  {
    name: 'clock-set-forward',
    on: everywhere,
    hindered: ({ postgres }) => postgres.clock.hindrance,
    strike: async ({ ground, random }) => {
      ground.postgres.clock.set(random.whole(60, 3_000));
      await wait(6_500);
    },
  },
  { name: 'jobs-delivered-again', on: everywhere, strike: deliverAgain },
  { name: 'slow-clients', on: everywhere, strike: dragLines },
  { name: 'deadline-passes-in-mid-upload', on: everywhere, strike: closeInUpload },
];

/** One job a hundred times at once, and every other twice. */
async function deliverAgain({ ground, scene, random }: Strike): Promise<void> {
  const owed = await ground.postgres.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string; owes: 'check' | 'apply' | null }>(
      'select id, owes from uploads where id > $1',
      [scene.since],
    );
    return rows;
  });
  if (owed.length === 0) return;
  const often = random.pick(owed);
  const again = (id: string, owes: 'check' | 'apply', times: number) =>
    Array.from({ length: times }, (_, n) => ({ id, owes, round: `again${n}`, size_bytes: 1_000_000 }));
  await ground.deliver([
    ...again(often.id, often.owes ?? 'check', 100),
    ...owed.flatMap(({ id, owes }) => again(id, owes ?? 'apply', 2)),
  ]);
}
