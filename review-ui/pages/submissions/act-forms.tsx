/** What the reader may do with a submission: one button each, and where a reason is needed, a form that unfolds. */
import type { ComponentChildren } from 'preact';
import { phaseOf } from '../../../schemas/campaign.ts';
import { submissionId } from '../../../schemas/submission.ts';
import { submissionLifecycle } from '../../../schemas/submission-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, type ButtonKind } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Reasons } from '../change-sets/reasons.tsx';
import type { SubmissionView, WithActions } from './submission-model.ts';
import { cannedReasons, words } from './words.ts';

const kinds: Readonly<Record<string, ButtonKind>> = {
  submit: 'primary',
  accept: 'primary',
  return: 'danger',
  reopen: 'danger',
};

interface Props {
  readonly view: WithActions;
  readonly page: PageContext;
}

export const ActForms = ({ view, page }: Props & { readonly view: Pick<SubmissionView, 'window'> }) => {
  const { submission, actions } = view;
  const isReasoned = (action: string) =>
    submissionLifecycle.rows.some(
      (row) => row.from === submission.state && row.action === action && row.needs === 'reason',
    );
  const plain = actions.filter((action) => !isReasoned(action));
  return actions.length === 0 ? null : (
    <div class="submission-acts">
      {plain.map((action) => (
        <ActForm key={action} view={view} action={action} page={page}>
          {action === 'submit' && submission.step === 'experts' && submission.kind === 'city' && (
            <Field for="gaps" label={page.say(words.gaps)} hint={page.say(words.gapsHint)}>
              <input id="gaps" name="gaps" type="number" min={0} aria-describedby="gaps-hint" />
            </Field>
          )}
          <Button kind={kinds[action] ?? 'plain'}>{labelOf(action, page)}</Button>
        </ActForm>
      ))}
      {actions.filter(isReasoned).map((action) => (
        <details key={action} class="act">
          <summary class={`button ${kinds[action] ?? 'plain'}`}>{labelOf(action, page)}…</summary>
          <ActForm view={view} action={action} page={page}>
            {(action === 'reopen' || action === 'return') && phaseOf(view.window, page.now) === 'closed' && (
              <Notice tone="warning">{page.say(words.daysOverBefore, { ...view.window })}</Notice>
            )}
            <Reasons id={action} canned={cannedReasons[action] ?? []} page={page} />
            <div class="dialog-foot">
              <Button kind={kinds[action] ?? 'plain'}>{labelOf(action, page)}</Button>
            </div>
          </ActForm>
        </details>
      ))}
    </div>
  );
};

const labelOf = (action: string, page: PageContext): string => {
  const words = submissionLifecycle.actions[action];
  return words === undefined ? action : page.say(words);
};

interface ActFormProps extends Props {
  readonly action: string;
  /** Where to afterwards; the submission's own page unless said. */
  readonly back?: string;
  readonly children: ComponentChildren;
}

/** The form of one action; it carries the version that the reader looks at. */
export const ActForm = ({ view: { submission }, action, back, page, children }: ActFormProps) => (
  <form method="post" action={`/submissions/${submissionId(submission)}/${action}`} class="stack">
    <CsrfField page={page} />
    <input type="hidden" name="version" value={submission.version} />
    {back !== undefined && <input type="hidden" name="back" value={back} />}
    {children}
  </form>
);
