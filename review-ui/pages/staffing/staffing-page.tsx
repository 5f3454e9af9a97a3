/** A city's staffing plan: its figures, what is missing, and every number with a way to where it comes from. */

import { pinFailures } from '../../../schemas/kept-plan.ts';
import { usualOptions } from '../../../schemas/staffing.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { CellPart } from './cell-part.tsx';
import { CellTable, EnrolmentPictures } from './pictures.tsx';
import { ChangesNotice } from './recompute.tsx';
import { ScenarioTable } from './scenario-table.tsx';
import type { StaffingModel } from './staffing-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: StaffingModel;
  readonly page: PageContext;
}

export const StaffingPage = (model: StaffingModel, page: PageContext) => {
  const { campaign, city, kept, open } = model;
  const ratio = kept?.content.plan.options.ratio ?? usualOptions.ratio;
  return (
    <>
      {page.actor?.tier === 'province' && (
        <Crumbs
          page={page}
          crumbs={[{ label: page.say(words.title), href: `/staffing/${campaign.id}` }, { label: city.name }]}
        />
      )}
      <PageHead
        title={page.say(words.title)}
        about={page.say(words.about, { campaign: campaign.name, city: city.name, ratio })}
        actions={
          kept !== null && (
            <LinkButton
              icon="download"
              href={addressOf('/exports/staffing.xlsx', { campaign: campaign.id, city: city.id })}
            >
              {page.say(words.export)}
            </LinkButton>
          )
        }
      />
      {kept === null ? <NoPlan model={model} page={page} /> : <Standing model={model} page={page} />}
      {kept !== null && <Broken model={model} page={page} />}
      {open !== null ? (
        <CellPart open={open} model={model} page={page} />
      ) : (
        kept !== null && (
          <>
            <section class="section">
              <h2>{page.say(words.cells)}</h2>
              <CellTable model={model} page={page} />
            </section>
            <EnrolmentPictures model={model} page={page} />
            <ScenarioTable model={model} page={page} />
          </>
        )
      )}
      {model.may_decide && kept !== null && open === null && (
        <section class="section">
          <h2>{page.say(words.again)}</h2>
          <p class="muted">{page.say(words.againAbout)}</p>
          <ComputeForm model={model} page={page} />
        </section>
      )}
    </>
  );
};

const NoPlan = ({ model, page }: Props) => (
  <EmptyState icon="identity" title={page.say(words.noPlan)}>
    <p>
      {model.enrolled_now === null
        ? page.say(words.noPlanCounty)
        : page.say(words.noPlanCity, { enrolled: page.number(model.enrolled_now) })}
    </p>
    {model.may_decide && <ComputeForm model={model} page={page} />}
  </EmptyState>
);

const Standing = ({ model, page }: Props) => {
  const { kept, figures, campaign, may_decide } = model;
  if (kept === null || figures === null) return null;
  const value = (label: keyof typeof words, count: number) => ({
    label: page.say(words[label]),
    value: count,
  });
  return (
    <>
      <p class="muted staffing-version">
        {page.say(words.version, {
          ...{ version: kept.version, time: page.time(kept.made_at), by: kept.made_by },
        })}{' '}
        <span class="mono small">{page.say(words.digest, { digest: kept.digest.slice(0, 16) })}</span>
      </p>
      <Figures
        page={page}
        figures={[
          value('enrolled', figures.enrolled),
          value('bound', figures.bound),
          value('needed', figures.needed),
          value('byCounty', figures.by_county),
          value('available', figures.available),
          value('assigned', figures.assigned),
          value('gap', figures.gaps),
        ]}
      />
      {model.open === null && <ChangesNotice model={model} page={page} />}
      {may_decide && (
        <form method="post" action={`/staffing/${campaign.id}/publish`} class="actions">
          <CsrfField page={page} />
          <input type="hidden" name="version" value={kept.version} />
          <Button
            kind={kept.published_at === null ? 'primary' : 'plain'}
            name="published"
            value={kept.published_at === null ? 'yes' : 'no'}
          >
            {page.say(kept.published_at === null ? words.publish : words.unpublish)}
          </Button>
          {kept.published_at !== null && (
            <span class="muted">{page.say(words.publishedAt, { time: page.time(kept.published_at) })}</span>
          )}
        </form>
      )}
    </>
  );
};

const Broken = ({ model: { kept, experts }, page }: Props) => {
  const broken = [...(kept?.content.plan.broken_pins ?? []), ...(kept?.content.team.broken_pins ?? [])];
  if (broken.length === 0) return null;
  return (
    <Notice tone="warning" title={page.say(words.broken, { count: page.number(broken.length) })}>
      <ul>
        {broken.slice(0, 20).map((pin) => {
          const who =
            pin.kind === 'teacher' ? pin.teacher_id : (experts.get(pin.expert_id)?.name ?? pin.expert_id);
          const said = { who, group: pin.group, why: page.say(pinFailures[pin.why]) };
          return (
            <li key={`${pin.kind}-${who}-${pin.group}`}>
              {page.say(pin.kind === 'teacher' ? words.brokenTeacher : words.brokenExpert, said)}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
};

const ComputeForm = ({ model: { campaign, kept }, page }: Props) => {
  const { ratio, pooling, minimum_group } = kept?.content.plan.options ?? usualOptions;
  return (
    <form method="post" action={`/staffing/${campaign.id}/compute`} class="stack staffing-form">
      <CsrfField page={page} />
      <input type="hidden" name="version" value={kept?.version ?? 0} />
      <details>
        <summary>{page.say(words.settings)}</summary>
        <Field for="ratio" label={page.say(words.ratio)}>
          <input id="ratio" name="ratio" type="number" min={1} max={1000} value={ratio} />
        </Field>
        <Field for="pooling" label={page.say(words.pooling)}>
          <select id="pooling" name="pooling">
            <option value="city" selected={pooling === 'city'}>
              {page.say(words.poolCity)}
            </option>
            <option value="county" selected={pooling === 'county'}>
              {page.say(words.poolCounty)}
            </option>
          </select>
        </Field>
        <Field for="minimum_group" label={page.say(words.minimum)}>
          <input id="minimum_group" name="minimum_group" type="number" min={0} value={minimum_group} />
        </Field>
        {kept !== null && (
          <label class="check-line">
            <input type="checkbox" name="fresh" value="yes" />
            {page.say(words.fresh)}
          </label>
        )}
      </details>
      <div class="actions">
        <Button kind={kept === null ? 'primary' : 'plain'} busy={page.say(words.computing)}>
          {page.say(kept === null ? words.compute : words.again)}
        </Button>
      </div>
    </form>
  );
};
