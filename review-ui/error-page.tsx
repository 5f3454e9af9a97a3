/** A page that says what went wrong and where to go from here. */
import type { PageContext } from './page.ts';
import { LinkButton } from './parts/button.tsx';
import { Notice } from './parts/notice.tsx';
import { common } from './words.ts';

export const ErrorPage = ({ page, status, text }: { page: PageContext; status: number; text: string }) => (
  <section class="error-page">
    <h1>{status}</h1>
    <Notice tone={status < 500 ? 'warning' : 'error'} title={text} urgent>
      <LinkButton href="/">{page.say(common.backHome)}</LinkButton>
    </Notice>
  </section>
);
