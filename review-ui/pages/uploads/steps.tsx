/** How far a check is: 上传 → 读取 → 校验 → 比对, with the rows done. */
import { checkSteps, type Progress } from '../../../schemas/examined.ts';
import type { PageContext } from '../../page.ts';
import { stepWords, words } from './words.ts';

export const Steps = ({ progress, page }: { progress: Progress | null; page: PageContext }) => {
  const reached = progress === null ? 0 : checkSteps.indexOf(progress.step);
  return (
    <div class="running">
      <ol class="steps" aria-label={page.say(words.progress)}>
        {checkSteps.map((step, index) => (
          <li
            key={step}
            class={index < reached || index === 0 ? 'is-done' : index === reached ? 'is-current' : 'is-ahead'}
            aria-current={index === reached ? 'step' : undefined}
          >
            {page.say(stepWords[step])}
            {index === reached && progress !== null && progress.rows > 0 && (
              <span class="num"> {page.say(words.rowsDone, { rows: page.number(progress.rows) })}</span>
            )}
          </li>
        ))}
      </ol>
      <p role="status">
        {progress === null && `${page.say(words.waiting)}。`}
        {page.say(words.mayClose)}
      </p>
    </div>
  );
};
