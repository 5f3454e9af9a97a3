/** The versions of a teacher, newest first: what each changed, who sent it in, from which file and row, and who approved it. */
import type { Revision } from '../../../database/histories.ts';
import { changeKinds } from '../../../schemas/change.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { ChangedCell } from '../../parts/cell-change.tsx';
import { parts } from '../../parts/words.ts';
import { words as revertWords } from '../reverts/words.ts';
import { type Step, stepsOf } from './teacher-json.ts';
import { words } from './words.ts';

export const Timeline = ({ revisions, page }: { revisions: readonly Revision[]; page: PageContext }) => (
  <section id="history">
    <h2>{page.say(words.history)}</h2>
    <ol class="timeline">
      {stepsOf(revisions).map((step) => (
        <TimelineStep key={step.version} step={step} page={page} />
      ))}
    </ol>
  </section>
);

interface StepProps {
  readonly step: Step;
  readonly page: PageContext;
}

const TimelineStep = ({ step, page }: StepProps) => (
  <li>
    <p>
      <strong>{page.say(words.version, { version: step.version })}</strong>{' '}
      <Badge>{page.say(isFirstLoad(step) ? words.firstLoad : changeKinds[step.kind].words)}</Badge>{' '}
      {step.undid !== null && <Badge mood="todo">{page.say(revertWords.badge)}</Badge>}{' '}
      <time class="muted" dateTime={step.made_at.toISOString()}>
        {page.time(step.made_at)}
      </time>
    </p>
    <Origin step={step} page={page} />
    {(step.cells.length > 0 || step.came_from !== null) && (
      <dl class="changed-cells">
        {step.came_from !== null && <Move from={step.came_from} to={step.unit_name} page={page} />}
        {step.cells.map(([field, cell]) => (
          <div key={field} class="changed-cell">
            <ChangedCell field={field} change={cell} page={page} />
          </div>
        ))}
      </dl>
    )}
  </li>
);

const isFirstLoad = ({ version, upload_id, made_by }: Step): boolean =>
  version === 1 && upload_id === null && made_by === null;

const Origin = ({ step, page }: StepProps) => (
  <p class="muted small">
    {step.unit_name}
    {step.upload_id !== null && step.receipt !== null && (
      <>
        {' · '}
        {page.say(words.from)}{' '}
        <a class="mono" href={`/uploads/${step.upload_id}`}>
          {step.receipt}
        </a>
      </>
    )}
    {step.undid !== null && (
      <>
        {' · '}
        {page.say(revertWords.undid)} <span class="mono">{step.undid}</span>
      </>
    )}
    {step.row_number !== null && ` · ${step.sheet ?? ''} ${page.say(words.row, { row: step.row_number })}`}
    {step.sent_by !== null &&
      ` · ${page.say(step.undid === null ? words.sentBy : words.undoneBy, { by: step.sent_by })}`}
    {step.made_by !== null &&
      ` · ${page.say(step.kind === 'transfer' ? words.carriedOutBy : words.by, { by: step.made_by })}`}
  </p>
);

const Move = ({ from, to, page }: { from: string; to: string; page: PageContext }) => (
  <div class="changed-cell">
    <dt>{page.say(words.unit)}</dt>
    <dd>
      <del>
        <span class="visually-hidden">{page.say(parts.oldValue)} </span>
        {from}
      </del>
      <span class="into" aria-hidden="true">
        →
      </span>
      <ins>
        <span class="visually-hidden">{page.say(parts.newValue)} </span>
        {to}
      </ins>
    </dd>
  </div>
);
