/** The fields of one kind of unit: only those it has, with the stages that its kind can offer. */
import type { ComponentChildren } from 'preact';
import { codeCategories } from '../../../schemas/organisation-choices.ts';
import {
  fieldsOfKind,
  type OrganisationFacts,
  type OrganisationField,
  organisationLabels,
  stagesUpward,
} from '../../../schemas/organisation-facts.ts';
import {
  type SchoolKind,
  schoolKinds,
  sectors,
  type UnitKind,
  urbanRuralClasses,
} from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { textOfCell } from '../../parts/cell-value.tsx';
import { Field } from '../../parts/field.tsx';
import { safeUrl } from '../../parts/safe-url.ts';
import type { Fault } from './faults.ts';
import { words } from './words.ts';

interface Props {
  readonly page: PageContext;
  readonly kind: UnitKind;
  /** Of a school. */
  readonly schoolKind: SchoolKind | null;
  /** Where another kind of school is chosen. */
  readonly otherKinds: string;
  readonly values: Partial<OrganisationFacts>;
  readonly faults: readonly Fault[];
}

export const OrganisationFields = (props: Props) => (
  <>
    {fieldsOfKind[props.kind]
      .filter((field) => field !== 'licence_no' || props.schoolKind === '111')
      .map((field) => (
        <OneField key={field} field={field} {...props} />
      ))}
  </>
);

const OneField = (props: Props & { field: OrganisationField }) => {
  const { field, page, values } = props;
  if (field === 'school_kind') return <KindOfSchool {...props} />;
  if (field === 'stages') return <Stages {...props} />;
  if (field === 'sector') {
    return (
      <Choice
        {...props}
        options={sectors.map(({ value, en }) => [value, page.language === 'zh' ? value : en])}
      />
    );
  }
  if (field === 'urban_rural_class') {
    return (
      <Choice
        {...props}
        optional={props.kind !== 'school'}
        options={Object.entries(urbanRuralClasses).map(([code, said]) => [code, `${code} ${page.say(said)}`])}
      />
    );
  }
  const value = values[field];
  return (
    <Labelled {...props} hint={hintOf(props)}>
      <input
        id={field}
        name={field}
        value={value === null || value === undefined ? '' : String(value)}
        type={field === 'expected_headcount' ? 'number' : 'text'}
        min={field === 'expected_headcount' ? 0 : undefined}
        max={field === 'expected_headcount' ? 10_000 : undefined}
        minLength={field === 'name' ? 2 : undefined}
        maxLength={field === 'name' ? 60 : 40}
        required={field === 'name'}
        {...described(props, hintOf(props))}
      />
    </Labelled>
  );
};

function hintOf({ field, page, kind, schoolKind }: Props & { field: OrganisationField }): string | undefined {
  if (field === 'licence_no') return page.say(words.licenceHint);
  if (field === 'expected_headcount') return page.say(words.headcountHint);
  if (field === 'township') return page.say(words.optional);
  if (field !== 'code') return undefined;
  const name = schoolKinds.find(({ value }) => value === schoolKind)?.zh ?? '';
  const category = codeCategories.get(name);
  return kind === 'school' && category !== undefined
    ? page.say(words.codeHint, { category })
    : page.say(words.codeOther);
}

const faultOf = ({ faults, field }: { faults: readonly Fault[]; field: OrganisationField }) =>
  faults
    .filter((fault) => fault.field === field)
    .map(({ text }) => text)
    .join(' ') || undefined;

const described = (props: Props & { field: OrganisationField }, hint?: string) => ({
  'aria-invalid': faultOf(props) === undefined ? undefined : ('true' as const),
  'aria-describedby':
    [hint && `${props.field}-hint`, faultOf(props) && `${props.field}-error`].filter(Boolean).join(' ') ||
    undefined,
});

const Labelled = (
  props: Props & { field: OrganisationField; hint?: string | undefined; children: ComponentChildren },
) => (
  <Field
    for={props.field}
    label={props.page.say(organisationLabels[props.field])}
    hint={props.hint}
    error={faultOf(props)}
  >
    {props.children}
  </Field>
);

const Choice = (
  props: Props & {
    field: OrganisationField;
    options: readonly (readonly [string, string])[];
    optional?: boolean;
  },
) => {
  const { field, page, options, values, optional = false } = props;
  return (
    <Labelled {...props}>
      <select id={field} name={field} required={!optional} {...described(props)}>
        <option value="">{page.say(optional ? words.notSaid : words.choose)}</option>
        {options.map(([value, label]) => (
          <option key={value} value={value} selected={values[field] === value}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  );
};

const KindOfSchool = (props: Props) => {
  const { page, schoolKind, otherKinds } = props;
  const kind = schoolKinds.find(({ value }) => value === schoolKind);
  const error = faultOf({ ...props, field: 'school_kind' });
  return (
    <div class="field">
      <span class="label">{page.say(organisationLabels.school_kind)}</span>
      <span>
        {kind === undefined ? page.say(words.choose) : `${kind.value} ${page.say(kind)}`}{' '}
        <a href={safeUrl(otherKinds)}>{page.say(words.otherKind)}</a>
      </span>
      <input type="hidden" name="school_kind" value={schoolKind ?? ''} />
      {error && <p class="field-error">{error}</p>}
    </div>
  );
};

const Stages = (props: Props) => {
  const { page, schoolKind, values } = props;
  const possible: readonly string[] = schoolKinds.find(({ value }) => value === schoolKind)?.stages ?? [];
  const error = faultOf({ ...props, field: 'stages' });
  return (
    <fieldset class="stage-boxes" aria-describedby={error && 'stages-error'}>
      <legend>{page.say(organisationLabels.stages)}</legend>
      <input type="hidden" name="stages" value="" />
      {stagesUpward
        .filter((stage) => possible.includes(stage))
        .map((stage) => (
          <label key={stage} class="check">
            <input
              type="checkbox"
              name="stages"
              value={stage}
              checked={values.stages === undefined || values.stages.includes(stage)}
            />{' '}
            {textOfCell('stage', stage, page)}
          </label>
        ))}
      {error && (
        <p class="field-error" id="stages-error">
          {error}
        </p>
      )}
    </fieldset>
  );
};
