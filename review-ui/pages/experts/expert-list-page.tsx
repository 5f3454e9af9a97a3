/** Expert teams: who waits for a decision first, then who is on the team, with what may be done about them together. */
import { expertLifecycle, expertStates } from '../../../schemas/expert-lifecycle.ts';
import { teamLevels } from '../../../schemas/sheets/expert.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { type Facet, Facets } from '../../parts/facets.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { UploadForm } from '../uploads/upload-form.tsx';
import type { ExpertListModel } from './expert-model.ts';
import { ExpertTable } from './expert-table.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: ExpertListModel;
  readonly page: PageContext;
}

export const ExpertListPage = (model: ExpertListModel, page: PageContext) => {
  const { campaign, query } = model;
  if (campaign === null) {
    return (
      <>
        <PageHead title={page.say(words.title)} />
        <EmptyState icon="calendar" title={page.say(words.noCampaign)}>
          <p>{page.say(words.noCampaignAbout)}</p>
        </EmptyState>
      </>
    );
  }
  const isProvince = page.actor?.tier === 'province';
  const about = isProvince ? words.aboutProvince : words.about;
  return (
    <>
      <PageHead
        title={page.say(words.title)}
        about={page.say(about, { campaign: campaign.name })}
        actions={
          <>
            <LinkButton icon="download" href={addressOf('/exports/experts.xlsx', { campaign: campaign.id })}>
              {page.say(words.exportXlsx)}
            </LinkButton>
            <LinkButton kind="primary" href={addressOf('/experts/new', { campaign: query.campaign })}>
              {page.say(isProvince ? words.addHost : words.add)}
            </LinkButton>
          </>
        }
      />
      <Told model={model} page={page} />
      <Workshops model={model} page={page} />
      <Facets page={page} label={page.say(words.state)} facets={stateFacets(model, page)} />
      <Facets page={page} label={page.say(words.level)} facets={levelFacets(model, page)} />
      {model.experts.length === 0 ? (
        <EmptyState icon="identity" title={page.say(words.none)}>
          <p>{page.say(words.noneAbout)}</p>
        </EmptyState>
      ) : (
        <form method="post" action="/experts/act">
          <CsrfField page={page} />
          <ExpertTable experts={model.experts} page={page} />
          <Acts model={model} page={page} />
        </form>
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(model.total)}
        href={(number) => addressOf('/experts', { ...asked(model), page: number })}
      />
      <section class="section">
        <p>
          <LinkButton href="/templates/expert.xlsx" icon="download" download>
            {page.say(words.template)}
          </LinkButton>
        </p>
        <UploadForm page={page} template="expert" label={page.say(words.upload)} />
      </section>
    </>
  );
};

const Told = ({ model: { query }, page }: Props) => {
  const { added, done } = query;
  if (added === undefined && done === undefined) return null;
  const title =
    added === undefined
      ? page.say(words.done, { count: page.number(done ?? 0) })
      : page.say(words.added, { count: page.number(added) });
  return (
    <div role="status">
      <Notice tone="good" title={title} />
    </div>
  );
};

const Workshops = ({ model: { workshops }, page }: Props) =>
  workshops.length === 0 ? null : (
    <section class="section expert-workshops">
      <h2>{page.say(words.workshops)}</h2>
      <DataTable
        caption={page.say(words.workshops)}
        columns={[
          { label: page.say(words.workshop), header: true, cell: ({ name }) => name },
          { label: page.say(words.hostCount), kind: 'num', cell: ({ hosts }) => page.number(hosts.length) },
          {
            label: page.say(words.hosts),
            kind: 'wide',
            cell: ({ hosts }) => hosts.join(page.language === 'zh' ? '、' : ', '),
          },
        ]}
        rows={workshops}
        keyOf={({ name }) => name}
      />
    </section>
  );

const Acts = ({ model, page }: Props) => {
  const possible = Object.keys(expertLifecycle.actions).filter((action) =>
    model.experts.some(({ actions }) => actions.includes(action)),
  );
  if (possible.length === 0) return null;
  return (
    <section class="expert-acts" aria-label={page.say(words.bulk)}>
      <h2>{page.say(words.bulk)}</h2>
      {possible.includes('decline') && (
        <Field for="reason" label={page.say(words.reason)} hint={page.say(words.reasonHint)}>
          <input id="reason" name="reason" maxLength={200} aria-describedby="reason-hint" />
        </Field>
      )}
      <div class="actions">
        {possible.map((action) => (
          <Button
            key={action}
            kind={action === 'decide' ? 'primary' : action === 'withdraw' ? 'plain' : 'danger'}
            name="action"
            value={action}
          >
            {page.say(expertLifecycle.actions[action] ?? words.bulk)}
          </Button>
        ))}
      </div>
    </section>
  );
};

const asked = ({ query: { campaign, state, level, stage } }: ExpertListModel) => ({
  ...{ campaign, state, level, stage },
});

function stateFacets(model: ExpertListModel, page: PageContext): Facet[] {
  const { query, counts } = model;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const facet = (label: string, state: typeof query.state, count: number): Facet => ({
    ...{ label, count, current: query.state === state },
    href: addressOf('/experts', { ...asked(model), state }),
  });
  return [
    facet(page.say(words.every), undefined, all),
    ...expertStates.flatMap((state) => {
      const count = counts[state] ?? 0;
      return count === 0 && query.state !== state
        ? []
        : [facet(page.say(expertLifecycle.states[state]), state, count)];
    }),
  ];
}

const levelFacets = (model: ExpertListModel, page: PageContext): Facet[] => [
  {
    ...{ label: page.say(words.every), current: model.query.level === undefined },
    href: addressOf('/experts', { ...asked(model), level: undefined }),
  },
  ...teamLevels
    .filter(({ value }) => value !== '省级' || page.actor?.tier === 'province')
    .map(({ value, en }) => ({
      label: page.language === 'zh' ? value : en,
      current: model.query.level === value,
      href: addressOf('/experts', { ...asked(model), level: value }),
    })),
];
