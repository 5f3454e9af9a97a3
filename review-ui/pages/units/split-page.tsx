/** Splitting a school: what the new one is and who goes there, then the same in numbers before it is done. */
import type { Organisation, OrganisationFacts } from '../../../schemas/organisation-facts.ts';
import { stagesUpward } from '../../../schemas/organisation-facts.ts';
import type { Problem } from '../../../schemas/problem.ts';
import type { Stage } from '../../../schemas/subject.ts';
import { type SchoolKind, schoolKinds } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { textOfCell } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { Fault } from './faults.ts';
import { OrganisationFields } from './organisation-fields.tsx';
import { Refusals } from './refusals.tsx';
import { words } from './words.ts';

export interface SplitModel {
  readonly unit: Organisation;
  readonly schoolKind: SchoolKind;
  readonly values: Partial<OrganisationFacts>;
  readonly faults: readonly Fault[];
  readonly refusal: Problem | null;
  readonly stages: readonly { readonly stage: Stage | null; readonly teachers: number }[];
  readonly teachers: readonly { readonly id: string; readonly name: string; readonly stage: string | null }[];
  readonly chosen: { readonly stages: readonly string[]; readonly teachers: readonly string[] };
  readonly remaining: { readonly kind: string | null; readonly stages: readonly string[] };
}

const crumbsOf = (unit: Organisation, page: PageContext) => (
  <Crumbs
    page={page}
    crumbs={[{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words.split) }]}
  />
);

export const SplitPage = (model: SplitModel, page: PageContext) => {
  const { unit } = model;
  return (
    <>
      {crumbsOf(unit, page)}
      <PageHead title={page.say(words.splitOf, { unit: unit.name })} />
      <Refusals {...model} page={page} />
      <form method="post" action={`/units/${unit.id}/split`} class="plain-form">
        <CsrfField page={page} />
        <input type="hidden" name="version" value={unit.version} />
        <h2>{page.say(words.newSchool)}</h2>
        <OrganisationFields
          {...model}
          kind="school"
          otherKinds={addressOf(`/units/${unit.id}/split`)}
          page={page}
        />
        <WhoGoes model={model} page={page} />
        <Remaining model={model} page={page} />
        <div class="actions">
          <Button kind="primary">{page.say(words.splitNext)}</Button>
          <LinkButton kind="quiet" href={`/units/${unit.id}`}>
            {page.say(words.cancel)}
          </LinkButton>
        </div>
      </form>
    </>
  );
};

const WhoGoes = ({ model, page }: { model: SplitModel; page: PageContext }) => (
  <fieldset class="who-goes">
    <legend>{page.say(words.whoGoes)}</legend>
    {model.stages.map(({ stage, teachers }) =>
      stage === null ? null : (
        <label key={stage} class="check">
          <input type="checkbox" name="going" value={stage} checked={model.chosen.stages.includes(stage)} />{' '}
          {page.say(words.wholeStage, {
            stage: textOfCell('stage', stage, page),
            count: page.number(teachers),
          })}
        </label>
      ),
    )}
    <details open={model.chosen.teachers.length > 0}>
      <summary>{page.say(words.single)}</summary>
      <div class="people-boxes">
        {model.teachers.map(({ id, name, stage }) => (
          <label key={id} class="check">
            <input type="checkbox" name="teachers" value={id} checked={model.chosen.teachers.includes(id)} />{' '}
            {name} <span class="muted">{stage}</span>
          </label>
        ))}
      </div>
    </details>
  </fieldset>
);

const Remaining = ({ model: { unit, remaining }, page }: { model: SplitModel; page: PageContext }) => (
  <fieldset class="remaining">
    <legend>{page.say(words.whatRemains)}</legend>
    <Field for="remaining_kind" label={page.say(words.remainingKind)}>
      <select id="remaining_kind" name="remaining_kind">
        {schoolKinds.map((kind) => (
          <option key={kind.value} value={kind.value} selected={remaining.kind === kind.value}>
            {`${kind.value} ${page.say(kind)}`}
          </option>
        ))}
      </select>
    </Field>
    <input type="hidden" name="remaining_stages" value="" />
    {stagesUpward
      .filter((stage) => unit.stages.includes(stage))
      .map((stage) => (
        <label key={stage} class="check">
          <input
            type="checkbox"
            name="remaining_stages"
            value={stage}
            checked={remaining.stages.includes(stage)}
          />{' '}
          {textOfCell('stage', stage, page)}
        </label>
      ))}
  </fieldset>
);

export interface SplitConfirmModel {
  readonly unit: Organisation;
  readonly made: OrganisationFacts;
  readonly remaining: OrganisationFacts;
  readonly names: readonly string[];
  /** In service at the old school before it. */
  readonly before: number;
  /** What the form held, to be sent once more. */
  readonly fields: readonly (readonly [string, string])[];
}

export const SplitConfirmPage = (model: SplitConfirmModel, page: PageContext) => {
  const { unit, made, remaining, names, before, fields } = model;
  return (
    <>
      {crumbsOf(unit, page)}
      <PageHead title={page.say(words.splitConfirm, { unit: unit.name, made: made.name })} />
      <Notice
        tone="info"
        title={page.say(words.splitEffect, {
          ...{ made: made.name, unit: unit.name, count: page.number(names.length) },
          ...{ rest: page.number(before - names.length), stages: remaining.stages.join('、') },
        })}
      >
        {names.length > 0 && <p>{names.join('、')}</p>}
      </Notice>
      <form method="post" action={`/units/${unit.id}/split`}>
        <CsrfField page={page} />
        {fields.map(([name, value], index) => (
          <input key={`${name}${index}`} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="expected" value={names.length} />
        <div class="actions">
          <Button kind="danger">{page.say(words.splitSubmit)}</Button>
          <LinkButton kind="quiet" href={`/units/${unit.id}`}>
            {page.say(words.cancel)}
          </LinkButton>
        </div>
      </form>
    </>
  );
};
