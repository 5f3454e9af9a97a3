/** One-time codes of one's own account: a key to scan and a code that proves it, or since when they are on and how to change them. */
import type { ShownFactor } from '../../../database/second-factors.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { CurrentPassword } from '../../parts/current-password.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { OwnAccount } from '../../parts/own-account.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { type CodeFault, codeFaults, words } from './words.ts';

export interface Offer {
  readonly secret: string;
  /** What the QR code says. */
  readonly address: string;
  /** The key as it goes through the form and comes back. */
  readonly sealed: string;
}

export interface SecondFactorModel {
  readonly factor: ShownFactor | null;
  /** Null where codes are on. */
  readonly offer: Offer | null;
  readonly isForced: boolean;
  readonly wasRemoved: boolean;
  readonly fault: CodeFault | null;
}

/** Fewer than this and it is time for new ones. */
const fewCodes = 3;

export const SecondFactorPage = (model: SecondFactorModel, page: PageContext) => (
  <section class="second-factor">
    {!model.isForced && <OwnAccount page={page} />}
    <PageHead title={page.say(model.isForced ? words.forced : words.title)} about={page.say(words.about)} />
    {model.isForced && (
      <Notice tone="info">
        <p>{page.say(words.forcedHint)}</p>
      </Notice>
    )}
    {model.wasRemoved && <Notice tone="good" title={page.say(words.wasRemoved)} />}
    {model.fault !== null && <Notice tone="error" title={page.say(codeFaults[model.fault])} urgent />}
    {model.offer !== null && <SetUp offer={model.offer} page={page} />}
    {model.factor !== null && <Change factor={model.factor} page={page} />}
  </section>
);

const SetUp = ({ offer, page }: { offer: Offer; page: PageContext }) => (
  <form method="post" action="/second-factor" class="plain-form">
    <CsrfField page={page} />
    <input type="hidden" name="offer" value={offer.sealed} />
    <h2>{page.say(words.step1)}</h2>
    <p class="muted">{page.say(words.apps)}</p>
    <QrCode text={offer.address} label={page.say(words.qrLabel)} />
    <p>
      {page.say(words.key)}
      <br />
      <strong class="mono authenticator-key">{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</strong>
    </p>
    <h2>{page.say(words.step2)}</h2>
    <CodeField label={page.say(words.code)} maxLength={12} isNumeric />
    <CurrentPassword label={page.say(words.password)} hint={page.say(words.passwordHint)} />
    <Button kind="primary">{page.say(words.set)}</Button>
  </form>
);

const Change = ({ factor, page }: { factor: ShownFactor; page: PageContext }) => (
  <>
    <Notice tone="good" title={page.say(words.isOn)} />
    {factor.recovery_codes_left < fewCodes && <Notice tone="warning" title={page.say(words.fewLeft)} />}
    <Facts
      facts={[
        { term: page.say(words.since), value: page.time(factor.set_at) },
        { term: page.say(words.left), value: page.number(factor.recovery_codes_left) },
      ]}
    />
    <h2>{page.say(words.change)}</h2>
    <p class="muted">{page.say(words.changeHint)}</p>
    <form method="post" action="/second-factor/recovery-codes" class="plain-form">
      <CsrfField page={page} />
      <CodeField label={page.say(words.anyCode)} maxLength={20} />
      <CurrentPassword label={page.say(words.password)} hint={page.say(words.passwordHint)} />
      <div class="actions">
        <Button>{page.say(words.renew)}</Button>
        <Button kind="danger" action="/second-factor/remove">
          {page.say(words.remove)}
        </Button>
      </div>
    </form>
  </>
);

interface CodeFieldProps {
  readonly label: string;
  readonly maxLength: number;
  readonly isNumeric?: boolean;
}

const CodeField = ({ label, maxLength, isNumeric }: CodeFieldProps) => (
  <Field for="code" label={label}>
    <input
      id="code"
      name="code"
      class="mono"
      autocomplete="one-time-code"
      autocapitalize="none"
      inputMode={isNumeric ? 'numeric' : undefined}
      spellcheck={false}
      required
      maxLength={maxLength}
    />
  </Field>
);
