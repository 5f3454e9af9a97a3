/** What happened to an upload, and who does what next: one answer for each state. */
import type { ComponentChild } from 'preact';
import { isFormTemplate } from '../../../schemas/form.ts';
import { lifecycleOf, type UploadState } from '../../../schemas/upload-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Notice, type NoticeTone } from '../../parts/notice.tsx';
import { ColumnsForm } from '../columns/columns-form.tsx';
import { words as columnWords } from '../columns/words.ts';
import { FormAside, FormDone, FormReady } from '../forms/form-now.tsx';
import { missingAddress } from '../missing/missing-address.ts';
import { words as missingWords } from '../missing/words.ts';
import { UndoNow } from '../reverts/undo-now.tsx';
import { Annotated, Roads } from './roads.tsx';
import { Steps } from './steps.tsx';
import { UploadForm } from './upload-form.tsx';
import { refusalText } from './upload-json.ts';
import { lacksColumns, type UploadModel } from './upload-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: UploadModel;
  readonly page: PageContext;
}

export const Now = ({ model, page }: Props): ComponentChild => {
  const answer = answers[model.upload.state]({ model, page });
  if (model.upload.reverts === null) return answer;
  return (
    <>
      <UndoNow model={model} page={page} />
      {saidOfUndos.includes(model.upload.state) && answer}
    </>
  );
};

/** States that mean for an undo what they mean for a file. */
const saidOfUndos: readonly UploadState[] = ['received', 'approved', 'applied', 'failed', 'stuck'];

const answers: Readonly<Record<UploadState, (props: Props) => ComponentChild>> = {
  received: ({ model, page }) => <Steps progress={model.upload.progress} page={page} />,
  needs_fix: ({ model, page }) => (
    <Notice tone="warning" title={page.say(words.needsFix)}>
      <p>{page.say(words.mendInFile)}</p>
      <Roads model={model} page={page} />
      <Again model={model} page={page} />
      <Actions model={model} page={page} />
    </Notice>
  ),
  ready: ({ model, page }) =>
    isFormTemplate(model.upload.template) ? (
      <FormReady model={model} page={page}>
        <Actions model={model} page={page} />
      </FormReady>
    ) : (
      <Notice {...readiness({ model, page })}>
        {mustAnswer(model) ? (
          <AskFirst model={model} page={page} />
        ) : (
          <p>{page.say(words.submitHint, { unit: model.reviewer })}</p>
        )}
        <Actions model={model} page={page} />
        {model.role === 'owner' && (model.upload.counts?.warnings ?? 0) > 0 && (
          <Annotated upload={model.upload} page={page} />
        )}
      </Notice>
    ),
  refused: ({ model, page }) => <Refused model={model} page={page} />,
  submitted: ({ model, page }) => (
    <Notice tone="info" title={page.say(words.submittedTitle, { unit: model.reviewer })}>
      <p>{page.say(words.submittedHint, { time: when(model.upload.submitted_at, page) })}</p>
      <Review model={model} page={page} />
      <Actions model={model} page={page} />
    </Notice>
  ),
  returned: ({ model, page }) => (
    <Notice tone="warning" title={page.say(words.returnedTitle, { unit: model.reviewer })}>
      <blockquote class="reason">{model.upload.return_reason}</blockquote>
      <Roads model={model} page={page} />
      <Again model={model} page={page} />
    </Notice>
  ),
  approved: ({ page }) => (
    <Notice tone="info" title={page.say(words.applying)}>
      <p role="status">{page.say(words.mayClose)}</p>
    </Notice>
  ),
  applied: ({ model, page }) =>
    isFormTemplate(model.upload.template) ? (
      <FormDone model={model} page={page} />
    ) : (
      <Notice tone="good" title={page.say(words.appliedTitle)}>
        <p>{page.say(words.appliedHint, { time: when(model.upload.applied_at, page) })}</p>
      </Notice>
    ),
  superseded: ({ model, page }) =>
    isFormTemplate(model.upload.template) ? (
      <FormAside page={page}>
        <Actions model={model} page={page} />
      </FormAside>
    ) : (
      <Notice tone="info" title={page.say(words.supersededHint)} />
    ),
  failed: ({ model, page }) => (
    <Notice tone="error" title={page.say(words.failedHint)}>
      <Actions model={model} page={page} />
    </Notice>
  ),
  stuck: ({ model, page }) => (
    <Notice tone="error" title={page.say(words.stuckHint)}>
      <Actions model={model} page={page} />
    </Notice>
  ),
};

