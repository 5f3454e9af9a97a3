/** A county's first page: what to review, how the files stand, and who has not submitted. */
import type { PageContext } from '../../page.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { BundleLink } from '../bundles/bundle-link.tsx';
import type { CountyModel } from './models.ts';
import { Queue } from './queue.tsx';
import { Silent } from './silent.tsx';
import { StateFigures } from './state-figures.tsx';
import { words } from './words.ts';

export const CountyHome = ({ queue, states, silent }: CountyModel, page: PageContext) => (
  <>
    <div id="live" hx-sse:connect="/events" hx-swap="none" />
    <div
      id="board"
      hx-get="/"
      hx-trigger="upload from:#live throttle:2s"
      hx-select="#board"
      hx-target="this"
      hx-swap="outerMorph"
    >
      <PageHead title={page.actor?.unit_name ?? ''} actions={<BundleLink page={page} />} />
      <Queue
        {...queue}
        empty={page.say(silent.total === 0 ? words.queueEmpty : words.queueEmptyYet)}
        page={page}
      />
      <StateFigures states={states} page={page} />
      <Silent {...silent} page={page} />
    </div>
  </>
);
