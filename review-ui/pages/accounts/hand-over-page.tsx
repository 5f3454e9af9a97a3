/** Handing an account over: whose it is and was, who asks for it, and to whom it goes. */
import type { ShownAccount } from '../../../database/accounts.ts';
import type { Holder } from '../../../database/handovers.ts';
import type { Successor } from '../../../schemas/account.ts';
import { masked } from '../../../schemas/mask.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { exactTime } from '../../format.ts';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { problemText } from '../../problem-words.ts';
import { AdminFields } from './admin-fields.tsx';
import { words } from './words.ts';

export interface HandOverModel {
  readonly account: ShownAccount;
  readonly holders: readonly Holder[];
  /** Whom its holder named. */
  readonly successor: Successor | null;
  /** What was typed, when it was not taken. */
  readonly values?: Readonly<Record<string, string>>;
  readonly wrong?: readonly string[];
  readonly refusal?: Problem | null;
}

export const HandOverPage = (model: HandOverModel, page: PageContext) => {
  const { account, holders, wrong = [], refusal = null } = model;
  return (
    <>
      <PageHead
        title={page.say(words.handOverTitle, { username: account.username })}
        about={page.say(words.handOverAbout)}
      />
      {(wrong.length > 0 || refusal !== null) && (
        <Notice
          tone="error"
          urgent
          title={refusal === null ? page.say(words.notHandedOver) : problemText(refusal, page.language)}
        />
      )}
      <Facts
        facts={[
          { term: page.say(words.unit), value: account.unit_name },
          { term: page.say(words.holder), value: account.display_name ?? page.say(words.unnamed) },
          { term: page.say(words.heldSince), value: page.time(account.held_since) },
        ]}
      />
      <Deed {...model} page={page} />
      <Holders holders={holders} page={page} />
    </>
  );
};

/** A request is answered as it was made; without one the unit above says itself who takes the account over. */
const Deed = ({
  account,
  successor,
  values,
  wrong,
  page,
}: HandOverModel & { readonly page: PageContext }) => {
  const back = (
    <LinkButton kind="quiet" href={addressOf('/accounts', { unit: account.unit_id })}>
      {page.say(words.backToAccounts)}
    </LinkButton>
  );
  if (successor === null) {
    return (
      <form method="post" action={`/accounts/${account.id}/hand-over`} class="plain-form section">
        <CsrfField page={page} />
        <h2>{page.say(words.newHolder)}</h2>
        <AdminFields
          page={page}
          required
          isNamed
          {...(values ? { values } : {})}
          {...(wrong ? { wrong } : {})}
        />
        <div class="actions">
          <Button kind="primary">{page.say(words.handOverConfirm)}</Button>
          {back}
        </div>
      </form>
    );
  }
  const { name } = successor;
  return (
    <>
      <Notice
        tone="info"
        title={page.say(words.askedFor, { name, mobile: masked('mobile', successor.mobile) })}
      />
      <div class="actions">
        <form method="post" action={`/accounts/${account.id}/hand-over`}>
          <CsrfField page={page} />
          {account.successor_named_at && (
            <input type="hidden" name="named_at" value={exactTime(account.successor_named_at)} />
          )}
          <Button kind="primary">{page.say(words.agree)}</Button>
        </form>
        <form method="post" action={`/accounts/${account.id}/decline-hand-over`}>
          <CsrfField page={page} />
          <Button>{page.say(words.decline)}</Button>
        </form>
        {back}
      </div>
    </>
  );
};

const Holders = ({ holders, page }: { readonly holders: readonly Holder[]; readonly page: PageContext }) => (
  <section class="section">
    <h2>{page.say(words.holders)}</h2>
    <DataTable
      caption={page.say(words.holders)}
      columns={[
        {
          label: page.say(words.person),
          header: true,
          cell: ({ name }: Holder) => name ?? page.say(words.unnamed),
        },
        { label: page.say(words.heldSince), kind: 'time', cell: ({ held_since }) => page.time(held_since) },
        {
          label: page.say(words.heldUntil),
          kind: 'time',
          cell: ({ held_until }) => (held_until === null ? page.say(words.now) : page.time(held_until)),
        },
      ]}
      rows={holders}
      keyOf={({ held_since }) => held_since.toISOString()}
    />
  </section>
);
