/** The frame around every page: where one is, whose eyes one looks with, and where answers are announced. */
import type { ComponentChildren } from 'preact';
import type { PageContext } from './page.ts';
import { PasswordDue } from './pages/password/password-due.tsx';
import { Rail } from './parts/rail.tsx';
import { TopLine } from './parts/top-line.tsx';
import { frame } from './parts/words.ts';
import { common } from './words.ts';

/**
 * htmx swaps 4xx by default, which is where our refusals arrive; a failure (5xx) keeps the page and is said in the notice.
 * Its own style sheet is ours already.
 */
const htmxConfig = JSON.stringify({
  noSwap: [204, 304, '5xx'],
  includeIndicatorCSS: false,
  history: false,
  // What the reader has opened stays open when the page around it is refreshed.
  morphIgnore: ['data-htmx-powered', 'open'],
});

/** A drawn leaf of a register, so that no request goes astray to /favicon.ico. */
export const favicon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='6' fill='%230f6670'/%3E%3Cpath d='M9 8h14v16H9zM16 8v16M9 14h14' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

interface LayoutProps {
  readonly page: PageContext;
  readonly title: string;
  readonly children: ComponentChildren;
}

export const Layout = ({ page, title, children }: LayoutProps) => (
  <html lang={page.language === 'zh' ? 'zh-CN' : 'en'}>
    <head>
      <meta charset="utf-8" />
      <title>{`${title} · ${page.say(common.product)}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="htmx-config" content={htmxConfig} />
      <link rel="icon" href={favicon} />
      <link rel="stylesheet" href={page.assets.style} />
      <script src={page.assets.script} defer />
    </head>
    <body
      class={page.actor ? 'with-rail' : 'without-rail'}
      hx-headers:inherited={JSON.stringify({ 'x-csrf-token': page.csrf })}
    >
      <a class="skip" href="#main">
        {page.say(frame.skip)}
      </a>
      {page.demo && <aside class="demo-banner">{page.say(frame.demo)}</aside>}
      <TopLine page={page} />
      {page.actor && <Rail page={page} tier={page.actor.tier} />}
      <main id="main" tabIndex={-1}>
        <div id="notice" class="notice error" role="alert" data-unreachable={page.say(frame.unreachable)} />
        <PasswordDue page={page} />
        {children}
      </main>
      {/* What an action did, said to those who can't see the row change. */}
      <div id="announcement" class="visually-hidden" role="status" />
    </body>
  </html>
);
