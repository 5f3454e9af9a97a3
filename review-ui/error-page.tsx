/** A page that says what went wrong and where to go from here. */
import type { PageContext } from './page.ts';
import { common } from './words.ts';

export const ErrorPage = ({ page, status, text }: { page: PageContext; status: number; text: string }) => (
  <section class="error-page">
    <p class="muted">{status}</p>
    <h1>{text}</h1>
    <p>
      <a href="/">{page.say(common.backHome)}</a>
    </p>
  </section>
);
