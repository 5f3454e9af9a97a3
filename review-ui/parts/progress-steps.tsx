/** Steps of a piece of work: which are done, which one runs, which are still to come. */
import { Icon } from '../icons.tsx';
import type { PageContext } from '../page.ts';
import { parts } from './words.ts';

export interface Step {
  readonly label: string;
  readonly state: 'done' | 'current' | 'waiting' | 'failed';
  /** Such as "1,204 行". */
  readonly detail?: string;
}

export const ProgressSteps = ({ steps, page }: { steps: readonly Step[]; page: PageContext }) => (
  <ol class="progress-steps">
    {steps.map((step) => (
      <li key={step.label} class={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
        <span class="step-mark" aria-hidden="true">
          {step.state === 'done' && <Icon name="check" />}
          {step.state === 'failed' && <Icon name="cross" />}
        </span>
        <span class="step-label">
          {step.label}
          <span class="visually-hidden"> {page.say(parts[step.state])}</span>
        </span>
        {step.detail && <span class="step-detail muted">{step.detail}</span>}
      </li>
    ))}
  </ol>
);
