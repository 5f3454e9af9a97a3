/** One upload's page: where it stands, what to do next, and what the check found. */
import type { ComponentChild } from 'preact';
import { uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { common } from '../../words.ts';
import { Counts } from './counts.tsx';
import { Issues } from './issues.tsx';
import { StateBadge } from './state-badge.tsx';
import { Steps } from './steps.tsx';
import { UploadForm } from './upload-form.tsx';
import { refusalText } from './upload-json.ts';
import type { UploadModel } from './upload-model.ts';
import { words } from './words.ts';

/** The stream stands beside the part that it makes reload, so that reloading doesn't end it. */
export const UploadPage = (model: UploadModel, page: PageContext) => (
  <>
    <div id="live" hx-sse:connect={`/events?upload=${model.upload.id}`} hx-swap="none" />
    {UploadFragment(model, page)}
  </>
);

/** Asks for itself again whenever the upload moves; while it is moving also every few seconds, should the stream fail. */
export const UploadFragment = (model: UploadModel, page: PageContext) => {
  const { upload } = model;
  const isMoving = upload.state === 'received' || upload.state === 'approved';
  return (
    <section
      id="upload"
      class="upload"
      hx-get={page.here}
      hx-trigger={`upload from:#live throttle:300ms${isMoving ? ', every 5s' : ''}`}
      hx-target="this"
      hx-swap="outerMorph"
    >
      <header class="page-head">
        <h1>{page.say(words.one, { receipt: upload.receipt })}</h1>
        <StateBadge state={upload.state} page={page} />
      </header>
      <Facts model={model} page={page} />
      <Now model={model} page={page} />
      {upload.counts !== null && showsCounts(model) && (
        <Counts counts={upload.counts} changeSetId={upload.change_set_id} page={page} />
      )}
      <Issues model={model} page={page} />
    </section>
  );
};

/** Numbers of a file that must be mended first would only distract. */
const showsCounts = ({ upload }: UploadModel): boolean =>
  ['ready', 'submitted', 'returned', 'approved', 'applied', 'stuck'].includes(upload.state);

const Facts = ({ model: { upload }, page }: { model: UploadModel; page: PageContext }) => (
  <dl class="facts">
    <Fact name={page.say(common.unit)} value={upload.unit_name} />
    <Fact name={page.say(common.file)} value={upload.file_name} />
    <Fact name={page.say(words.size)} value={page.size(upload.size_bytes)} />
    <Fact name={page.say(common.receivedAt)} value={page.time(upload.received_at)} />
    {upload.counts !== null && <Fact name={page.say(common.rows)} value={page.number(upload.counts.rows)} />}
    <Fact name={page.say(words.sentBy)} value={upload.received_by ?? ''} />
  </dl>
);

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

interface Props {
  readonly model: UploadModel;
  readonly page: PageContext;
}

/** What happened, and who does what next. */
const Now = ({ model, page }: Props): ComponentChild => {
  const { upload, reviewer } = model;
  switch (upload.state) {
    case 'received':
      return <Steps progress={upload.progress} page={page} />;
    case 'needs_fix':
      return (
        <Notice mood="warning">
          <p>{page.say(words.mendInFile)}</p>
          <Again model={model} page={page} />
          <Actions model={model} page={page} />
        </Notice>
      );
    case 'ready':
      return (
        <Notice mood="good">
          <p>{page.say(words.submitHint, { unit: reviewer })}</p>
          <Actions model={model} page={page} />
        </Notice>
      );
    case 'refused':
      return <Refused model={model} page={page} />;
    case 'submitted':
      return (
        <Notice mood="info">
          <p>{page.say(words.submittedHint, { time: whenOf(upload.submitted_at, page), unit: reviewer })}</p>
          {model.role === 'superior' && upload.change_set_id !== null && (
            <a class="button primary" href={`/change-sets/${upload.change_set_id}`}>
              {page.say(words.reviewIt)}
            </a>
          )}
          <Actions model={model} page={page} />
        </Notice>
      );
    case 'returned':
      return (
        <Notice mood="warning">
          <h2>{page.say(words.returnedTitle, { unit: reviewer })}</h2>
          <blockquote class="reason">{upload.return_reason}</blockquote>
          <Again model={model} page={page} />
        </Notice>
      );
    case 'approved':
      return (
        <Notice mood="info">
          <p role="status">{page.say(words.applying)}</p>
          <p>{page.say(words.mayClose)}</p>
        </Notice>
      );
    case 'applied':
      return (
        <Notice mood="good">
          <p>{page.say(words.appliedHint, { time: whenOf(upload.applied_at, page) })}</p>
        </Notice>
      );
    case 'superseded':
      return <p class="muted">{page.say(words.supersededHint)}</p>;
    case 'failed':
    case 'stuck':
      return (
        <Notice mood="error">
          <p>{page.say(upload.state === 'failed' ? words.failedHint : words.stuckHint)}</p>
          <Actions model={model} page={page} />
        </Notice>
      );
  }
};

const whenOf = (time: Date | null, page: PageContext): string => (time === null ? '' : page.time(time));

const Notice = ({ mood, children }: { mood: string; children: ComponentChild }) => (
  <div class={`notice ${mood}`}>{children}</div>
);

const Refused = ({ model, page }: Props) => {
  const { refusal } = model.upload;
  if (refusal === null) return null;
  const { message, advice } = refusalText(refusal, page.language);
  return (
    <Notice mood="error">
      <h2>
        {page.say(words.refusedTitle)}：{message}
      </h2>
      <p>{advice}</p>
      <p class="muted">{page.say(words.refusedCode, { code: refusal.code })}</p>
      <Again model={model} page={page} />
    </Notice>
  );
};

/** Sending the mended file from here saves the way back. */
const Again = ({ model, page }: Props) =>
  model.role === 'owner' ? <UploadForm page={page} label={page.say(words.uploadAgain)} /> : null;

/** The verbs that this page offers; a review has a page of its own. */
const offered = ['submit', 'withdraw', 'recheck', 'retry'];

const Actions = ({ model, page }: Props) => (
  <div class="actions">
    {model.actions
      .filter((action) => offered.includes(action))
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
          <button type="submit" class={action === 'submit' || action === 'retry' ? 'primary' : ''}>
            {page.say(uploadLifecycle.actions[action] ?? { zh: action, en: action })}
          </button>
        </form>
      ))}
  </div>
);
