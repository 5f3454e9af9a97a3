/** Makes staffing plans in a process of its own, so that whoever reads a page meanwhile doesn't wait for them. */
import { createHash } from 'node:crypto';
import type { MadePlan, Planner } from '../../schemas/planner.ts';
import { problem } from '../../schemas/problem.ts';
import { Pool, type PoolOptions } from '../confined/pool.ts';
import type { AskedOf, WorkName } from '../confined/serve.ts';
import type { works } from './work.ts';

/** A city of 130,000 in 43 cells takes a tenth of either (docs/decisions/0072). */
export const planningLimits: PoolOptions['limits'] = { time_ms: 60_000, memory_mib: 1024 };

type Works = typeof works;
const nothing = new Uint8Array(0);

export interface ClosingPlanner extends Planner {
  /** Ids of its processes, for measuring what they cost. */
  readonly pids: readonly number[];
  close(): Promise<void>;
}

/** One process and so one waiting line, for however many cities. */
export function openPlanner(limits = planningLimits): ClosingPlanner {
  const pool = new Pool<Works>({ name: 'planning', entry: new URL('./child.ts', import.meta.url), limits });
  const inHand = new Map<string, Promise<MadePlan>>();

  async function made<N extends WorkName<Works>>(
    work: N,
    bytes: Uint8Array,
    asked: AskedOf<Works, N>,
  ): Promise<MadePlan> {
    const outcome = await pool.ask(work, { bytes, asked });
    if ('refused' in outcome) {
      throw problem('planning-stopped', { limit_s: Math.ceil(limits.time_ms / 1000) });
    }
    const { contents, ...plan } = outcome.ok;
    return { ...plan, content: contents[0] ?? nothing };
  }

  /** Ten who press the same button at once wait for one plan. */
  function once<N extends WorkName<Works>>(
    work: N,
    bytes: Uint8Array,
    asked: AskedOf<Works, N>,
  ): Promise<MadePlan> {
    const key = createHash('sha256').update(work).update(bytes).update(JSON.stringify(asked)).digest('hex');
    const waiting = inHand.get(key);
    if (waiting !== undefined) return waiting;
    const making = made(work, bytes, asked).finally(() => inHand.delete(key));
    inHand.set(key, making);
    return making;
  }

  return {
    compute: (previous, asked) => once('compute', previous ?? nothing, asked),
    move: (previous, asked) => once('move', previous, asked),
    give: (previous, asked) => once('give', previous, asked),
    get pids() {
      return pool.pids;
    },
    close: () => pool.close(),
  };
}
