/** Transfers that the reader's unit has a side of, those that wait for it first. */
import { transferLifecycle, transferStates } from '../../../schemas/transfer-lifecycle.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { type Facet, Facets } from '../../parts/facets.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { UploadForm } from '../uploads/upload-form.tsx';
import type { TransferListModel } from './transfer-model.ts';
import { TransferTable } from './transfer-table.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: TransferListModel;
  readonly page: PageContext;
}

export const TransferListPage = (model: TransferListModel, page: PageContext) => (
  <>
    <PageHead
      title={page.say(words.title)}
      about={page.say(words.about)}
      actions={
        <LinkButton kind={model.waiting > 1 ? 'plain' : 'primary'} href="/transfers/new">
          {page.say(words.add)}
        </LinkButton>
      }
    />
    <Done model={model} page={page} />
    {model.waiting > 1 && (
      <div class="transfers-waiting">
        <Notice tone="info" title={page.say(words.waitingNow, { count: page.number(model.waiting) })}>
          <LinkButton kind="primary" href="/transfers/carry-out">
            {page.say(words.carryOutAll)}
          </LinkButton>
        </Notice>
      </div>
    )}
    <Facets page={page} label={page.say(words.state)} facets={facetsOf(model, page)} />
    {model.transfers.length === 0 ? (
      <EmptyState icon="transfer" title={page.say(words.none)}>
        <p>{page.say(words.noneAbout)}</p>
      </EmptyState>
    ) : (
      <TransferTable transfers={model.transfers} page={page} />
    )}
    <Pager
      page={page}
      current={model.page}
      pages={pagesOf(model.total)}
      href={(number) =>
        addressOf('/transfers', {
          state: model.state ?? undefined,
          waiting: model.waiting_only ? 'me' : undefined,
          page: number,
        })
      }
    />
    <section class="section" aria-labelledby="by-workbook">
      <h2 id="by-workbook">{page.say(words.forms)}</h2>
      <p>
        <LinkButton href="/templates/transfer.xlsx" icon="download" download>
          {page.say(words.template)}
        </LinkButton>
      </p>
      <UploadForm page={page} template="transfer" label={page.say(words.uploadIt)} />
    </section>
  </>
);

const Done = ({ model: { done }, page }: Props) =>
  done === null ? null : (
    <div role="status">
      <Notice
        tone={done.stale > 0 ? 'warning' : 'good'}
        title={page.say(words.carriedOutSome, { done: page.number(done.carried_out) })}
      >
        {done.stale > 0 && <p>{page.say(words.staleSome, { stale: page.number(done.stale) })}</p>}
      </Notice>
    </div>
  );

function facetsOf(model: TransferListModel, page: PageContext): Facet[] {
  const total = Object.values(model.counts).reduce((sum, count) => sum + count, 0);
  return [
    {
      label: page.say(words.every),
      count: total,
      href: '/transfers',
      current: model.state === null && !model.waiting_only,
    },
    {
      label: page.say(words.waiting),
      count: model.waiting,
      href: addressOf('/transfers', { waiting: 'me' }),
      current: model.waiting_only,
    },
    ...transferStates.flatMap((state): Facet[] => {
      const count = model.counts[state] ?? 0;
      if (count === 0 && model.state !== state) return [];
      return [
        {
          label: page.say(transferLifecycle.states[state]),
          count,
          href: addressOf('/transfers', { state }),
          current: model.state === state,
        },
      ];
    }),
  ];
}
