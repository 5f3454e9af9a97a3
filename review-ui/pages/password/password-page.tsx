/** Choosing a password: the rule before the field, and what was wrong beside it. */
import { type PasswordFault, passwordFaults } from '../../../schemas/password.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

export interface PasswordModel {
  /** Signed in with the initial password, which was given a moment ago and isn't asked for again. */
  readonly isFirst: boolean;
  readonly fault: PasswordFault | null;
  readonly isDone: boolean;
}

const fieldOfFault: Readonly<Record<PasswordFault, 'current' | 'chosen' | 'repeated'>> = {
  ...{
    short: 'chosen',
    plain: 'chosen',
    own: 'chosen',
    same: 'chosen',
    differ: 'repeated',
    wrong: 'current',
  },
};

export const PasswordPage = ({ isFirst, fault, isDone }: PasswordModel, page: PageContext) => {
  const errorAt = (field: 'current' | 'chosen' | 'repeated') =>
    fault !== null && fieldOfFault[fault] === field ? page.say(passwordFaults[fault]) : undefined;
  const input = (name: 'current' | 'chosen' | 'repeated', hint?: string) => (
    <Field for={name} label={page.say(words[name])} hint={hint} error={errorAt(name)}>
      <input
        id={name}
        type="password"
        name={name}
        required
        maxLength={200}
        autocomplete={name === 'current' ? 'current-password' : 'new-password'}
        aria-invalid={errorAt(name) === undefined ? undefined : 'true'}
        aria-describedby={[errorAt(name) && `${name}-error`, hint && `${name}-hint`]
          .filter(Boolean)
          .join(' ')}
      />
    </Field>
  );
  return (
    <section class="password">
      <PageHead title={page.say(isFirst ? words.first : words.title)} />
      {isFirst && (
        <Notice tone="info">
          <p>{page.say(words.firstHint)}</p>
        </Notice>
      )}
      {isDone && <Notice tone="good" title={page.say(words.done)} />}
      {fault !== null && <Notice tone="error" title={page.say(passwordFaults[fault])} urgent />}
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
        {!isFirst && input('current')}
        {input('chosen', page.say(words.rule))}
        {input('repeated')}
        <Button kind="primary">{page.say(words.submit)}</Button>
      </form>
    </section>
  );
};
