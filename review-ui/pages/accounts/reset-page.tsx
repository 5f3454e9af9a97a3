/** Asks before a password is reset: what it ends, and whose it is. */
import type { ShownAccount } from '../../../database/accounts.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words } from './words.ts';

export const ResetPage = ({ account }: { readonly account: ShownAccount }, page: PageContext) => (
  <>
    <PageHead
      title={page.say(words.resetTitle, { username: account.username })}
      about={page.say(words.resetAbout)}
    />
    <Facts
      facts={[
        { term: page.say(words.person), value: account.display_name ?? '—' },
        { term: page.say(words.unit), value: account.unit_name },
        {
          term: page.say(words.lastSignIn),
          value:
            account.last_sign_in_at === null ? page.say(words.never) : page.time(account.last_sign_in_at),
        },
      ]}
    />
    <div class="actions">
      <form method="post" action={`/accounts/${account.id}/reset`}>
        <CsrfField page={page} />
        <Button kind="primary">{page.say(words.resetConfirm)}</Button>
      </form>
      <LinkButton kind="quiet" href={addressOf('/accounts', { unit: account.unit_id })}>
        {page.say(words.backToAccounts)}
      </LinkButton>
    </div>
  </>
);
