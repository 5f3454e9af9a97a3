/** A school's first page: one card that says what to do, and what became of the last files. */
import type { ShownUpload } from '../../../database/uploads.ts';
import type { Words } from '../../../schemas/language.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { RoundLine } from '../boards/round-line.tsx';
import { Countdown, isPressing } from '../campaigns/countdown.tsx';
import { SubmissionNote } from '../submissions/submission-line.tsx';
import { StateBadge } from '../uploads/state-badge.tsx';
import { UploadForm } from '../uploads/upload-form.tsx';
import { UploadTable } from '../uploads/upload-table.tsx';
import type { SchoolModel } from './models.ts';
import { words } from './words.ts';

/** What a school does next with a file in this state. */
const nextSteps: Readonly<Record<UploadState, Words | null>> = {
  received: words.nextRunning,
  needs_fix: words.nextFix,
  ready: words.nextReady,
  refused: words.nextRefused,
  failed: words.nextFailed,
  submitted: words.nextReview,
  returned: words.nextReturned,
  approved: words.nextReview,
  applied: words.nextDone,
  stuck: words.nextReview,
  superseded: null,
};

/** The school's own turn. */
const urgent: ReadonlySet<UploadState> = new Set(['needs_fix', 'ready', 'returned', 'refused', 'failed']);

export const SchoolHome = (
  { uploads, total, teachers, round, progress, own }: SchoolModel,
  page: PageContext,
) => (
  <>
    <div id="live" hx-sse:connect="/events" hx-swap="none" />
    <SubmissionNote own={own} isTimed={round !== null && own?.planned.step === 'collection'} page={page} />
    <section class="card">
      <h1>{page.say(words.schoolCard)}</h1>
      {round && !isPressing(round.window, page.now) && <RoundLine running={round} page={page} />}
      {progress === 'not_begun' && <p class="due">{page.say(words.due)}</p>}
      <p>{page.say(words.schoolHint, { teachers: page.number(teachers) })}</p>
      <p class="card-action">
        <LinkButton icon="download" href="/templates/teacher.xlsx" download>
          {page.say(words.download)}
        </LinkButton>
      </p>
      {round && isPressing(round.window, page.now) && (
        <Countdown campaignId={round.campaign_id} name="collection" window={round.window} page={page} />
      )}
      {(round === null || round.window.phase === 'open') && <UploadForm page={page} />}
    </section>
    <section
      id="recent"
      hx-get="/"
      hx-trigger="upload from:#live throttle:500ms"
      hx-select="#recent"
      hx-target="this"
      hx-swap="outerMorph"
    >
      <h2>{page.say(words.recent)}</h2>
      {uploads[0] && progress !== 'not_begun' && <Latest upload={uploads[0]} page={page} />}
      {uploads.length === 0 ? (
        <EmptyState icon="upload" title={page.say(words.noUploads)} />
      ) : (
        <UploadTable uploads={uploads} page={page} />
      )}
      {total > uploads.length && <a href="/uploads">{page.say(words.allUploads)}</a>}
    </section>
  </>
);

const Latest = ({ upload, page }: { upload: ShownUpload; page: PageContext }) => {
  const next = nextSteps[upload.state];
  return next === null ? null : (
    <p class="next-step">
      <StateBadge state={upload.state} page={page} /> {page.say(next)}{' '}
      <LinkButton kind={urgent.has(upload.state) ? 'primary' : 'plain'} href={`/uploads/${upload.id}`}>
        {page.say(words.openResult)}
      </LinkButton>
    </p>
  );
};
