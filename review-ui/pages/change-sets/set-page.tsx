/** The review of one change set: what changes for whom, what was decided, and what is still to be. */
import { undoingStates } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { type Crumb, Crumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { frame } from '../../parts/words.ts';
import { DropDialog } from '../reverts/drop-dialog.tsx';
import { RevertDialog, RevertLinkButton } from '../reverts/revert-page.tsx';
import { UndoNotice } from '../reverts/undo-notice.tsx';
import { words as revertWords } from '../reverts/words.ts';
import { StateBadge } from '../uploads/state-badge.tsx';
import { Alike } from './alike.tsx';
import { BeforeNotice } from './before-notice.tsx';
import { ChangeTable } from './change-table.tsx';
import { ImpactLine } from './impact-line.tsx';
import { KeysHelp } from './keys-help.tsx';
import { RejectDialog } from './reject-form.tsx';
import { ReturnDialog, returnDialogId } from './return-dialog.tsx';
import { ReviewBar } from './review-bar.tsx';
import { SafeDialog } from './safe-page.tsx';
import { setAddress } from './set-address.ts';
import { SetFacetLinks } from './set-facets.tsx';
import { mayDecide } from './set-head.ts';
import { type SetModel, sizeOf } from './set-model.ts';
import { Signatures } from './signatures.tsx';
import { words } from './words.ts';

export const SetPage = (model: SetModel, page: PageContext) => {
  const isReviewer = mayDecide(model);
  return (
    <div class="review wide" data-review={isReviewer ? '' : undefined}>
      <Head model={model} page={page} />
      <BeforeNotice before={model.before} isLast={false} page={page} />
      {model.upload.return_reason !== null && (
        <blockquote class="reason">{model.upload.return_reason}</blockquote>
      )}
      {model.kept_apart && (
        <Notice tone="info" title={page.say(words.keptApart)}>
          <p>{page.say(words.keptApartNext)}</p>
        </Notice>
      )}
      <UndoNotice upload={model.upload} side={model.side} page={page} />
      <ImpactLine model={model} page={page} />
      <SetFacetLinks model={model} page={page} />
      <Alike model={model} page={page} />
      <ReviewBar head={model} page={page} />
      {model.changes.length === 0 ? (
        <EmptyState icon="review" title={page.say(words.noChanges)}>
          {page.say(words.noChangesAbout)}
        </EmptyState>
      ) : (
        <Changes model={model} page={page} />
      )}
      <Signatures model={model} page={page} />
      {isReviewer && (
        <>
          <RejectDialog setId={model.id} page={page} />
          {model.upload.reverts === null ? (
            <ReturnDialog head={model} page={page} />
          ) : (
            <DropDialog id={returnDialogId} setId={model.id} page={page} />
          )}
          <SafeDialog page={page} />
          <KeysHelp page={page} />
        </>
      )}
      {mayRevert(model) && <RevertDialog page={page} />}
    </div>
  );
};

/** Of the page and its window. */
export const titleOf = ({ upload }: Pick<SetModel, 'upload'>, page: PageContext): string =>
  page.say(upload.reverts === null ? words.of : revertWords.undoOf, { unit: upload.unit_name });

/** An undo that is under way leads to its own page instead. */
const mayRevert = ({ actions, side }: SetModel): boolean =>
  actions.includes('revert') && !side.undos.some(({ state }) => undoingStates.includes(state));

interface Props {
  readonly model: SetModel;
  readonly page: PageContext;
}

/** Where the reader came from: a school has no review of its own. */
const placeOf = (page: PageContext): Crumb =>
  page.actor?.tier === 'school'
    ? { label: page.say(frame.uploads), href: '/uploads' }
    : { label: page.say(words.title), href: '/change-sets' };

const Head = ({ model, model: { id, upload, filter }, page }: Props) => (
  <>
    <Crumbs page={page} crumbs={[placeOf(page), { label: upload.unit_name }]} />
    <PageHead
      title={titleOf(model, page)}
      beside={<StateBadge state={upload.state} isUndo={upload.reverts !== null} page={page} />}
      about={
        <>
          {page.say(words.receipt)}{' '}
          <a class="mono" href={`/uploads/${upload.id}`}>
            {upload.receipt}
          </a>
          {upload.submitted_at && ` · ${page.say(words.submittedAt)} ${page.time(upload.submitted_at)}`}
        </>
      }
      actions={
        <>
          <LinkButton href={setAddress(id, { ...filter, page: 1, all: true })} kind="quiet" icon="print">
            {page.say(words.print)}
          </LinkButton>
          {mayRevert(model) && <RevertLinkButton setId={id} page={page} />}
        </>
      }
    />
  </>
);

const Changes = ({ model, page }: Props) => (
  <>
    <ChangeTable setId={model.id} changes={model.changes} model={model} page={page} />
    <Pager
      page={page}
      current={model.filter.page}
      pages={Math.ceil(model.total / sizeOf(model.filter))}
      href={(number) => setAddress(model.id, { ...model.filter, page: number })}
    />
  </>
);
