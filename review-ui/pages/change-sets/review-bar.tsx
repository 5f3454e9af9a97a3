/** The bar that stays in sight: how much is decided, and what can be done with the whole set. */
import type { Shrinkage } from '../../../pipeline/shrinkage.ts';
import type { Decision } from '../../../schemas/change.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { words as revertWords } from '../reverts/words.ts';
import { returnDialogId } from './return-dialog.tsx';
import { safeDialogBodyId, safeDialogId } from './safe-page.tsx';
import { setAddress } from './set-address.ts';
import { mayDecide, type SetHead } from './set-head.ts';
import { words } from './words.ts';

interface Props {
  readonly head: SetHead;
  readonly page: PageContext;
}

export const ReviewBar = ({ head, page }: Props) => (
  <div id="review-bar" class="review-bar">
    <Tally head={head} page={page} />
    {mayDecide(head) && <SetActions head={head} page={page} />}
    {mayDecide(head) && <Batches head={head} page={page} />}
  </div>
);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What was decided in one breath is taken back in one, until the review is closed. */
const Batches = ({ head: { id, batches }, page }: Props) => (
  <>
    {batches.map(({ at, decision, count }) => (
      <form key={at.toISOString()} class="batch" method="post" action={`/change-sets/${id}/decisions`}>
        <CsrfField page={page} />
        <input type="hidden" name="changes" value="batch" />
        <input type="hidden" name="batch" value={at.toISOString()} />
        <input type="hidden" name="back" value={setAddress(id)} />
        <span>
          {page.time(at)}{' '}
          {page.say(decision === 'approve' ? words.batchApproved : words.batchRejected, {
            count: page.number(count),
          })}
        </span>
        <Button name="decision" value="clear" kind="quiet" icon="undo">
          {page.say(words.clear)}
        </Button>
      </form>
    ))}
  </>
);

const Tally = ({ head: { id, facets }, page }: Props) => {
  const approved = sum(facets.kinds.map((kind) => kind.approved));
  const rejected = sum(facets.kinds.map((kind) => kind.rejected));
  const total = approved + rejected + facets.undecided;
  return (
    <p class="tally">
      <progress
        max={Math.max(total, 1)}
        value={approved + rejected}
        aria-label={page.say(facets.undecided > 0 ? words.left : words.noneLeft, {
          count: facets.undecided,
        })}
      />
      <Count id={id} count={approved} decision="approve" page={page} />
      <Count id={id} count={rejected} decision="reject" page={page} />
      <span>
        {facets.undecided > 0 ? (
          <a href={setAddress(id, { undecided: true })}>
            {page.say(words.undecided)} <strong>{page.number(facets.undecided)}</strong>
          </a>
        ) : (
          <>
            {page.say(words.undecided)} <strong>0</strong>
          </>
        )}
      </span>
      {facets.carried > 0 && (
        <span>
          <a href={setAddress(id, { carried: true })}>
            {page.say(words.carried)} <strong>{page.number(facets.carried)}</strong>
          </a>
        </span>
      )}
    </p>
  );
};

interface CountProps {
  readonly id: string;
  readonly count: number;
  readonly decision: Decision;
  readonly page: PageContext;
}

/** Leads to what it counts. */
const Count = ({ id, count, decision, page }: CountProps) => {
  const said = (
    <>
      {page.say(decision === 'approve' ? words.approved : words.rejected)}{' '}
      <strong>{page.number(count)}</strong>
    </>
  );
  return <span>{count > 0 ? <a href={setAddress(id, { decision })}>{said}</a> : said}</span>;
};

const SetActions = ({ head: { id, facets, shrinkage, upload }, page }: Props) => (
  <div class="actions">
    {facets.safe_undecided > 0 && (
      <a
        class="button plain"
        href={`/change-sets/${id}/low-risk`}
        data-opens={safeDialogId}
        hx-get={`/change-sets/${id}/low-risk`}
        hx-target={`#${safeDialogBodyId}`}
        hx-swap="innerHTML"
      >
        {page.say(words.approveSafe, { count: page.number(facets.safe_undecided) })}
      </a>
    )}
    <LinkButton href={`#${returnDialogId}`} kind="plain" opens={returnDialogId}>
      {page.say(upload.reverts === null ? words.returnDots : revertWords.dropDots)}
    </LinkButton>
    <form class="close-review" method="post" action={`/change-sets/${id}/approve`}>
      <CsrfField page={page} />
      {shrinkage !== null && <ConfirmShrinkage shrinkage={shrinkage} page={page} />}
      <Button kind="primary" disabled={facets.undecided > 0}>
        {facets.undecided > 0
          ? page.say(words.closeWait, { count: page.number(facets.undecided) })
          : page.say(words.close)}
      </Button>
    </form>
    <LinkButton href="#keys-dialog" kind="quiet" icon="keyboard" opens="keys-dialog">
      {page.say(words.keys)}
    </LinkButton>
  </div>
);

/** More teachers leave than is ordinary: the reviewer says in so many words that it is meant. */
const ConfirmShrinkage = ({ shrinkage, page }: { shrinkage: Shrinkage; page: PageContext }) => (
  <label class="check-line shrinkage">
    <input type="checkbox" name="shrinkage_confirmed" value="true" required />
    <span>
      <strong>{page.say(words.shrinkage, { ...shrinkage })}</strong> {page.say(words.shrinkageConfirm)}
    </span>
  </label>
);
