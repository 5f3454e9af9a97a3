/** Extensions: what is asked for and answered, and the forms to ask or to grant. */
import type { ShownExtension } from '../../../database/extension-list.ts';
import { campaignWindows } from '../../../schemas/campaign.ts';
import {
  type ExtensionState,
  extensionCovers,
  extensionLifecycle,
  extensionStates,
} from '../../../schemas/extension.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words as campaignWords } from '../campaigns/words.ts';
import { ExtensionActions } from './extension-actions.tsx';
import { AskForm, GrantForm } from './extension-forms.tsx';
import type { ExtensionsModel } from './extension-model.ts';
import { words } from './words.ts';

const moods: Readonly<Record<ExtensionState, Mood>> = {
  requested: 'waiting',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'quiet',
  revoked: 'quiet',
};

interface Props {
  readonly model: ExtensionsModel;
  readonly page: PageContext;
}

export const ExtensionsPage = (model: ExtensionsModel, page: PageContext) => {
  const { campaign, above, windows, query } = model;
  const isSchool = page.actor?.tier === 'school';
  const asks = above !== null && windows.length > 0;
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[
          { label: page.say(campaignWords.title), href: '/campaigns' },
          { label: campaign.name, href: `/campaigns/${campaign.id}` },
          { label: page.say(words.title) },
        ]}
      />
      <PageHead
        title={page.say(words.title)}
        about={page.say(isSchool ? words.aboutSchool : words.aboutAuthority)}
      />
      <Waiting model={model} page={page} />
      {isSchool && asks && <AskForm model={model} page={page} />}
      <List model={model} page={page} />
      {!isSchool && windows.length > 0 && (
        <details class="section" open={query.unit !== undefined}>
          <summary>{page.say(words.grantUnasked)}</summary>
          <GrantForm model={model} page={page} />
        </details>
      )}
      {!isSchool && asks && (
        <details class="section" open={query.step !== undefined && query.unit === undefined}>
          <summary>{page.say(words.askOf, { whom: above })}</summary>
          <AskForm model={model} page={page} />
        </details>
      )}
    </>
  );
};

/** What one's own unit has asked for and waits to hear about. */
const Waiting = ({ model: { extensions, above }, page }: Props) => (
  <>
    {extensions
      .filter(({ state, unit_id }) => state === 'requested' && unit_id === page.actor?.unit_id)
      .map(({ id, asked_until }) => (
        <Notice key={id} tone="info">
          <p>{page.say(words.waits, { until: asked_until, whom: above })}</p>
        </Notice>
      ))}
  </>
);

const List = ({ model: { campaign, extensions, total, query }, page }: Props) => {
  const path = `/campaigns/${campaign.id}/extensions`;
  const facet = (state: ExtensionState | undefined, label: string) => ({
    label,
    href: addressOf(path, { state }),
    current: query.state === state,
  });
  return (
    <section aria-labelledby="extension-list">
      <h2 id="extension-list">{page.say(words.list)}</h2>
      {(total > 0 || query.state !== undefined) && (
        <Facets
          page={page}
          label={page.say(words.state)}
          facets={[
            facet(undefined, page.say(words.all)),
            ...extensionStates.map((state) => facet(state, page.say(extensionLifecycle.states[state]))),
          ]}
        />
      )}
      {extensions.length === 0 ? (
        <EmptyState icon="calendar" title={page.say(words.none)}>
          {page.say(words.noneAbout)}
        </EmptyState>
      ) : (
        <DataTable
          caption={page.say(words.list)}
          columns={columns(page)}
          rows={extensions}
          keyOf={({ id }) => id}
        />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(number) => addressOf(path, { state: query.state, page: number > 1 ? number : undefined })}
      />
    </section>
  );
};

const columns = (page: PageContext): Column<ShownExtension>[] => [
  {
    label: page.say(words.unit),
    header: true,
    cell: ({ unit_name, covers }) => (
      <>
        {unit_name}
        {covers !== 'unit' && <span class="muted small"> {page.say(extensionCovers[covers])}</span>}
      </>
    ),
  },
  {
    label: page.say(words.step),
    cell: ({ step }) => <span class="extension-step">{page.say(campaignWindows[step])}</span>,
  },
  {
    label: page.say(words.asked),
    cell: ({ asked_until, reason, made_by, made_at }) => (
      <>
        {asked_until === null ? page.say(words.unasked) : page.say(words.untilDay, { until: asked_until })}
        <br />
        <span class="reason-text">{reason}</span>
        <br />
        <span class="muted small">{page.say(words.byAt, { by: made_by, time: page.time(made_at) })}</span>
      </>
    ),
  },
  {
    label: page.say(words.answer),
    cell: ({ state, until, answer, decided_by, decided_at }) => (
      <>
        <Badge mood={moods[state]}>{page.say(extensionLifecycle.states[state])}</Badge>{' '}
        {state === 'granted' && until !== null && page.say(words.untilDay, { until })}
        {answer !== null && (
          <>
            <br />
            <span class="reason-text">{answer}</span>
          </>
        )}
        {decided_by !== null && decided_at !== null && (
          <>
            <br />
            <span class="muted small">
              {page.say(words.byAt, { by: decided_by, time: page.time(decided_at) })}
            </span>
          </>
        )}
      </>
    ),
  },
  {
    label: page.say(words.action),
    cell: (extension) => <ExtensionActions extension={extension} page={page} />,
  },
];
