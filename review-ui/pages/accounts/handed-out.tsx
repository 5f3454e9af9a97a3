/** An initial password, shown once, in the answer to what made it: no address leads here and nothing keeps it. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

export interface HandedOut {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly good_until: Date;
  readonly unit: { readonly id: string; readonly name: string };
}

export const HandedOutPassword = ({ account, page }: { account: HandedOut; page: PageContext }) => (
  <section class="handed-out" aria-labelledby="handed-out-title">
    <Notice tone="warning" urgent>
      <p id="handed-out-title">{page.say(words.once)}</p>
    </Notice>
    <Facts
      facts={[
        { term: page.say(words.unit), value: account.unit.name },
        { term: page.say(words.username), value: <span class="mono">{account.username}</span> },
        {
          term: page.say(words.password),
          value: <strong class="mono initial-password">{account.password}</strong>,
        },
        { term: page.say(words.goodUntil), value: page.time(account.good_until) },
      ]}
    />
    <p class="muted">{page.say(words.signInAt)}</p>
  </section>
);

interface Model {
  readonly account: HandedOut;
  readonly how: 'made' | 'reset' | 'handed-over';
}

const titles = { made: words.made, reset: words.wasReset, 'handed-over': words.wasHandedOver } as const;
const hints = { made: null, reset: words.resetHint, 'handed-over': words.handedOverHint } as const;

export const HandedOutPage = ({ account, how }: Model, page: PageContext) => (
  <>
    <PageHead title={page.say(titles[how])} about={hints[how] === null ? undefined : page.say(hints[how])} />
    <HandedOutPassword account={account} page={page} />
    <div class="actions">
      <LinkButton href={`/units/${account.unit.id}`}>
        {page.say(words.backToUnit, { unit: account.unit.name })}
      </LinkButton>
      <LinkButton href="/accounts" kind="quiet">
        {page.say(words.backToAccounts)}
      </LinkButton>
    </div>
  </>
);
