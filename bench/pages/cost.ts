/** What one page costs in processor time, opened by itself: a figure that other work on the machine hardly moves. */
import type { ChildProcess } from 'node:child_process';
import { cpuOf, familyCpu } from '../intake/cost.ts';
import type { Answered } from './traffic.ts';
import type { Visit } from './visits.ts';

export interface PageCost {
  readonly page: string;
  readonly web_cpu_ms: number;
  readonly postgres_cpu_ms: number;
  /** The quickest answer, as the server saw it. */
  readonly best_ms: number;
}

interface Measured {
  readonly web: ChildProcess;
  readonly postmaster: number;
  readonly times: number;
  /** Opens the page once. */
  readonly open: (visit: Visit) => Promise<Answered>;
  readonly server_ms: ReadonlyMap<string, number>;
}

/** Opens each page `times` times, one after the other. */
export async function costOf(visits: readonly Visit[], measured: Measured): Promise<PageCost[]> {
  const { web, postmaster, times, open, server_ms } = measured;
  const costs: PageCost[] = [];
  for (const visit of visits) {
    const before = { web: cpuOf(web.pid ?? 0), postgres: familyCpu(postmaster) };
    const answers: Answered[] = [];
    for (let at = 0; at < times; at += 1) answers.push(await open(visit));
    const per = (after: number, earlier: number): number => Number(((after - earlier) / times).toFixed(1));
    costs.push({
      page: visit.page,
      web_cpu_ms: per(cpuOf(web.pid ?? 0), before.web),
      postgres_cpu_ms: per(familyCpu(postmaster), before.postgres),
      best_ms: Math.min(
        ...answers.map(({ request_id }) => server_ms.get(request_id) ?? Number.POSITIVE_INFINITY),
      ),
    });
  }
  return costs;
}
