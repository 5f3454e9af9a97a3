/** Adding one expert: the columns of template E as a form. */
import type { ComponentChildren } from 'preact';
import type { SubjectLists } from '../../../database/campaigns.ts';
import type { CityCounty } from '../../../database/expert-facts.ts';
import type { Choice } from '../../../schemas/column.ts';
import { identityDocuments } from '../../../schemas/identity-document.ts';
import { teamLevels } from '../../../schemas/sheets/expert.ts';
import { type Stage, stages, subjects } from '../../../schemas/subject.ts';
import { titles } from '../../../schemas/teacher-choices.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words } from './words.ts';

export interface NewExpertModel {
  readonly campaign: { readonly id: string; readonly name: string };
  /** Of the city, the city first; none for the province. */
  readonly counties: readonly CityCounty[];
  /** The campaign's. */
  readonly subjects: SubjectLists;
  readonly error: string | null;
  /** What was typed; the document is typed anew. */
  readonly typed: Readonly<Record<string, string | number | undefined>>;
}

export const NewExpertPage = (model: NewExpertModel, page: PageContext) => {
  const { typed, counties, campaign } = model;
  const isProvince = page.actor?.tier === 'province';
  const levels = teamLevels.filter(({ value }) => (value === '省级') === isProvince);
  const home = page.actor?.tier === 'county' ? '县级' : '市级';
  const text = (name: string) => (typed[name] === undefined ? undefined : String(typed[name]));
  const select = (
    name: string,
    choices: readonly Choice[],
    chosen: string | undefined,
    first?: string,
    more: Record<string, string> = {},
  ) => (
    <select id={name} name={name} required {...more}>
      {first !== undefined && <option value="">{first}</option>}
      {choices.map(({ value, en }) => (
        <option key={value} value={value} selected={value === chosen}>
          {page.language === 'zh' ? value : en}
        </option>
      ))}
    </select>
  );
  const input = (name: string, more: Record<string, unknown> = {}) => (
    <input id={name} name={name} value={text(name)} {...more} />
  );
  const optional = { hint: page.say(words.optional) };
  const row = (name: string, label: string, control: ComponentChildren, hint?: string) => (
    <Field for={name} label={label} hint={hint}>
      {control}
    </Field>
  );
  const title = page.say(isProvince ? words.addHost : words.add);
  const choose = page.say(words.choose);
  return (
    <>
      <Crumbs page={page} crumbs={[{ label: page.say(words.title), href: '/experts' }, { label: title }]} />
      <PageHead title={title} about={campaign.name} />
      {model.error !== null && <Notice tone="error" urgent title={model.error} />}
      <form method="post" action="/experts" class="stack expert-form" autocomplete="off">
        <CsrfField page={page} />
        <input type="hidden" name="campaign" value={campaign.id} />
        {row('level', page.say(words.level), select('level', levels, text('level') ?? home))}
        {isProvince &&
          row(
            'workshop',
            page.say(words.workshop),
            input('workshop', { required: true, maxLength: 60, 'aria-describedby': 'workshop-hint' }),
            page.say(words.workshopHint),
          )}
        {row('name', page.say(words.name), input('name', { required: true, maxLength: 50 }))}
        {row('id_type', page.say(words.idType), select('id_type', identityDocuments, text('id_type')))}
        {row(
          'id_number',
          page.say(words.idNumber),
          <input id="id_number" name="id_number" class="mono" required maxLength={24} />,
        )}
        {row('unit_name', page.say(words.unitName), input('unit_name', { required: true, maxLength: 100 }))}
        {counties.length === 0
          ? row('county', page.say(words.county), input('county', { required: true, maxLength: 40 }))
          : row(
              'county',
              page.say(words.county),
              select(
                'county',
                counties.map(({ name }) => ({ value: name, en: name })),
                text('county') ?? page.actor?.unit_name,
              ),
              page.say(words.countyHint),
            )}
        {row(
          'stage',
          page.say(words.stage),
          select('stage', stages, text('stage'), choose, {
            // Only the stage is sent; what else is typed stays in the form.
            'hx-get': addressOf('/experts/new', { campaign: campaign.id }),
            ...{ 'hx-trigger': 'change', 'hx-target': '#subject', 'hx-select': '#subject' },
            'hx-swap': 'outerHTML',
          }),
        )}
        {row(
          'subject',
          page.say(words.subject),
          <SubjectSelect model={model} page={page} />,
          page.say(words.subjectHint),
        )}
        {row('title', page.say(words.title1), select('title', titles, text('title'), choose))}
        {row('honours', page.say(words.honours), input('honours', { maxLength: 200 }), optional.hint)}
        {row('mobile', page.say(words.mobile), input('mobile', { required: true, inputMode: 'tel' }))}
        {row('email', page.say(words.email), input('email', { type: 'email' }), optional.hint)}
        {!isProvince &&
          row(
            'capacity',
            page.say(words.capacity),
            input('capacity', { type: 'number', min: 1, max: 1000 }),
            page.say(words.capacityHint),
          )}
        {!isProvince &&
          row(
            'served_counties',
            page.say(words.served),
            input('served_counties', { maxLength: 400 }),
            page.say(words.servedHint),
          )}
        <div class="actions">
          <Button kind="primary">{page.say(words.save)}</Button>
          <LinkButton href="/experts">{page.say(words.back)}</LinkButton>
        </div>
      </form>
    </>
  );
};

interface SubjectProps {
  readonly model: NewExpertModel;
  readonly page: PageContext;
}

/** The subjects of the stage; before one is chosen those of every stage, by stage, so that it works without script. */
const SubjectSelect = ({ model: { subjects: lists, typed }, page }: SubjectProps) => {
  const english = new Map<string, string>(subjects.map(({ value, en }) => [value, en]));
  const options = (stage: Stage) =>
    lists[stage].map((subject) => (
      <option key={subject} value={subject} selected={subject === typed.subject}>
        {page.language === 'zh' ? subject : english.get(subject)}
      </option>
    ));
  const stage = stages.find(({ value }) => value === typed.stage)?.value;
  const hasNone = stage !== undefined && lists[stage].length === 0;
  return (
    <select id="subject" name="subject" required={stage !== undefined && !hasNone}>
      <option value="">{page.say(hasNone || stage === undefined ? words.noSubject : words.choose)}</option>
      {stage !== undefined
        ? options(stage)
        : stages
            .filter(({ value }) => lists[value].length > 0)
            .map(({ value, en }) => (
              <optgroup key={value} label={page.language === 'zh' ? value : en}>
                {options(value)}
              </optgroup>
            ))}
    </select>
  );
};
