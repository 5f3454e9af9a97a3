/** What the person who started it reads once it serves: where to go, and as whom. */
import { setTimeout as wait } from 'node:timers/promises';
import { readDemo } from '../samples/demo.ts';

const poll_ms = 200;
const answer_ms = 2_000;

/** Waits until `/readyz` answers 200; false when `signal` ends the wait first. */
export async function untilReady(url: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    try {
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(answer_ms) });
      if (answer.ok) return true;
    } catch {
      // Nobody listens yet.
    }
    await wait(poll_ms);
  }
  return false;
}

/** A table of the demo's accounts, one a line. */
export function demoLogins(): string[] {
  const { accounts } = readDemo();
  const width = Math.max(...accounts.map(({ username }) => username.length));
  return [
    '演示账号（人员均为虚构）Demo logins (all people are made up):',
    ...accounts.map(
      ({ username, password, tier, unit_name }) =>
        `  ${username.padEnd(width)}  ${password}  ${tier.padEnd(8)}  ${unit_name}`,
    ),
  ];
}
