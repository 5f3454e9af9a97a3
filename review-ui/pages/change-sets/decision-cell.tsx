/** What was decided about one change, or the two ways to decide it. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { changeKinds } from '../../../schemas/change.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { rejectDialogId } from './reject-form.tsx';
import { rowId } from './set-address.ts';
import { words } from './words.ts';

interface Props {
  readonly setId: string;
  readonly change: ShownChange;
  readonly isReviewer: boolean;
  readonly page: PageContext;
}

export const DecisionCell = ({ setId, change, isReviewer, page }: Props) => {
  if (!changeKinds[change.kind].decided) {
    return (
      <span class="muted small">
        {page.say(change.absence === null ? words.elsewhere : words.nothingToDecide)}
      </span>
    );
  }
  return (
    <>
      {change.decision !== null && <Decided change={change} page={page} />}
      {change.decision === null && !isReviewer && <Badge>{page.say(words.undecided)}</Badge>}
      {isReviewer && <Ways setId={setId} change={change} page={page} />}
    </>
  );
};

/** How the change stands on this page; told with a decision, so that nobody overrules a colleague unawares. */
export const seenOf = ({ decided_at }: Pick<ShownChange, 'decided_at'>): string =>
  decided_at?.toISOString() ?? 'none';

const Decided = ({ change, page }: { change: ShownChange; page: PageContext }) => (
  <span class="decided">
    {change.decision === 'approve' ? (
      <Badge mood="good">{page.say(words.approved)}</Badge>
    ) : (
      <Badge mood="bad">{page.say(words.rejected)}</Badge>
    )}
    {change.carried && (
      <span class="muted small">
        {page.say(words.carried)}
        {change.decided_at && ` · ${page.time(change.decided_at)}`}
      </span>
    )}
    {change.reason !== null && <span class="reason-text">{change.reason}</span>}
  </span>
);

/** A form that works without scripts; with htmx only its own row is swapped. */
const Ways = ({ setId, change, page }: Omit<Props, 'isReviewer'>) => {
  const { id, name, decision } = change;
  const action = `/change-sets/${setId}/decisions`;
  return (
    <form
      class="ways"
      method="post"
      action={action}
      hx-post={action}
      hx-target={`#${rowId(id)}`}
      hx-swap="outerHTML"
    >
      <CsrfField page={page} />
      <input type="hidden" name="changes" value={id} />
      <input type="hidden" name="seen" value={seenOf(change)} />
      <input type="hidden" name="back" value={`${page.here}#${rowId(id)}`} />
      {decision === null ? (
        <>
          <Button name="decision" value="approve" icon="check" label={page.say(words.approveOf, { name })}>
            {page.say(words.approve)}
          </Button>
          <LinkButton
            href={`/change-sets/${setId}/changes/${id}`}
            kind="danger"
            opens={rejectDialogId}
            label={page.say(words.rejectOf, { name })}
          >
            {page.say(words.rejectDots)}
          </LinkButton>
        </>
      ) : (
        <Button
          name="decision"
          value="clear"
          kind="quiet"
          icon="undo"
          label={page.say(words.clearOf, { name })}
        >
          {page.say(words.clear)}
        </Button>
      )}
    </form>
  );
};
