/** The sign-in page: two fields, one button, and one answer to every wrong pair. */
import type { Problem } from '../../../schemas/problem.ts';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { CurrentPassword } from '../../parts/current-password.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemText } from '../../problem-words.ts';
import { common } from '../../words.ts';
import { CheckerLink } from '../checker/checker-link.tsx';
import { words } from './words.ts';

export interface SignInModel {
  readonly next: string;
  readonly refusal: Problem | null;
  readonly username: string;
  /** Codes are in use here. */
  readonly takesCode: boolean;
  /** Somebody signed in with one on this device before. */
  readonly expectsCode: boolean;
}

export const SignInPage = (model: SignInModel, page: PageContext) => {
  const { next, refusal, username, takesCode, expectsCode } = model;
  return (
    <section class="sign-in">
      <h1>{page.say(words.title)}</h1>
      <p class="muted">{page.say(common.tagline)}</p>
      {refusal === null && next !== '/' && (
        <Notice tone="info">
          <p>{page.say(words.back)}</p>
        </Notice>
      )}
      {refusal && <Notice tone="error" title={problemText(refusal, page.language)} urgent />}
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field for="username" label={page.say(words.username)}>
          <input
            id="username"
            name="username"
            value={username}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={64}
          />
        </Field>
        <CurrentPassword label={page.say(words.password)} />
        {takesCode && (
          <details open={expectsCode || refusal !== null}>
            <summary>{page.say(words.withCode)}</summary>
            <Field for="code" label={page.say(words.code)} hint={page.say(words.codeHint)}>
              <input
                id="code"
                name="code"
                autocomplete="one-time-code"
                autocapitalize="none"
                spellcheck={false}
                aria-describedby="code-hint"
                maxLength={20}
              />
            </Field>
          </details>
        )}
        <Button kind="primary">{page.say(words.submit)}</Button>
      </form>
      <p class="muted">{page.say(words.help)}</p>
      <p class="muted">
        <CheckerLink page={page} />
      </p>
    </section>
  );
};
