/** A real Chromium without a window. */
import { type Browser, chromium as playwright } from 'playwright-core';
import { environmentFor, findInstalled } from '../install/unpacked.ts';
import { chromium } from '../install.ts';

/** Nothing it does by itself may reach the network or depend on the machine's kernel settings. */
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Starts a browser; close it in `afterAll`. Throws when none is installed: `npm test` installs one. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findInstalled(chromium.files);
  if (executablePath === undefined) throw new Error('chromium is missing: npm test installs it');
  // Without a locale Chromium can't name a download in Chinese.
  const environment = { ...environmentFor(executablePath), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  const env = Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return playwright.launch({ executablePath, args: quietly, env });
}
