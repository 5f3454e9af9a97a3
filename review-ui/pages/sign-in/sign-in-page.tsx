/** The sign-in page: two fields, one button, and one answer to every wrong pair. */
import type { Problem } from '../../../schemas/problem.ts';
import type { PageContext } from '../../page.ts';
import { problemText } from '../../problem-words.ts';
import { words } from './words.ts';

export interface SignInModel {
  readonly next: string;
  readonly refusal: Problem | null;
  readonly username: string;
}

export const SignInPage = ({ next, refusal, username }: SignInModel, page: PageContext) => (
  <section class="sign-in">
    <h1>{page.say(words.title)}</h1>
    {refusal && (
      <p class="notice error" role="alert">
        {problemText(refusal, page.language)}
      </p>
    )}
    <form method="post" action="/sign-in">
      <input type="hidden" name="next" value={next} />
      <label>
        {page.say(words.username)}
        <input name="username" value={username} autocomplete="username" required maxLength={64} autofocus />
      </label>
      <label>
        {page.say(words.password)}
        <input type="password" name="password" autocomplete="current-password" required maxLength={200} />
      </label>
      <button type="submit" class="primary">
        {page.say(words.submit)}
      </button>
    </form>
    <p class="muted">{page.say(words.help)}</p>
  </section>
);
