/** What a process has worked, for Prometheus: how much of what came to which end, how fast, how often again; never whose. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { debts } from '../schemas/lifecycle.ts';

/** What a piece of work consists of, as far as it is timed. */
export const stages = ['reading', 'comparing', 'saving', 'applying', 'exporting'] as const;
export type Stage = (typeof stages)[number];

export interface WorkFigures {
  readonly registry: Registry;
  /** From the receipt to the verdict, of files on which nothing was concluded before. */
  readonly intake: Histogram;
  readonly stage: Histogram<'stage'>;
  /** Work that came to an end, by what it came to; `template` says which form, or which kind of export. */
  readonly outcomes: Counter<'work' | 'template' | 'state'>;
  readonly refusals: Counter<'code'>;
  /** Work that was taken up again, since nothing had come of it. */
  readonly repeats: Counter<'work'>;
  readonly errors: Counter<'work'>;
  /** Jobs left by a worker that died or stood still. */
  readonly abandoned: Counter;
  readonly in_hand: Gauge<'work'>;
}

/** Counts from here on, into a registry that somebody else may fill too. */
export function openFigures(registry = new Registry()): WorkFigures {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `muster_${name}_total`, help, labelNames, registers });
  const figures: WorkFigures = {
    registry,
    intake: new Histogram({
      name: 'muster_intake_seconds',
      help: 'From the receipt of a file to its first verdict',
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 300, 900, 3600],
      registers,
    }),
    stage: new Histogram({
      name: 'muster_stage_seconds',
      help: 'Time that one stage of a piece of work took',
      labelNames: ['stage'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
    outcomes: counter('work_outcomes', 'Work that came to an end', 'work', 'template', 'state'),
    refusals: counter('refusals', 'Files that could not be read', 'code'),
    repeats: counter('work_repeats', 'Work taken up again', 'work'),
    errors: counter('work_errors', 'Deliveries that ended in an error', 'work'),
    abandoned: counter('work_abandoned', 'Jobs left by a worker that died or stood still'),
    in_hand: new Gauge({
      name: 'muster_work_in_hand',
      help: 'Jobs that this worker is at',
      labelNames: ['work'],
      registers,
    }),
  };
  // Said before anything happens: a rate needs to know that it was nothing.
  for (const stage of stages) figures.stage.zero({ stage });
  for (const work of debts) {
    figures.repeats.inc({ work }, 0);
    figures.errors.inc({ work }, 0);
    figures.in_hand.set({ work }, 0);
  }
  return figures;
}
