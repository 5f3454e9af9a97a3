/** Stage by stage how many units are open, with the buttons that open or close all of them. */
import { type Stage, stageOrder, stages } from '../../../schemas/subject.ts';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { cellValue } from './inputs.ts';
import { leftToOpen, type OpeningsModel } from './openings-model.ts';
import { words } from './words.ts';

export const openingsFormId = 'openings-form';

/** A stage in the reader's language. */
export const stageName = (stage: Stage, page: PageContext): string =>
  page.language === 'zh' ? stage : (stages.find(({ value }) => value === stage)?.en ?? stage);

interface Props {
  readonly model: OpeningsModel;
  readonly page: PageContext;
  /** The buttons do something now. */
  readonly mayChange: boolean;
}

export const StageCounts = ({ model, page, mayChange }: Props) => (
  <div id="opening-counts">
    <ul class="stage-counts">
      {stageOrder.map((stage) => (
        <li key={stage}>
          <OneStage stage={stage} model={model} page={page} mayChange={mayChange} />
        </li>
      ))}
    </ul>
    {model.reach.map(({ stage, opening }) =>
      opening.is_open || (model.counts[stage]?.opened ?? 0) === 0 ? null : (
        <Notice key={stage} tone="warning">
          {page.say(words.missingBelow, {
            ...{ stage: stageName(stage, page), unit: opening.unit.name, opener: opening.opener.name },
          })}
        </Notice>
      ),
    )}
  </div>
);

const OneStage = ({ stage, model, page, mayChange }: Props & { readonly stage: Stage }) => {
  const count = model.counts[stage];
  const { units, opened, unlicensed } = count ?? { units: 0, opened: 0, unlicensed: 0 };
  const opening = model.reach.find((one) => one.stage === stage)?.opening;
  const name = stageName(stage, page);
  return (
    <>
      <p class="stage-name">{name}</p>
      <p class="num muted">
        {page.say(words.openedOf, { opened: page.number(opened), units: page.number(units) })}
      </p>
      {unlicensed > 0 && <p class="small muted">{page.say(words.unlicensed, { count: unlicensed })}</p>}
      {opening?.is_open === false ? (
        <p class="small">
          {page.say(words.missing, { unit: opening.unit.name, opener: opening.opener.name })}
        </p>
      ) : (
        mayChange &&
        units > 0 && (
          <p class="actions">
            {leftToOpen(count) > 0 && (
              <Button
                form={openingsFormId}
                name="cell"
                value={cellValue('all', stage, true)}
                label={page.say(words.openStageOf, { stage: name })}
              >
                {page.say(words.openStage)}
              </Button>
            )}
            {opened > 0 && (
              <Button
                kind="quiet"
                form={openingsFormId}
                name="cell"
                value={cellValue('all', stage, false)}
                label={page.say(words.closeStageOf, { stage: name })}
              >
                {page.say(words.closeStage)}
              </Button>
            )}
          </p>
        )
      )}
    </>
  );
};