const when = (time: Date | null, page: PageContext): string => (time === null ? '' : page.time(time));

const Refused = ({ model, page }: Props) => {
  const { refusal } = model.upload;
  if (refusal === null) return null;
  const { message, advice } = refusalText(refusal, page.language);
  const code = <p class="muted">{page.say(words.refusedCode, { code: refusal.code })}</p>;
  if (model.columns !== null && model.columns.unknown.length > 0) {
    return (
      <>
        <Notice tone="error" title={message}>
          {code}
        </Notice>
        <section aria-labelledby="columns-title">
          <h2 id="columns-title">{page.say(columnWords.title)}</h2>
          <ColumnsForm model={model.columns} page={page} />
        </section>
        <section aria-labelledby="otherwise-title">
          <h2 id="otherwise-title">{page.say(words.otherwise)}</h2>
          <p>{advice}</p>
          <Again model={model} page={page} />
        </section>
      </>
    );
  }
  return (
    <Notice tone="error" title={message}>
      <p>{advice}</p>
      {lacksColumns(model) && model.columns === null && (
        <p>
          <LinkButton href={`/uploads/${model.upload.id}/columns`}>{page.say(columnWords.ask)}</LinkButton>
        </p>
      )}
      {code}
      <Again model={model} page={page} />
    </Notice>
  );
};

const Review = ({ model: { role, upload }, page }: Props) =>
  role === 'superior' && upload.change_set_id !== null ? (
    <LinkButton kind="primary" icon="review" href={`/change-sets/${upload.change_set_id}`}>
      {page.say(words.reviewIt)}
    </LinkButton>
  ) : null;

/** Nobody submits before somebody has said what became of whom the file doesn't hold. */
const mustAnswer = ({ upload: { state, counts } }: UploadModel): boolean =>
  state === 'ready' && counts !== null && counts.unanswered > 0;

const readiness = ({ model, page }: Props): { tone: NoticeTone; title: string } =>
  mustAnswer(model)
    ? {
        tone: 'warning',
        title: page.say(missingWords.askFirst, { count: page.number(model.tally.unanswered) }),
      }
    : { tone: 'good', title: page.say(words.checkedClean) };

const AskFirst = ({ model, page }: Props) => (
  <>
    <p>{page.say(missingWords.askFirstHint, { unit: model.reviewer })}</p>
    {model.role === 'owner' && (
      <p>
        <LinkButton kind="primary" href={missingAddress(model.upload.id)}>
          {page.say(missingWords.answerCount, { count: page.number(model.tally.unanswered) })}
        </LinkButton>
      </p>
    )}
  </>
);

/** Sending the mended file from here saves the way back. */
const Again = ({ model, page }: Props) =>
  model.role === 'owner' ? (
    <UploadForm
      page={page}
      label={page.say(words.uploadAgain)}
      template={model.upload.template ?? 'teacher'}
    />
  ) : null;

/** The verbs that this page offers, in their order; a review has a page of its own. */
const offered = ['submit', 'withdraw', 'recheck', 'retry'];
const primary = ['submit', 'retry'];

const Actions = ({ model, page }: Props) => (
  <div class="actions">
    {offered
      .filter((action) => model.actions.includes(action) && !(action === 'submit' && mustAnswer(model)))
      .map((action) => (
        <form
          key={action}
          method="post"
          action={`/uploads/${model.upload.id}/${action}`}
          hx-post={`/uploads/${model.upload.id}/${action}`}
          hx-target="#upload"
          hx-swap="outerMorph"
        >
          <CsrfField page={page} />
          <Button kind={primary.includes(action) ? 'primary' : 'plain'}>
            {page.say(lifecycleOf(model.upload).actions[action] ?? { zh: action, en: action })}
          </Button>
        </form>
      ))}
  </div>
);
