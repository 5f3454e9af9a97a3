/** One upload's page: where it stands, what to do next, and what the check found. */
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { common } from '../../words.ts';
import { ColumnsLine } from '../columns/columns-line.tsx';
import { MissingSection } from '../missing/missing-section.tsx';
import { Counts } from './counts.tsx';
import { Issues } from './issues.tsx';
import { Now } from './now.tsx';
import { ReviewRemarks } from './review-remarks.tsx';
import { SinceLine } from './since.tsx';
import { StateBadge } from './state-badge.tsx';
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
      hx-get={page.here}
      hx-trigger={`upload from:#live throttle:300ms${isMoving ? ', every 5s' : ''}`}
      hx-target="this"
      hx-swap="outerMorph"
    >
      <PageHead
        title={page.say(words.one, { receipt: upload.receipt })}
        beside={
          <StateBadge
            state={upload.state}
            isUndo={upload.reverts !== null}
            lifecycle={lifecycleOf(upload)}
            page={page}
          />
        }
      />
      <UploadFacts model={model} page={page} />
      {upload.file_deleted_at !== null && (
        <Notice tone="info">{page.say(words.fileDeleted, { on: page.day(upload.file_deleted_at) })}</Notice>
      )}
      <SinceLine since={model.since} page={page} />
      <div aria-live="polite">
        <Now model={model} page={page} />
      </div>
      {model.role === 'owner' && upload.state !== 'received' && (
        <ColumnsLine uploadId={upload.id} causes={model.causes} page={page} />
      )}
      {upload.counts !== null &&
        upload.change_set_id !== null &&
        upload.reverts === null &&
        countedStates.has(upload.state) && (
          <Counts counts={upload.counts} changeSetId={upload.change_set_id} page={page} />
        )}
      {upload.counts !== null && upload.change_set_id !== null && upload.state !== 'superseded' && (
        <MissingSection uploadId={upload.id} tally={model.tally} isOpen={model.mayAnswer} page={page} />
      )}
      <ReviewRemarks model={model} page={page} />
      <Issues model={model} page={page} />
    </section>
  );
};

/** Numbers of a file that must be mended first would only distract. */
const countedStates = new Set(['ready', 'submitted', 'returned', 'approved', 'applied', 'stuck']);

const UploadFacts = ({ model: { upload }, page }: { model: UploadModel; page: PageContext }) => (
  <Facts
    facts={[
      // A school has no other unit to mistake it for.
      ...(page.actor?.tier === 'school' ? [] : [{ term: page.say(common.unit), value: upload.unit_name }]),
      {
        term: page.say(common.file),
        value: (
          <>
            {upload.file_name}{' '}
            {upload.reverts === null && <span class="muted">{page.size(upload.size_bytes)}</span>}
          </>
        ),
      },
      ...(upload.counts === null || upload.reverts !== null
        ? []
        : [{ term: page.say(common.rows), value: page.number(upload.counts.rows) }]),
      { term: page.say(common.receivedAt), value: page.time(upload.received_at) },
      // Whoever asked for an undo is named beside the reason.
      ...(upload.reverts === null ? [{ term: page.say(words.sentBy), value: upload.received_by ?? '' }] : []),
    ]}
  />
);
