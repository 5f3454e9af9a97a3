/** People in front of a real Chromium, with the application, its database and a worker behind them. */
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { AppOptions } from '../../review-ui/app.ts';
import type { RunningWorker } from '../../workers/main.ts';
import { openWeb, password, type Web } from '../review-ui/web.ts';
import { openBrowser } from '../setup/browser.ts';
import { openQueueOf, type TestQueue } from '../setup/queues.ts';
import type { Place } from '../setup/registry.ts';
import { startTestWorker } from '../setup/working.ts';

export interface Stage {
  readonly web: Web;
  /** What browsers complained of: a script that failed, a policy that was broken, a file that was missing. */
  readonly complaints: string[];
  /** Somebody of the place, signed in and on the first page, in a browser profile of their own. */
  signedIn(place: Place, options?: BrowserContextOptions): Promise<Page>;
  /** Somebody without an account, on no page yet. */
  stranger(): Promise<Page>;
  close(): Promise<void>;
}

/** `options` are those of the application, such as its clock. */
export async function openStage(options: Partial<AppOptions> = {}): Promise<Stage> {
  const web = await openWeb(options);
  const queue: TestQueue = await openQueueOf('postgres', web.database);
  const worker: RunningWorker = await startTestWorker(web.db, queue.place);
  const chromium: Browser = await openBrowser();
  const complaints: string[] = [];
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await chromium.newContext({ baseURL: web.url, acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return page;
  };
  return {
    web,
    complaints,
    async signedIn(place, options = {}) {
      const page = await open(options);
      await page.goto('/sign-in');
      await page.fill('[name=username]', place.actor.username);
      await page.fill('[name=password]', password);
      await page.click('main button[type=submit]');
      await page.waitForURL('/');
      return page;
    },
    stranger: () => open({}),
    async close() {
      await chromium.close();
      await worker.close();
      await queue.stop();
      await web.close();
    },
  };
}

/**
 * What axe finds serious or critical on the page as it stands, as `rule: elements`. The page's policy forbids inline
 * scripts, so axe goes in by way of the debugger.
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  const debugging = await page.context().newCDPSession(page);
  await debugging.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await debugging.send('Runtime.evaluate', {
    expression: `axe.run(document).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
    ...{ awaitPromise: true, returnByValue: true },
  });
  await debugging.detach();
  return result.value as string[];
}
