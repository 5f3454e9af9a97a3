/** How far a check is: 上传 → 读取 → 校验 → 比对, with the rows done. */
import { type CheckStep, checkSteps, type Progress } from '../../../schemas/examined.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';
import { stepStates, stepWords, words } from './words.ts';

interface Props {
  readonly progress: Progress | null;
  readonly page: PageContext;
}

export const Steps = ({ progress, page }: Props) => (
  <div class="running">
    <ol class="progress-steps" aria-label={page.say(words.progress)}>
      {checkSteps.map((step) => (
        <StepItem key={step} step={step} progress={progress} page={page} />
      ))}
    </ol>
    <p role="status">
      {progress === null && `${page.say(words.waiting)} `}
      {page.say(words.mayClose)}
    </p>
  </div>
);

/** A file with a receipt is through its first step, whatever the worker has told so far. */
function stateOf(step: CheckStep, progress: Progress | null): keyof typeof stepStates {
  const [at, reached] = [checkSteps.indexOf(step), checkSteps.indexOf(progress?.step ?? 'received')];
  if (at === 0 || at < reached) return 'done';
  return at === reached ? 'current' : 'waiting';
}

const StepItem = ({ step, progress, page }: Props & { step: CheckStep }) => {
  const state = stateOf(step, progress);
  const rows = state === 'current' ? (progress?.rows ?? 0) : 0;
  return (
    <li class={state} aria-current={state === 'current' ? 'step' : undefined}>
      <span class="step-mark" aria-hidden="true">
        {state === 'done' && <Icon name="check" />}
      </span>
      <span class="step-label">
        {page.say(stepWords[step])}
        <span class="visually-hidden"> {page.say(stepStates[state])}</span>
      </span>
      {rows > 0 && (
        <span class="step-detail muted">{page.say(words.rowsDone, { rows: page.number(rows) })}</span>
      )}
    </li>
  );
};
