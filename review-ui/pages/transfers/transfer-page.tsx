/** One transfer: who moves where, what changes, who acts, and what has happened so far. */
import { transferOrigins, transferRoutes } from '../../../schemas/transfer.ts';
import { transferLifecycle } from '../../../schemas/transfer-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { ChangedCell } from '../../parts/cell-change.tsx';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TransferBadge } from './state-badge.tsx';
import type { MovedCell, SeenTransfer } from './transfer-model.ts';
import { sideWords, words } from './words.ts';

interface Props {
  readonly model: SeenTransfer;
  readonly page: PageContext;
}

export const TransferPage = (model: SeenTransfer & { readonly isStale?: boolean }, page: PageContext) => {
  const { transfer, id_number, waits } = model;
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[{ label: page.say(words.title), href: '/transfers' }, { label: transfer.name }]}
      />
      <PageHead
        title={page.say(words.one, { name: transfer.name })}
        beside={<TransferBadge state={transfer.state} waits={waits} page={page} />}
        about={
          <>
            <span class="mono">{id_number}</span> · {transfer.from_name} → {transfer.to_name}
          </>
        }
      />
      {model.isStale && <Notice tone="warning" urgent title={page.say(words.staleNow)} />}
      <Facts facts={factsOf(model, page)} />
      <section class="section">
        <h2>{page.say(words.afterwards)}</h2>
        <Cells cells={model.cells} page={page} />
      </section>
      <Acts model={model} page={page} />
      <section class="section">
        <h2>{page.say(words.history)}</h2>
        <History model={model} page={page} />
      </section>
    </>
  );
};

const factsOf = ({ transfer }: SeenTransfer, page: PageContext) => [
  { term: page.say(words.from), value: transfer.from_name },
  { term: page.say(words.to), value: transfer.to_name },
  {
    term: page.say(words.who),
    value: page.say(transferRoutes[transfer.route].sentence, { unit: transfer.acting_name }),
  },
  { term: page.say(words.effectiveDate), value: transfer.effective_date ?? page.say(words.notSaid) },
  { term: page.say(words.origin), value: page.say(transferOrigins[transfer.origin]) },
  { term: page.say(words.reason), value: transfer.reason ?? page.say(words.notSaid) },
];

/** What a reader may not know of a cell is left out, not shown as blank. */
const Cells = ({ cells, page }: { cells: readonly MovedCell[]; page: PageContext }) => {
  const known = cells.filter((cell) => cell.old !== undefined || cell.new !== undefined);
  if (known.length === 0) return <p class="muted">{page.say(words.unchanged)}</p>;
  return (
    <dl class="changed-cells">
      {known.map((cell) => (
        <div key={cell.field} class="changed-cell">
          <Cell cell={cell} page={page} />
        </div>
      ))}
    </dl>
  );
};

const Cell = ({ cell, page }: { cell: MovedCell; page: PageContext }) => {
  const { field, old, new: now } = cell;
  if (old !== undefined && now !== undefined) {
    return <ChangedCell field={field} change={{ old, new: now }} page={page} />;
  }
  return (
    <>
      <dt>{labelOf(field, page.language)}</dt>
      <dd>
        <CellText field={field} value={now ?? old ?? null} page={page} />
      </dd>
    </>
  );
};

const Acts = ({ model: { transfer, actions }, page }: Props) => {
  const action = (name: string) => `/transfers/${transfer.id}/${name}`;
  if (transfer.state !== 'proposed') return null;
  return (
    <section class="transfer-acts" aria-label={page.say(words.who)}>
      {actions.includes('carry-out') ? (
        <form method="post" action={action('carry-out')} class="stack">
          <CsrfField page={page} />
          <p>{page.say(words.carryOutAbout, { to: transfer.to_name })}</p>
          <div class="actions">
            <Button kind="primary">{page.say(transferLifecycle.actions['carry-out'] ?? words.one)}</Button>
          </div>
        </form>
      ) : (
        <p class="muted">{page.say(words.waitsForOther, { unit: transfer.acting_name })}</p>
      )}
      {actions.includes('withdraw') && (
        <form method="post" action={action('withdraw')}>
          <CsrfField page={page} />
          <Button kind="danger">{page.say(transferLifecycle.actions.withdraw ?? words.one)}</Button>
        </form>
      )}
      {actions.includes('decline') && (
        <details>
          <summary>{page.say(transferLifecycle.actions.decline ?? words.one)}</summary>
          <form method="post" action={action('decline')} class="stack">
            <CsrfField page={page} />
            <Field for="reason" label={page.say(words.declineReason)} hint={page.say(words.reasonShown)}>
              <input id="reason" name="reason" required maxLength={200} aria-describedby="reason-hint" />
            </Field>
            <div class="actions">
              <Button kind="danger">{page.say(transferLifecycle.actions.decline ?? words.one)}</Button>
            </div>
          </form>
        </details>
      )}
    </section>
  );
};

const History = ({ model: { transfer: t }, page }: Props) => {
  const lines = [
    { what: page.say(words.proposed), by: t.proposer, at: t.proposed_at, side: t.side },
    ...(t.confirmed_at === null
      ? []
      : [{ what: page.say(words.confirmed), by: t.confirmer, at: t.confirmed_at, side: t.confirmed_side }]),
    ...(t.decided_at === null
      ? []
      : [{ what: page.say(transferLifecycle.states[t.state]), by: t.decider, at: t.decided_at, side: null }]),
  ];
  return (
    <ol>
      {lines.map(({ what, by, at, side }) => (
        <li key={what}>
          <strong>{what}</strong> {side !== null && <span class="muted">{page.say(sideWords[side])} </span>}
          {by} <span class="muted">{page.time(at)}</span>
        </li>
      ))}
      {t.decision_reason !== null && (
        <li>
          {page.say(words.reason)}：{t.decision_reason}
        </li>
      )}
    </ol>
  );
};
