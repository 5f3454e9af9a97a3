/** Who may come in for the units of one's area. */
import type { ShownAccount } from '../../../database/accounts.ts';
import { accountActions, accountLifecycle, accountState, type Contact } from '../../../schemas/account.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { masked } from '../../../schemas/mask.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { SearchForm } from '../../parts/search-form.tsx';
import { actionsOnAccount } from './account-json.ts';
import { words } from './words.ts';

export interface AccountListModel {
  readonly accounts: readonly ShownAccount[];
  readonly total: number;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly actor: Actor;
  /** The one unit that the list is kept to. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly query: { readonly page: number; readonly search?: string | undefined };
}

export const AccountListPage = (model: AccountListModel, page: PageContext) => {
  const { accounts, total, unit, query } = model;
  return (
    <>
      <PageHead
        title={unit === null ? page.say(words.title) : page.say(words.of, { unit: unit.name })}
        beside={<span class="num muted">{page.number(total)}</span>}
        about={page.say(words.about)}
      />
      <SearchForm
        action="/accounts"
        label={page.say(words.search)}
        placeholder={page.say(words.searchHint)}
        search={query.search}
        keep={{ unit: unit?.id }}
        page={page}
      />
      {accounts.length === 0 ? (
        <EmptyState icon="account" title={page.say(words.none)}>
          {page.say(words.noneHint)}
        </EmptyState>
      ) : (
        <DataTable
          caption={page.say(words.title)}
          columns={columns(model, page)}
          rows={accounts}
          keyOf={({ id }) => id}
        />
      )}
      <Pager
        page={page}
        current={query.page}
        pages={pagesOf(total)}
        href={(next) =>
          addressOf('/accounts', { search: query.search, unit: unit?.id, page: next > 1 ? next : undefined })
        }
      />
    </>
  );
};

const columns = ({ actor, contacts }: AccountListModel, page: PageContext): Column<ShownAccount>[] => [
  { label: page.say(words.username), header: true, kind: 'id', cell: ({ username }) => username },
  {
    label: page.say(words.person),
    cell: ({ display_name }) => <span class="account-holder">{display_name}</span>,
  },
  {
    label: page.say(words.mobile),
    kind: 'id',
    cell: ({ id }) => {
      const mobile = contacts.get(id)?.mobile ?? null;
      return mobile === null ? null : masked('mobile', mobile);
    },
  },
  {
    label: page.say(words.unit),
    cell: ({ unit_id, unit_name }) => <a href={`/units/${unit_id}`}>{unit_name}</a>,
  },
  {
    label: page.say(words.lastSignIn),
    kind: 'time',
    cell: ({ last_sign_in_at }) =>
      last_sign_in_at === null ? (
        <span class="muted">{page.say(words.never)}</span>
      ) : (
        page.time(last_sign_in_at)
      ),
  },
  {
    label: page.say(words.state),
    cell: (account) => <State account={account} page={page} />,
  },
  {
    label: page.say(words.actions),
    cell: (account) => <RowActions account={account} actor={actor} page={page} />,
  },
];

const State = ({ account, page }: { account: ShownAccount; page: PageContext }) => {
  const state = accountState(account);
  if (state === 'disabled') return <Badge mood="quiet">{page.say(accountLifecycle.states[state])}</Badge>;
  const { locked_until, must_change_password } = account;
  const isAsked = state === 'handing_over';
  return (
    <>
      {must_change_password || isAsked ? (
        <Badge mood="waiting">{page.say(isAsked ? accountLifecycle.states[state] : words.initial)}</Badge>
      ) : (
        <Badge mood="good">{page.say(accountLifecycle.states[state])}</Badge>
      )}
      {locked_until !== null && locked_until > page.now && (
        <Badge mood="bad">{page.say(words.lockedUntil, { time: page.time(locked_until) })}</Badge>
      )}
    </>
  );
};

const shownActions: ReadonlySet<string> = new Set([...accountActions, 'hand-over']);

const RowActions = ({ account, actor, page }: { account: ShownAccount; actor: Actor; page: PageContext }) => {
  // What somebody does with their own account has a page of its own, and a request is answered where it can be read.
  const allowed = actionsOnAccount(actor, account).filter((action) => shownActions.has(action));
  if (allowed.length === 0) return null;
  return (
    <div class="row-actions">
      {allowed.map((action) => {
        const verb = page.say(accountLifecycle.actions[action] ?? words.actions);
        const label = page.say(words.actionOn, { action: verb, username: account.username });
        // It can't be taken back, so a page asks first.
        if (action === 'reset' || action === 'hand-over') {
          return (
            <LinkButton key={action} kind="quiet" href={`/accounts/${account.id}/${action}`} label={label}>
              {verb}
            </LinkButton>
          );
        }
        return (
          <form key={action} method="post" action={`/accounts/${account.id}/${action}`}>
            <CsrfField page={page} />
            <Button kind="quiet" label={label}>
              {verb}
            </Button>
          </form>
        );
      })}
    </div>
  );
};
