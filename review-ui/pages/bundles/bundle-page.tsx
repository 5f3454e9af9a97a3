/** One bundle's page: how its files stand, and every file with its school, its receipt and what became of it. */
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facts } from '../../parts/facts.tsx';
import { type Figure, Figures } from '../../parts/figures.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { frame } from '../../parts/words.ts';
import { common } from '../../words.ts';
import { BundleFileTable } from './bundle-file-table.tsx';
import type { BundleModel, BundleQuery } from './bundle-model.ts';
import { SchoolChoices } from './choose-school.tsx';
import { alwaysShown, countOf, groupNames } from './groups.ts';
import { groupWords, words } from './words.ts';

/** The stream stands beside the part that it makes reload, so that reloading doesn't end it. */
export const BundlePage = (model: BundleModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[
        { label: page.say(frame.uploads), href: '/uploads' },
        { label: page.say(words.title), href: '/bundles' },
        { label: model.bundle.receipt },
      ]}
    />
    <PageHead title={page.say(words.one, { receipt: model.bundle.receipt })} />
    <BundleFacts model={model} page={page} />
    {/* Where somebody types, nothing is replaced under their hands; and nothing there moves by itself. */}
    {model.query.show !== 'unrouted' && <div id="live" hx-sse:connect="/events" hx-swap="none" />}
    {BundleFragment(model, page)}
  </>
);

export const BundleFragment = (model: BundleModel, page: PageContext) => {
  const { bundle, standings, query, files, total } = model;
  const isMoving = countOf(standings, 'checking') > 0;
  const live = {
    'hx-get': page.here,
    'hx-trigger': `upload from:#live throttle:2s${isMoving ? ', every 10s' : ''}`,
    'hx-target': 'this',
    'hx-swap': 'outerMorph',
  };
  return (
    <section id="bundle" {...(query.show === 'unrouted' ? {} : live)}>
      <div role="status">
        <JustRouted model={model} page={page} />
      </div>
      <Figures page={page} figures={figuresOf(model, page)} />
      <Unrouted model={model} page={page} />
      <h2 id="files">
        {page.say(query.show === undefined ? words.filesOf : groupWords[query.show])}{' '}
        <span class="count">{page.number(total)}</span>
        {query.show !== undefined && (
          <a class="show-all" href={addressOfBundle(bundle.id)}>
            {page.say(words.showAll)}
          </a>
        )}
      </h2>
      {files.length === 0 ? (
        <EmptyState icon="file" title={page.say(words.emptyGroup)} />
      ) : (
        <BundleFileTable model={model} page={page} />
      )}
      <SchoolChoices schools={model.schools} />
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(number) => addressOfBundle(bundle.id, { show: query.show, page: number })}
      />
    </section>
  );
};

const addressOfBundle = (id: string, query: Partial<BundleQuery> = {}): string =>
  addressOf(`/bundles/${id}`, query);

function figuresOf({ bundle, standings }: BundleModel, page: PageContext): Figure[] {
  const groups = groupNames.filter((group) => alwaysShown.has(group) || countOf(standings, group) > 0);
  return [
    { label: page.say(words.all), value: countOf(standings), href: addressOfBundle(bundle.id) },
    ...groups.map((group) => ({
      label: page.say(groupWords[group]),
      value: countOf(standings, group),
      href: addressOfBundle(bundle.id, { show: group }),
    })),
  ];
}

const BundleFacts = ({ model: { bundle }, page }: { model: BundleModel; page: PageContext }) => (
  <Facts
    facts={[
      ...(page.actor?.unit_id === bundle.unit_id
        ? []
        : [{ term: page.say(common.unit), value: bundle.unit_name }]),
      {
        term: page.say(words.archive),
        value: (
          <>
            {bundle.file_name} <span class="muted">{page.size(bundle.size_bytes)}</span>
          </>
        ),
      },
      { term: page.say(common.receivedAt), value: page.time(bundle.received_at) },
      { term: page.say(words.sentBy), value: bundle.received_by ?? '' },
    ]}
  />
);

/** What waits for a person comes before what the machine is still doing. */
const Unrouted = ({
  model: { bundle, standings, query },
  page,
}: {
  model: BundleModel;
  page: PageContext;
}) => {
  const count = countOf(standings, 'unrouted');
  if (count === 0) return null;
  return (
    <Notice tone="warning" title={page.say(words.unroutedTitle, { count: page.number(count) })}>
      <p>{page.say(words.unroutedHint)}</p>
      {query.show !== 'unrouted' && (
        <div class="actions">
          <LinkButton kind="primary" href={addressOfBundle(bundle.id, { show: 'unrouted' })}>
            {page.say(words.chooseSchools)}
          </LinkButton>
        </div>
      )}
    </Notice>
  );
};

const JustRouted = ({ model: { justRouted }, page }: { model: BundleModel; page: PageContext }) =>
  justRouted === null || justRouted.upload_id === null ? null : (
    <Notice tone="good">
      <p>
        {page.say(words.routedNow, { name: justRouted.shown, unit: justRouted.unit_name ?? '' })}{' '}
        <a href={`/uploads/${justRouted.upload_id}`}>{page.say(words.openResult)}</a>
      </p>
    </Notice>
  );
