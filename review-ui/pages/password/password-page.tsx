/** Choosing a password: the rules before the field, and what was wrong beside it. */
import { type PasswordFault, type PasswordShape, passwordFaults } from '../../../schemas/password.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { OwnAccount } from '../../parts/own-account.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as handover } from '../handover/words.ts';
import { type Judged, RuleList } from './rule-list.tsx';
import { words } from './words.ts';

export interface PasswordModel {
  /** Why one is here: with an initial password, which isn't asked for again, with an expired one, or by choice. */
  readonly why: 'initial' | 'expired' | 'choice';
  readonly shape: PasswordShape;
  readonly faults: readonly PasswordFault[];
  /** What is known of the new password that was typed. */
  readonly judged: Judged;
  readonly isDone: boolean;
}

type FieldName = 'current' | 'chosen' | 'repeated';
const fieldOfFault: Readonly<Record<PasswordFault, FieldName>> = {
  ...{ shape: 'chosen', own: 'chosen', common: 'chosen', recent: 'chosen' },
  ...{ differ: 'repeated', wrong: 'current' },
};
const titles = { initial: words.initial, expired: words.expired, choice: words.title } as const;
const hints = { initial: words.initialHint, expired: words.expiredHint, choice: null } as const;

export const PasswordPage = ({ why, shape, faults, judged, isDone }: PasswordModel, page: PageContext) => {
  const hint = hints[why];
  const errorAt = (field: FieldName) =>
    faults
      .filter((fault) => fieldOfFault[fault] === field)
      .map((fault) => page.say(passwordFaults[fault]))
      .join(page.language === 'zh' ? '；' : '; ') || undefined;
  const input = (name: FieldName) => (
    <Field for={name} label={page.say(words[name])} error={errorAt(name)}>
      <input
        id={name}
        type="password"
        name={name}
        required
        maxLength={200}
        autocomplete={name === 'current' ? 'current-password' : 'new-password'}
        aria-invalid={errorAt(name) === undefined ? undefined : 'true'}
        aria-describedby={
          [errorAt(name) && `${name}-error`, name === 'chosen' && 'password-rules']
            .filter(Boolean)
            .join(' ') || undefined
        }
      />
    </Field>
  );
  return (
    <section class="password">
      {why === 'choice' && <OwnAccount page={page} />}
      <PageHead title={page.say(titles[why])} />
      {hint !== null && (
        <Notice tone={why === 'initial' ? 'info' : 'warning'}>
          <p>{page.say(hint)}</p>
        </Notice>
      )}
      {isDone && <Notice tone="good" title={page.say(words.done)} />}
      {faults.length > 0 && (
        <Notice tone="error" title={faults.map((fault) => page.say(passwordFaults[fault])).join(' ')} urgent>
          <p>{page.say(words.again)}</p>
        </Notice>
      )}
      <h2>{page.say(words.rules)}</h2>
      {RuleList({ shape, judged }, page)}
      <form method="post" action="/password" class="plain-form">
        <CsrfField page={page} />
        {/* For password managers: whose password it is. */}
        <input
          type="text"
          name="username"
          value={page.actor?.username}
          autocomplete="username"
          readOnly
          hidden
        />
        {why !== 'initial' && input('current')}
        {input('chosen')}
        {input('repeated')}
        <Button kind="primary">{page.say(words.submit)}</Button>
      </form>
      {why === 'choice' && (
        <p class="muted">
          <a href="/handover">{page.say(handover.lead)}</a>
        </p>
      )}
    </section>
  );
};
