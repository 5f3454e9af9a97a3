/** Finding whoever moves, then saying what they do at the new school: two short forms, and a number that never travels twice. */
import { identityDocuments } from '../../../schemas/identity-document.ts';
import { stages, subjects, subjectsOfStage } from '../../../schemas/subject.ts';
import { transferRoutes } from '../../../schemas/transfer.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { parts } from '../../parts/words.ts';
import type { FoundModel } from './new-transfer-model.ts';
import { words } from './words.ts';

export interface NewTransferModel {
  /** What was typed; the number is typed anew. */
  readonly asked: {
    readonly id_type?: string | undefined;
    readonly name?: string | undefined;
    readonly to?: string | undefined;
  };
  /** What is wrong, in the reader's language. */
  readonly error: string | null;
  readonly found: FoundModel | null;
}

interface Props {
  readonly model: NewTransferModel;
  readonly page: PageContext;
}

export const NewTransferPage = (model: NewTransferModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[{ label: page.say(words.title), href: '/transfers' }, { label: page.say(words.add) }]}
    />
    <PageHead title={page.say(words.add)} />
    {model.error !== null && <Notice tone="error" urgent title={model.error} />}
    {model.found === null ? (
      <Search model={model} page={page} />
    ) : (
      <Propose found={model.found} to={model.asked.to} page={page} />
    )}
  </>
);

const Search = ({ model: { asked }, page }: Props) => {
  const isSchool = page.actor?.tier === 'school';
  return (
    <form method="post" action="/transfers/search" class="stack transfer-form" autocomplete="off">
      <CsrfField page={page} />
      <h2>{page.say(words.searchTitle)}</h2>
      <p class="muted">{page.say(words.searchAbout)}</p>
      <Field for="id_type" label={page.say(words.idType)}>
        <select id="id_type" name="id_type">
          {identityDocuments.map(({ value, en }) => (
            <option key={value} value={value} selected={value === asked.id_type}>
              {page.language === 'zh' ? value : en}
            </option>
          ))}
        </select>
      </Field>
      <Field for="id_number" label={page.say(words.idNumber)} hint={page.say(words.numberHint)}>
        <input
          id="id_number"
          name="id_number"
          class="mono"
          required
          maxLength={24}
          aria-describedby="id_number-hint"
        />
      </Field>
      <Field for="name" label={page.say(words.name)}>
        <input id="name" name="name" required maxLength={50} value={asked.name} />
      </Field>
      <Field for="to" label={page.say(words.to)} hint={page.say(isSchool ? words.toOwnHint : words.toHint)}>
        <input
          id="to"
          name="to"
          maxLength={100}
          required={!isSchool}
          value={asked.to}
          placeholder={isSchool ? page.actor?.unit_name : undefined}
          aria-describedby="to-hint"
        />
      </Field>
      <div class="actions">
        <Button kind="primary" icon="search">
          {page.say(words.search)}
        </Button>
        <LinkButton href="/transfers">{page.say(words.back)}</LinkButton>
      </div>
    </form>
  );
};

interface ProposeProps {
  readonly found: FoundModel;
  readonly to: string | undefined;
  readonly page: PageContext;
}

const Propose = ({ found, to, page }: ProposeProps) => (
  <form method="post" action="/transfers" class="stack transfer-form">
    <CsrfField page={page} />
    <input type="hidden" name="person" value={found.ticket} />
    <input type="hidden" name="to" value={to ?? ''} />
    <h2>{page.say(words.found)}</h2>
    <Facts
      facts={[
        {
          term: page.say(words.person),
          value: (
            <>
              {found.name} <span class="mono muted">{found.id_number}</span>
            </>
          ),
        },
        { term: page.say(found.in_pool ? words.formerUnit : words.currentUnit), value: found.unit_name },
        { term: page.say(words.status), value: found.in_pool ? page.say(words.inPool) : found.status },
        { term: page.say(words.to), value: found.to.name },
        {
          term: page.say(words.who),
          value: page.say(transferRoutes[found.route].sentence, { unit: found.acting_name }),
        },
      ]}
    />
    <Teaches found={found} page={page} />
    <Field for="effective_date" label={page.say(words.effectiveDate)}>
      <input id="effective_date" name="effective_date" type="date" required />
    </Field>
    <Field for="reason" label={page.say(words.reason)} hint={page.say(words.optional)}>
      <input id="reason" name="reason" maxLength={200} aria-describedby="reason-hint" />
    </Field>
    <p class="muted">
      {found.at_once
        ? page.say(words.pullInAbout)
        : page.say(words.proposeAbout, { unit: found.acting_name })}
    </p>
    <div class="actions">
      <Button kind="primary">{page.say(found.at_once ? words.pullIn : words.propose)}</Button>
      <LinkButton href="/transfers/new">{page.say(words.again)}</LinkButton>
    </div>
  </form>
);

const Teaches = ({ found, page }: { found: FoundModel; page: PageContext }) => {
  const named = (list: readonly { value: string; en: string }[], value: string): string =>
    page.language === 'zh' ? value : (list.find((one) => one.value === value)?.en ?? value);
  const [only] = found.to.stages;
  return (
    <>
      <Field for="stage" label={page.say(words.stage)}>
        <select id="stage" name="stage" required>
          {found.to.stages.length > 1 && <option value="">{page.say(words.choose)}</option>}
          {found.to.stages.map((stage) => (
            <option key={stage} value={stage} selected={found.to.stages.length === 1 && stage === only}>
              {named(stages, stage)}
            </option>
          ))}
        </select>
      </Field>
      <Field for="subject" label={page.say(words.subject)}>
        <select id="subject" name="subject">
          <option value="">
            {page.say(found.to.stages.includes('幼儿园') ? words.noSubject : words.choose)}
          </option>
          {found.to.stages
            .filter((stage) => subjectsOfStage[stage].length > 0)
            .map((stage) => (
              <optgroup key={stage} label={named(stages, stage)}>
                {subjectsOfStage[stage].map((subject) => (
                  <option key={subject} value={subject}>
                    {named(subjects, subject)}
                  </option>
                ))}
              </optgroup>
            ))}
        </select>
      </Field>
      {/* None is chosen beforehand: this flag is never inferred. */}
      <fieldset class="yes-no">
        <legend>{page.say(words.rural)}</legend>
        <label class="check-line">
          <input type="radio" name="is_rural" value="yes" required />
          {page.say(parts.yes)}
        </label>
        <label class="check-line">
          <input type="radio" name="is_rural" value="no" required />
          {page.say(parts.no)}
        </label>
      </fieldset>
    </>
  );
};
