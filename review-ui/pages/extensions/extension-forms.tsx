/** The forms of the extensions: a unit asks for more days, and an authority grants them unasked. */
import { campaignWindows, closesAt } from '../../../schemas/campaign.ts';
import { longestReason_chars } from '../../../schemas/extension.ts';
import { tierOfKind } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import type { OwnWindow } from '../campaigns/calendar-model.ts';
import type { ExtensionsModel } from './extension-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: ExtensionsModel;
  readonly page: PageContext;
}

const actionOf = ({ campaign }: ExtensionsModel): string => `/campaigns/${campaign.id}/extensions`;

/** Steps in which one's own tier has something to do. */
export const AskForm = ({ model, page }: Props) => (
  <section aria-labelledby="ask">
    <h2 id="ask">{page.say(words.askOf, { whom: model.above ?? '' })}</h2>
    <form method="post" action={actionOf(model)} class="stack extension-form">
      <CsrfField page={page} />
      <What id="ask" model={model} windows={model.windows.filter(({ own }) => own.length > 0)} page={page} />
      <div>
        <Button kind="primary">{page.say(words.send)}</Button>
      </div>
    </form>
  </section>
);

export const GrantForm = ({ model, page }: Props) => (
  <section aria-labelledby="grant">
    <h2 id="grant">{page.say(words.grantUnasked)}</h2>
    <p class="muted">
      {page.say(words.furthestTitle)}：
      {model.reach
        .map(({ step, furthest }) =>
          page.say(words.furthest, {
            step: page.say(campaignWindows[step]),
            furthest: furthest ?? page.say(words.anyDay),
          }),
        )
        .join(page.language === 'zh' ? '；' : '; ')}
    </p>
    <form method="post" action={actionOf(model)} class="stack extension-form">
      <CsrfField page={page} />
      <Field for="grant-whom" label={page.say(words.whom)}>
        <select id="grant-whom" name="whom" required>
          <option value="own below">{page.say(words.toBelow)}</option>
          {model.children.map((child) => (
            <Whom key={child.id} child={child} isChosen={child.id === model.query.unit} page={page} />
          ))}
        </select>
      </Field>
      <What id="grant" model={model} windows={model.windows} page={page} />
      <div>
        <Button>{page.say(words.grantNow)}</Button>
      </div>
    </form>
  </section>
);

interface WhomProps {
  readonly child: ExtensionsModel['children'][number];
  readonly isChosen: boolean;
  readonly page: PageContext;
}

/** Of an area it is those below it who need the days. */
const Whom = ({ child, isChosen, page }: WhomProps) => {
  const isArea = tierOfKind[child.kind] !== 'school';
  return (
    <>
      {isArea && (
        <option value={`${child.id} area`} selected={isChosen}>
          {page.say(words.toArea, { unit: child.name })}
        </option>
      )}
      <option value={`${child.id} unit`} selected={isChosen && !isArea}>
        {page.say(words.toUnit, { unit: child.name })}
      </option>
    </>
  );
};

interface WhatProps extends Props {
  readonly id: string;
  readonly windows: readonly OwnWindow[];
}

/** Step, last day and reason. The step that one comes from is chosen, else the one whose last day is nearest. */
const What = ({ id, model: { query }, windows, page }: WhatProps) => {
  const distance = ({ window }: OwnWindow) => Math.abs(closesAt(window).getTime() - page.now.getTime());
  const nearest = [...windows].sort((a, b) => distance(a) - distance(b))[0];
  const chosen = query.step ?? nearest?.name;
  return (
    <>
      <Field for={`${id}-step`} label={page.say(words.step)}>
        <select id={`${id}-step`} name="step" required>
          {windows.map(({ name, window }) => (
            <option key={name} value={name} selected={name === chosen}>
              {page.say(words.nowUntil, {
                step: page.say(campaignWindows[name]),
                closes_on: window.closes_on,
              })}
            </option>
          ))}
        </select>
      </Field>
      <Field for={`${id}-until`} label={page.say(words.until)}>
        <input id={`${id}-until`} name="until" type="date" required min={page.day(page.now)} />
      </Field>
      <Field for={`${id}-reason`} label={page.say(words.reason)} hint={page.say(words.reasonHint)}>
        <textarea
          id={`${id}-reason`}
          name="reason"
          rows={2}
          required
          maxLength={longestReason_chars}
          aria-describedby={`${id}-reason-hint`}
        />
      </Field>
    </>
  );
};
