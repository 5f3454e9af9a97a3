/** What operators see at a glance: the figures of the whole system, what asks for a hand, and what was given up within scope. */
import { z } from 'zod';
import {
  type GivenUp,
  givenUp,
  type LastHour,
  lastHour,
  type RegistryFigures,
  registryFigures,
} from '../../../database/figures.ts';
import { asSystem, inScope } from '../../../database/scope.ts';
import { alive, type QueueCounts, queueSeen } from '../../../database/workers-seen.ts';
import type { Params } from '../../../schemas/language.ts';
import { debts } from '../../../schemas/lifecycle.ts';
import type { Asked } from '../../asked.ts';
import { isoTime } from '../../format.ts';
import { words } from './words.ts';

export interface OperationsModel extends RegistryFigures {
  readonly hour: LastHour;
  readonly queue: QueueCounts | null;
  readonly stopped: readonly GivenUp[];
  readonly concerns: readonly Concern[];
}

/** Something to be done, by the name of its words. */
export interface Concern {
  readonly what: 'noWorkers' | 'noQueue' | 'late' | 'someGivenUp' | 'trailBehind';
  readonly params: Params;
}

const mostShown = 50;
/** On a day of the deadline a file waits for seconds; whoever waits longer than this asks somebody. */
const late_s = 300;

export async function operationsModel({ db, actor }: Pick<Asked, 'db' | 'actor'>): Promise<OperationsModel> {
  const figures = await registryFigures(db);
  const hour = await asSystem(db, lastHour);
  const stopped = await inScope(db, actor?.unit_path ?? '', (tx) => givenUp(tx, mostShown));
  return { ...figures, hour, stopped, queue: queueSeen(figures.workers), concerns: concernsOf(figures) };
}

export function concernsOf({ owed, workers, trail }: RegistryFigures): Concern[] {
  const stopped = owed.reduce((sum, one) => sum + one.given_up, 0);
  const oldest_s = Math.max(0, ...owed.map((one) => one.oldest_s));
  const minutes = (s: number) => ({ minutes: Math.floor(s / 60) });
  const found: [boolean, Concern][] = [
    [alive(workers).length === 0, { what: 'noWorkers', params: {} }],
    [alive(workers).length > 0 && queueSeen(workers) === null, { what: 'noQueue', params: {} }],
    [oldest_s > late_s, { what: 'late', params: minutes(oldest_s) }],
    [stopped > 0, { what: 'someGivenUp', params: { count: stopped } }],
    [
      trail.oldest_s > late_s,
      { what: 'trailBehind', params: { count: trail.pending, ...minutes(trail.oldest_s) } },
    ],
  ];
  return found.filter(([is]) => is).map(([, concern]) => concern);
}

const count = z.number().int();
const queueCounts = z.object({ waiting: count, active: count, delayed: count }).nullable();
const work = z.enum(debts);

export const operationsSchema = z.object({
  concerns: z.array(z.object({ what: z.string(), said: z.string() })),
  owed: z.array(z.object({ work, count, handed_over: count, oldest_s: count, given_up: count })),
  last_hour: z.object({ received: count, checked: count, refused: count, applied: count }),
  workers: z.array(
    z.object({
      ...{
        started_at: z.string(),
        seen_at: z.string(),
        is_alive: z.boolean(),
        concurrency: count,
        in_hand: count,
      },
      queue: z.enum(['postgres', 'redis']),
    }),
  ),
  queue: queueCounts,
  given_up: z.array(
    z.object({
      ...{ work, id: z.string(), receipt: z.string().nullable(), unit: z.string(), asked_at: z.string() },
      request_id: z.string().nullable(),
    }),
  ),
  trail: z.object({ pending: count, oldest_s: count, anchored_at: z.string().nullable() }),
  backed_up_at: z.string().nullable(),
});

const orNull = (moment: Date | null): string | null => (moment === null ? null : isoTime(moment));

export function operationsJson(
  { concerns, owed, hour, workers, queue, stopped, trail, backed_up_at }: OperationsModel,
  page: Asked['page'],
): z.infer<typeof operationsSchema> {
  const living = new Set(alive(workers));
  return {
    concerns: concerns.map(({ what, params }) => ({ what, said: page.say(words[what], params) })),
    owed: [...owed],
    last_hour: hour,
    workers: workers.map((worker) => ({
      ...{
        started_at: isoTime(worker.started_at),
        seen_at: isoTime(worker.seen_at),
        is_alive: living.has(worker),
      },
      ...{ concurrency: worker.concurrency, in_hand: worker.in_hand, queue: worker.queue },
    })),
    queue,
    given_up: stopped.map(({ unit_name, asked_at, ...one }) => ({
      ...{ work: one.work, id: one.id, receipt: one.receipt, unit: unit_name, asked_at: isoTime(asked_at) },
      request_id: one.request_id,
    })),
    trail: { ...trail, anchored_at: orNull(trail.anchored_at) },
    backed_up_at: orNull(backed_up_at),
  };
}
