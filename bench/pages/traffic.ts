/** Requests at a steady rate, however long the answers take; and files that keep the worker busy meanwhile. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../database/connect.ts';
import type { Visit, Visitor } from './visits.ts';

export interface Answered {
  readonly page: string;
  readonly request_id: string;
  /** From the moment it was due until its last byte, as the caller saw it. */
  readonly caller_ms: number;
}

interface Traffic {
  readonly url: string;
  readonly cookies: Readonly<Record<Visitor, string>>;
  readonly visits: readonly Visit[];
  readonly per_s: number;
  readonly seconds: number;
}

/** Opens the pages in turn at `per_s`. Throws when one is not answered with 200. */
export async function visitAll({ url, cookies, visits, per_s, seconds }: Traffic): Promise<Answered[]> {
  const began = performance.now();
  const answers: Promise<Answered>[] = [];
  for (let at = 0; at < per_s * seconds; at += 1) {
    const due = began + (at * 1000) / per_s;
    await wait(Math.max(0, due - performance.now()));
    const visit = visits[at % visits.length];
    if (visit !== undefined) answers.push(visitOne(url, cookies[visit.by], visit, due));
  }
  return await Promise.all(answers);
}

/** Opens one page. Throws when it is not answered with 200. */
export async function visitOne(url: string, cookie: string, visit: Visit, due: number): Promise<Answered> {
  const path = visit.path();
  const answer = await fetch(url + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return {
    page: visit.page,
    request_id: answer.headers.get('x-request-id') ?? '',
    caller_ms: performance.now() - due,
  };
}

/** Lets the same files owe their check again, so many a second, until stopped; answers how many were checked. */
export function keepChecking(owner: Database, uploads: readonly string[], per_s: number) {
  let given = 0;
  let stopped = false;
  const run = async () => {
    for (let at = 0; !stopped && per_s > 0; at += 1) {
      const { rowCount } = await owner.pool.query(
        `update uploads set state = 'received', owes = 'check', attempts = 0, claimed_at = null, dispatched_at = null
         where id = $1 and state in ('ready', 'needs_fix')`,
        [uploads[at % uploads.length]],
      );
      given += rowCount ?? 0;
      await owner.pool.query(`select pg_notify('muster_owes', 'check')`);
      await wait(1000 / per_s);
    }
  };
  const running = run();
  return {
    stop: async (): Promise<number> => {
      stopped = true;
      await running;
      return given;
    },
  };
}
