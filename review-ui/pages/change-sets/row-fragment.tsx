/** The answer to a decision made in the list: the row, and beside it the bar and what to announce. */
import type { Decision } from '../../../schemas/change.ts';
import type { Words } from '../../../schemas/language.ts';
import type { PageContext } from '../../page.ts';
import { BesideRow } from '../../parts/beside-row.tsx';
import { ChangeRow } from './change-table.tsx';
import type { OneChangeModel } from './one-change.ts';
import { ReviewBar } from './review-bar.tsx';
import { mayDecide } from './set-head.ts';
import { words } from './words.ts';

type Done = Decision | 'clear' | 'choose';

const said: Readonly<Record<Done, Words>> = {
  approve: words.saidApproved,
  reject: words.saidRejected,
  clear: words.saidCleared,
  choose: words.saidChosen,
};

export type DecidedModel = OneChangeModel &
  ({ readonly decision: Done } | { /** Why it was not done. */ readonly said: string });

export const RowFragment = (model: DecidedModel, page: PageContext) => {
  const { id, change, facets } = model;
  const told = 'said' in model ? model.said : page.say(said[model.decision], { name: change.name });
  return (
    <>
      <ChangeRow
        setId={id}
        change={change}
        beside={model}
        isReviewer={mayDecide(model)}
        late={'said' in model ? model.said : undefined}
        page={page}
      />
      <BesideRow id="review-bar">
        <ReviewBar head={model} page={page} />
      </BesideRow>
      <div id="announcement" hx-swap-oob="innerHTML">
        {told}{' '}
        {facets.undecided > 0 ? page.say(words.left, { count: facets.undecided }) : page.say(words.noneLeft)}
      </div>
    </>
  );
};
