/** Access tokens of one's account: those that are good, a form for another, and a new one, shown once. */
import type { ShownToken } from '../../../database/tokens.ts';
import { type TokenReach, tokenReaches } from '../../../schemas/token.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { CurrentPassword } from '../../parts/current-password.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { OwnAccount } from '../../parts/own-account.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

/** How long a token may be good for. */
export const tokenDays = ['7', '30', '90'] as const;

export interface TokenListModel {
  readonly tokens: readonly ShownToken[];
  readonly wasWrong: boolean;
  /** Typed before a wrong password. */
  readonly label: string;
}

export const TokenListPage = ({ tokens, wasWrong, label }: TokenListModel, page: PageContext) => (
  <>
    <OwnAccount page={page} />
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    {wasWrong && <Notice tone="error" title={page.say(words.wrong)} urgent />}
    {tokens.length === 0 ? (
      <EmptyState icon="account" title={page.say(words.none)}>
        <p>{page.say(words.noneHint)}</p>
      </EmptyState>
    ) : (
      <DataTable
        caption={page.say(words.title)}
        rows={tokens}
        keyOf={({ id }) => id}
        columns={[
          { label: page.say(words.label), header: true, cell: (one) => nameOf(one, page) },
          { label: page.say(words.reach), cell: ({ reach }) => page.say(tokenReaches[reach]) },
          { label: page.say(words.expires), kind: 'time', cell: (one) => page.time(one.expires_at) },
          {
            label: page.say(words.lastUsed),
            kind: 'time',
            cell: (one) => (one.last_used_at === null ? page.say(words.never) : page.time(one.last_used_at)),
          },
          { label: page.say(words.action), cell: (one) => <Revoke token={one} page={page} /> },
        ]}
      />
    )}
    <NewToken label={label} page={page} />
  </>
);

const nameOf = ({ label }: ShownToken, page: PageContext): string => label ?? page.say(words.exchanged);

const Revoke = ({ token, page }: { token: ShownToken; page: PageContext }) => (
  <form method="post" action={`/tokens/${token.id}/revoke`} class="row-actions">
    <CsrfField page={page} />
    <Button kind="quiet" label={page.say(words.revokeOf, { label: nameOf(token, page) })}>
      {page.say(words.revoke)}
    </Button>
  </form>
);

const NewToken = ({ label, page }: { label: string; page: PageContext }) => (
  <form method="post" action="/tokens/new" class="plain-form new-token">
    <CsrfField page={page} />
    <h2>{page.say(words.add)}</h2>
    <Field for="label" label={page.say(words.label)} hint={page.say(words.labelHint)}>
      <input id="label" name="label" value={label} required maxLength={50} aria-describedby="label-hint" />
    </Field>
    <Field for="reach" label={page.say(words.reach)}>
      <select id="reach" name="reach">
        {(Object.keys(tokenReaches) as TokenReach[]).map((reach) => (
          <option key={reach} value={reach}>
            {page.say(tokenReaches[reach])}
          </option>
        ))}
      </select>
    </Field>
    <Field for="days" label={page.say(words.days)}>
      <select id="days" name="days">
        {tokenDays.map((days) => (
          <option key={days} value={days}>
            {page.say(words.nDays, { days })}
          </option>
        ))}
      </select>
    </Field>
    <CurrentPassword label={page.say(words.password)} />
    <Button kind="primary">{page.say(words.submit)}</Button>
  </form>
);

export const NewTokenPage = ({ token }: { readonly token: string }, page: PageContext) => (
  <>
    <PageHead title={page.say(words.made)} />
    <Notice tone="warning" urgent>
      <p>{page.say(words.once)}</p>
    </Notice>
    <p>
      <strong class="mono authenticator-key">{token}</strong>
    </p>
    <div class="actions">
      <LinkButton href="/tokens">{page.say(words.back)}</LinkButton>
    </div>
  </>
);
