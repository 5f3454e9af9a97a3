/** Changes, one row a person; a row is swapped alone when it is decided. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { bandOf, changeKinds, riskBands } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { ChangeContent } from './change-content.tsx';
import { DecisionCell } from './decision-cell.tsx';
import { shownKindOf } from './facet-model.ts';
import { changesIdentity } from './identity.ts';
import { rowId } from './set-address.ts';
import type { Beside } from './set-beside.ts';
import { mayDecide, type SetHead } from './set-head.ts';
import { words } from './words.ts';

interface TableProps {
  readonly setId: string;
  readonly changes: readonly ShownChange[];
  readonly model: SetHead & Beside;
  /** With the whole record of everybody. */
  readonly isWhole?: boolean;
  readonly page: PageContext;
}

export const ChangeTable = ({ setId, changes, model, isWhole, page }: TableProps) => (
  <table class="cards changes">
    <caption class="visually-hidden">{page.say(words.caption)}</caption>
    <thead>
      <tr>
        <th scope="col">{page.say(words.person)}</th>
        <th scope="col">{page.say(words.kind)}</th>
        <th scope="col">{page.say(words.change)}</th>
        <th scope="col">{page.say(words.decision)}</th>
      </tr>
    </thead>
    <tbody>
      {changes.map((change) => (
        <ChangeRow
          key={change.id}
          setId={setId}
          change={change}
          beside={model}
          isReviewer={mayDecide(model)}
          isWhole={isWhole}
          page={page}
        />
      ))}
    </tbody>
  </table>
);

interface RowProps {
  readonly setId: string;
  readonly change: ShownChange;
  readonly beside: Beside;
  /** Whether the reader decides here and now. */
  readonly isReviewer: boolean;
  readonly isWhole?: boolean | undefined;
  /** Why what the reader just did was not done: somebody else was first. */
  readonly late?: string | undefined;
  readonly page: PageContext;
}

export const ChangeRow = ({ setId, change, beside, isReviewer, isWhole, late, page }: RowProps) => {
  const { id, kind, name, id_number, decision, row_number } = change;
  const isIdentity = changesIdentity(change);
  const { decided } = changeKinds[kind];
  return (
    <tr
      id={rowId(id)}
      class={[kind, decision ?? 'open', ...(isIdentity ? ['identity'] : [])].join(' ')}
      tabIndex={-1}
      data-change={id}
      data-name={name}
      data-undecided={isReviewer && decided && decision === null ? '' : undefined}
    >
      <th scope="row" data-label={page.say(words.person)}>
        <div>
          <span>
            <span class="person-name">{name}</span>
            {row_number !== null && (
              <span class="muted small"> {page.say(words.place, { row: row_number })}</span>
            )}
          </span>
          <span class="mono muted">{masked('id_number', id_number)}</span>
        </div>
      </th>
      <td data-label={page.say(words.kind)}>
        <Kind change={change} isIdentity={isIdentity} page={page} />
      </td>
      <td data-label={page.say(words.change)}>
        <ChangeContent {...{ setId, change, beside, isReviewer, isWhole, page }} />
      </td>
      <td data-label={page.say(words.decision)} class="decision">
        {late !== undefined && <p class="late">{late}</p>}
        <DecisionCell setId={setId} change={change} isReviewer={isReviewer} page={page} />
      </td>
    </tr>
  );
};

const moodOf = (risk: number): Mood => {
  if (risk <= 2) return 'bad';
  return risk === 3 ? 'todo' : 'quiet';
};

const Kind = (props: { change: ShownChange; isIdentity: boolean; page: PageContext }) => {
  const { change, isIdentity, page } = props;
  const kind = shownKindOf(change);
  return (
    <div class="kind">
      <Badge mood={moodOf(change.risk)}>
        {page.say(kind === 'identity' ? words.identity : changeKinds[kind].words)}
      </Badge>
      {isIdentity && kind !== 'identity' && (
        <span class="identity-mark">
          <Icon name="identity" />
          {page.say(words.identity)}
        </span>
      )}
      <span class="muted small">{page.say(riskBands[bandOf(change.risk)].words)}</span>
    </div>
  );
};
