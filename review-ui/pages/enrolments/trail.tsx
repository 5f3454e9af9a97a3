/** What happened to enrolments, the newest first: on an enrolment's own page and in a teacher's history. */
import { z } from 'zod';
import type { ShownEnrolmentStep } from '../../../database/enrolment-trail.ts';
import { excuses } from '../../../schemas/enrolment.ts';
import { enrolmentLifecycle } from '../../../schemas/enrolment-lifecycle.ts';
import { isoTime } from '../../format.ts';
import type { PageContext } from '../../page.ts';
import { textOfSubject } from '../../parts/cell-value.tsx';
import { words } from './words.ts';

const cellSchema = z.object({ stage: z.string(), subject: z.string().nullable() }).nullable();

export const trailSchema = z.array(
  z.object({
    ...{ at: z.string(), by: z.string().nullable(), action: z.string(), unit: z.string() },
    /** The campaign where it began. */
    campaign: z.string().nullable(),
    ...{ cell: cellSchema, was: cellSchema },
    /** Of a move: from which unit to which. */
    ...{ from: z.string().nullable(), to: z.string().nullable() },
    excuse: z.string().nullable(),
  }),
);

export const trailJson = (steps: readonly ShownEnrolmentStep[]): z.infer<typeof trailSchema> =>
  steps.map(({ at, by, action, unit_name, campaign, cell, was, from_name, to_name, excuse }) => ({
    ...{ at: isoTime(at), by, action, unit: unit_name, campaign, cell, was, excuse },
    ...{ from: from_name, to: to_name },
  }));

/** What a step says besides its action: what it was and is, where it went, or why not. */
function aboutOf({ cell, was, excuse, from_name, to_name }: ShownEnrolmentStep, page: PageContext): string {
  if (excuse !== null) return page.say(excuses[excuse]);
  const inWhat = [was, cell].flatMap((one) => (one === null ? [] : textOfSubject(one, page))).join(' → ');
  return from_name === null ? inWhat : `${inWhat}（${from_name} → ${to_name}）`;
}

/** Who acts at their own unit is called by it already. */
function whereAndBy({ unit_name, by }: ShownEnrolmentStep, page: PageContext): string {
  if (by?.startsWith(unit_name)) return by;
  return `${unit_name} · ${by ?? page.say(words.bySystem)}`;
}

export const Trail = ({ steps, page }: { steps: readonly ShownEnrolmentStep[]; page: PageContext }) => (
  <ol class="timeline">
    {steps.toReversed().map((step) => (
      <li key={`${step.at.toISOString()} ${step.action}`}>
        <p>
          <strong>{page.say(enrolmentLifecycle.actions[step.action] ?? words.title)}</strong>{' '}
          {aboutOf(step, page)}{' '}
          <time class="muted" dateTime={step.at.toISOString()}>
            {page.time(step.at)}
          </time>
        </p>
        <p class="muted small">
          {[step.campaign, whereAndBy(step, page)].filter((one) => one !== null).join(' · ')}
        </p>
      </li>
    ))}
  </ol>
);
