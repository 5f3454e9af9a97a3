/** Changes that say exactly the same of several people: decided once for all of them, and taken back the same way. */
import type { AlikeChanges } from '../../../database/facets.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { ChangedCell } from '../../parts/cell-change.tsx';
import { maskedCell } from './masked-cell.ts';
import { Reasons } from './reasons.tsx';
import { narrowingOf, setAddress } from './set-address.ts';
import { mayDecide } from './set-head.ts';
import type { SetModel } from './set-model.ts';
import { cannedReasons, words } from './words.ts';

interface Props {
  readonly model: SetModel;
  readonly page: PageContext;
}

export const Alike = ({ model, page }: Props) =>
  model.groups.length === 0 ? null : (
    <section class="alike-changes" aria-labelledby="alike-title">
      <h2 id="alike-title">{page.say(words.alikeTitle)}</h2>
      <ul>
        {model.groups.map((group) => (
          <li key={group.like}>
            <Group group={group} model={model} page={page} />
          </li>
        ))}
      </ul>
    </section>
  );

const Group = ({ group, model, page }: Props & { readonly group: AlikeChanges }) => {
  const { id, filter } = model;
  const isShown = filter.like === group.like;
  const next = isShown ? undefined : group.like;
  return (
    <>
      <a
        class="alike-link"
        href={setAddress(id, { ...narrowingOf(filter), like: next })}
        aria-current={isShown ? 'true' : undefined}
      >
        <dl>
          {(Object.entries(group.cells) as [RecordField, AlikeChanges['cells'][RecordField]][]).map(
            ([field, cell]) =>
              cell && (
                <div key={field}>
                  <ChangedCell field={field} change={maskedCell(field, cell)} page={page} />
                </div>
              ),
          )}
        </dl>
        <span class="count">{page.say(words.people, { count: page.number(group.count) })}</span>
      </a>
      {mayDecide(model) && <GroupWays group={group} model={model} page={page} />}
    </>
  );
};

const GroupWays = ({ group, model, page }: Props & { readonly group: AlikeChanges }) => (
  <div class="ways">
    <form method="post" action={`/change-sets/${model.id}/decisions`} class="ways">
      <Which group={group} page={page} />
      {group.undecided > 0 && (
        <Button name="decision" value="approve" icon="check">
          {page.say(words.approveAlike, { count: page.number(group.undecided) })}
        </Button>
      )}
      {group.undecided < group.count && (
        <Button name="decision" value="clear" kind="quiet" icon="undo">
          {page.say(words.clearAlike, { count: page.number(group.count - group.undecided) })}
        </Button>
      )}
    </form>
    {group.undecided > 0 && model.filter.like === group.like && (
      <RejectAlike group={group} setId={model.id} page={page} />
    )}
  </div>
);

const Which = ({ group, page }: { readonly group: AlikeChanges; readonly page: PageContext }) => (
  <>
    <CsrfField page={page} />
    <input type="hidden" name="changes" value="like" />
    <input type="hidden" name="like" value={group.like} />
    <input type="hidden" name="back" value={page.here} />
  </>
);

interface RejectProps {
  readonly group: AlikeChanges;
  readonly setId: string;
  readonly page: PageContext;
}

/** Only where all of them are shown below: whoever rejects many at once has them before their eyes. */
const RejectAlike = ({ group, setId, page }: RejectProps) => (
  <details class="reject-alike">
    <summary>{page.say(words.rejectAlike, { count: page.number(group.undecided) })}</summary>
    <form method="post" action={`/change-sets/${setId}/decisions`} class="stack">
      <Which group={group} page={page} />
      <Reasons id="reject-alike" canned={cannedReasons} page={page} />
      <div>
        <Button name="decision" value="reject" kind="danger">
          {page.say(words.rejectSubmit)}
        </Button>
      </div>
    </form>
  </details>
);
