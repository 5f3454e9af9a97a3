/** Who may come in for the units of one's area. */
import type { ShownAccount } from '../../../database/accounts.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

export interface AccountListModel {
  readonly accounts: readonly ShownAccount[];
}

export const AccountListPage = ({ accounts }: AccountListModel, page: PageContext) => (
  <>
    <PageHead
      title={page.say(words.title)}
      beside={<span class="num muted">{page.number(accounts.length)}</span>}
      about={page.say(words.about)}
    />
    {accounts.length === 0 ? (
      <EmptyState icon="account" title={page.say(words.none)} />
    ) : (
      <DataTable
        caption={page.say(words.title)}
        columns={columns(page)}
        rows={accounts}
        keyOf={({ id }) => id}
      />
    )}
  </>
);

const columns = (page: PageContext): Column<ShownAccount>[] => [
  { label: page.say(words.username), header: true, kind: 'id', cell: ({ username }) => username },
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
    cell: ({ disabled_at }) =>
      disabled_at === null ? (
        <Badge mood="good">{page.say(words.active)}</Badge>
      ) : (
        <Badge>{page.say(words.disabled)}</Badge>
      ),
  },
];
