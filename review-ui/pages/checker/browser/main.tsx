/** One script, two lives: on the page it draws and asks; as the page's worker it reads and checks. */
import './platform/strict-policy.ts';
import { render } from 'preact';
import { checkerFor } from './check.ts';
import { CheckerPage } from './checker-page.tsx';
import { type CheckerSettings, ROOT_ID, SETTINGS_ID } from './settings.ts';
import { serve } from './worker.ts';

function start(script: string): void {
  const root = document.getElementById(ROOT_ID);
  const written = document.getElementById(SETTINGS_ID)?.textContent;
  if (root === null || !written) throw new Error('the page is incomplete');
  const { policy, language }: CheckerSettings = JSON.parse(written);
  // A page that was saved from the browser's menu holds what it showed then.
  root.replaceChildren();
  render(<CheckerPage check={checkerFor(policy, script)} limits={policy.limits} language={language} />, root);
}

if (typeof document === 'undefined') serve();
else start(document.currentScript?.textContent ?? '');
