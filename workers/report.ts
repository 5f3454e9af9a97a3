/** What is said of a piece of work when it is done: one line with ids, outcome and durations, and the figures of it. */
import type { UploadTraces } from '../database/check-claims.ts';
import type { Debt } from '../schemas/lifecycle.ts';
import type { RefusalCode } from '../schemas/refusal.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { Stage, WorkFigures } from './figures.ts';
import type { Log } from './log.ts';

export interface Reporting {
  readonly log: Log;
  /** Absent where nobody looks at them. */
  readonly figures?: WorkFigures;
}

/** Milliseconds by stage; of files that went together each says what they took together. */
export type Durations = Partial<Record<Stage, number>>;

interface Done {
  readonly work: Debt;
  /** The form of a file or the kind of an export; null where nobody knows. */
  readonly template: string | null;
  /** Null where somebody else had done it. */
  readonly state: string | null;
  readonly attempts: number;
}

const whole = (ms: number): number => Math.round(ms);

export interface CheckReport {
  readonly template: TemplateId | null;
  readonly state: UploadState | null;
  readonly durations: Durations;
  /** Since the claim. */
  readonly took_ms: number;
  readonly refusal?: RefusalCode;
  readonly rows?: number;
}

/** `lag_ms` is the time since the receipt, whatever lay between. */
export function reportCheck(to: Reporting, upload: UploadTraces, report: CheckReport): void {
  const { template, state, refusal, durations, took_ms, rows } = report;
  const lag_ms = whole(upload.age_ms + took_ms);
  note(to, { work: 'check', template, state, attempts: upload.attempts }, durations);
  if (state !== null && upload.is_first) to.figures?.intake.observe(lag_ms / 1000);
  if (state !== null && refusal !== undefined) to.figures?.refusals.inc({ code: refusal });
  const { id: upload_id, receipt, request_id, attempts } = upload;
  to.log.info(
    {
      ...{ upload_id, receipt, request_id, template, state, refusal, rows, attempts },
      ...{ took_ms: whole(took_ms), lag_ms, ...said(durations) },
    },
    'checked',
  );
}

export interface OtherReport extends Done {
  /** By what people and programs know it. */
  readonly ids: Readonly<Record<string, string | null>>;
  readonly durations: Durations;
}

const words = { check: 'checked', apply: 'applied', export: 'exported' } as const satisfies Record<
  Debt,
  string
>;

export function reportOther(to: Reporting, { ids, durations, ...done }: OtherReport): void {
  note(to, done, durations);
  const { work, template, state, attempts } = done;
  to.log.info({ ...ids, template, state, attempts, ...said(durations) }, words[work]);
}

const said = (durations: Durations): Record<string, number> =>
  Object.fromEntries(Object.entries(durations).map(([stage, ms]) => [`${stage}_ms`, whole(ms)]));

function note({ figures }: Reporting, { work, template, state, attempts }: Done, durations: Durations): void {
  if (figures === undefined) return;
  for (const [stage, ms] of Object.entries(durations))
    figures.stage.observe({ stage: stage as Stage }, ms / 1000);
  figures.outcomes.inc({ work, template: template ?? 'unknown', state: state ?? 'done-elsewhere' });
  if (attempts > 1) figures.repeats.inc({ work });
}
