/** What has changed of a cell since the plan was made, and the button that plans it again, where it stands. */
import type { CellChange } from '../../../schemas/kept-plan.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { StaffingModel } from './staffing-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: StaffingModel;
  readonly page: PageContext;
}

export function changeText({ now, planned, roster, team }: CellChange, page: PageContext): string {
  const counts = { planned: page.number(planned), now: page.number(now) };
  const said = [
    ...(roster ? [page.say(now === planned ? words.rosterChanged : words.rosterCounts, counts)] : []),
    ...(team ? [page.say(words.teamChanged)] : []),
  ];
  return said.join(page.language === 'zh' ? '，' : ', ');
}

interface RecomputeProps extends Props {
  /** All cells unless said. */
  readonly change?: CellChange;
  /** Comes back to the opened cell instead of the whole plan. */
  readonly stays?: boolean;
}

export const Recompute = ({ model, page, change, stays }: RecomputeProps) => (
  <form method="post" action={`/staffing/${model.campaign.id}/compute`} class="staffing-inline">
    <CsrfField page={page} />
    <input type="hidden" name="version" value={model.kept?.version ?? 0} />
    {change !== undefined && <input type="hidden" name="cell" value={change.key} />}
    {/* A cell that nobody is enrolled in any more has no place to come back to. */}
    {stays && change !== undefined && change.now > 0 && <input type="hidden" name="stay" value="yes" />}
    <Button
      busy={page.say(words.computing)}
      label={change && page.say(words.recomputeCell, { cell: change.key })}
    >
      {page.say(change === undefined ? words.recomputeAll : words.recompute)}
    </Button>
  </form>
);

/** At the head of a plan: how many cells are no longer what they were planned from. */
export const ChangesNotice = ({ model, page }: Props) => {
  const { changes, may_decide } = model;
  if (changes.length === 0) return null;
  return (
    <Notice tone="warning" title={page.say(words.changed, { count: page.number(changes.length) })}>
      {may_decide && (
        <>
          <p>{page.say(words.changedAbout)}</p>
          <Recompute model={model} page={page} />
        </>
      )}
    </Notice>
  );
};

/** In an opened cell. */
export const CellChangeNotice = ({ model, page, cell }: Props & { readonly cell: string }) => {
  const change = model.changes.find(({ key }) => key === cell);
  if (change === undefined) return null;
  return (
    <Notice tone="warning" title={page.say(words.changedCell, { what: changeText(change, page) })}>
      {model.may_decide && <Recompute model={model} page={page} change={change} stays />}
    </Notice>
  );
};
