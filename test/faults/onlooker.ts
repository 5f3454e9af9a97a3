/** Looks on while a fault strikes: whenever the database can be read, what it shows is whole. */
import { setTimeout as wait } from 'node:timers/promises';
import { diagnose } from '../../database/diagnosis.ts';
import type { Ground } from './ground.ts';

export interface Onlooker {
  /** What was seen that may not be, and how often it looked. */
  stop(): Promise<{ readonly seen: readonly string[]; readonly looks: number }>;
}

const between_ms = 300;

export function lookOn({ db }: Ground): Onlooker {
  let isOver = false;
  let looks = 0;
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    while (!isOver) {
      try {
        for await (const { law, found, examples } of diagnose(db)) {
          // Judged by the clock, which a fault may set.
          if (law === 'nothing-waits-for-ever') continue;
          if (found > 0) seen.add(`seen meanwhile, against ${law}: ${examples[0]}`);
        }
        looks += 1;
      } catch {
        // Nobody can read now: nothing half-done is seen either.
      }
      await wait(between_ms);
    }
  };
  const looking = look();
  return {
    stop: async () => {
      isOver = true;
      await looking;
      return { seen: [...seen], looks };
    },
  };
}
