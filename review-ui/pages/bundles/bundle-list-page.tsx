/** Archives sent within the viewer's scope, below the form that sends one. */
import type { ShownBundle } from '../../../database/bundles.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { frame } from '../../parts/words.ts';
import { common } from '../../words.ts';
import { BundleForm } from './bundle-form.tsx';
import { groupWords, words } from './words.ts';

interface BundleListModel {
  readonly bundles: readonly ShownBundle[];
  readonly total: number;
  readonly page: number;
}

export const BundleListPage = ({ bundles, total, page: current }: BundleListModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[{ label: page.say(frame.uploads), href: '/uploads' }, { label: page.say(words.title) }]}
    />
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    <BundleForm page={page} />
    <section class="section" aria-labelledby="bundles-title">
      <h2 id="bundles-title">{page.say(words.caption)}</h2>
      {bundles.length === 0 ? (
        <EmptyState icon="upload" title={page.say(words.empty)} />
      ) : (
        <DataTable
          caption={page.say(words.caption)}
          columns={columnsFor(page)}
          rows={bundles}
          keyOf={(bundle) => bundle.id}
        />
      )}
      <Pager
        page={page}
        current={current}
        pages={pagesOf(total)}
        href={(number) => addressOf('/bundles', { page: number })}
      />
    </section>
  </>
);

const columnsFor = (page: PageContext): Column<ShownBundle>[] => [
  {
    label: page.say(common.receipt),
    kind: 'id',
    header: true,
    cell: (bundle) => <a href={`/bundles/${bundle.id}`}>{bundle.receipt}</a>,
  },
  // A county has no other unit that could have sent one.
  ...(page.actor?.tier === 'county'
    ? []
    : [{ label: page.say(common.unit), cell: (bundle: ShownBundle) => bundle.unit_name }]),
  { label: page.say(words.archive), kind: 'wide', cell: (bundle) => bundle.file_name },
  { label: page.say(common.receivedAt), kind: 'time', cell: (bundle) => page.time(bundle.received_at) },
  { label: page.say(words.files), kind: 'num', cell: (bundle) => page.number(bundle.files) },
  {
    label: page.say(common.state),
    cell: ({ id, unrouted }) =>
      unrouted === 0 ? null : (
        <a href={addressOf(`/bundles/${id}`, { show: 'unrouted' })}>
          <Badge mood="todo">
            {page.say(groupWords.unrouted)} {page.number(unrouted)}
          </Badge>
        </a>
      ),
  },
];
