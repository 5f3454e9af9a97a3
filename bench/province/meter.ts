/** Processor time of everything that takes part, by who it is. */
import { cpuOf, familyCpu, readersOf } from '../intake/cost.ts';

export interface Parties {
  readonly web: number;
  readonly workers: readonly number[];
  readonly postmaster: number;
  readonly redis: number | null;
}

const parties = ['web', 'worker', 'readers', 'postgres', 'redis', 'driver'] as const;
export type Cpu = Readonly<Record<(typeof parties)[number], number>>;

const sum = (pids: readonly number[]): number => pids.reduce((total, pid) => total + cpuOf(pid), 0);

/** So far, in ms. */
export const cpuNow = ({ web, workers, postmaster, redis }: Parties): Cpu => ({
  web: cpuOf(web),
  worker: sum(workers),
  readers: sum([web, ...workers].flatMap(readersOf)),
  postgres: familyCpu(postmaster),
  redis: redis === null ? 0 : cpuOf(redis),
  driver: cpuOf(process.pid),
});

/** Of Muster's own processes, the driver left out, in ms. */
export const totalOf = ({ driver: _, ...own }: Cpu): number =>
  Object.values(own).reduce((total, ms) => total + ms, 0);

/** What each spent between two moments, for each of `count`. */
export const cpuPer = (before: Cpu, after: Cpu, count: number): Record<string, number> =>
  Object.fromEntries(
    parties.map((party) => [party, Number(((after[party] - before[party]) / count).toFixed(2))]),
  );
