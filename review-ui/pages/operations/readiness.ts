/** Whether this process should be sent people: what keeps it from serving, and what others that it relies on are missing. */
import { z } from 'zod';
import { owedByWork } from '../../../database/figures.ts';
import { asSystem } from '../../../database/scope.ts';
import { alive, queueSeen, workersSeen } from '../../../database/workers-seen.ts';
import type { App } from '../../app-options.ts';

export const readinessSchema = z.object({
  /** Degraded: pages are served and files received; what they owe waits. */
  status: z.enum(['ready', 'degraded', 'not-ready']),
  missing: z.array(
    z.enum([
      ...(['shutting-down', 'database', 'secret', 'schema', 'writable', 'disk'] as const),
      ...(['workers', 'queue'] as const),
    ]),
  ),
  /** Uploads and exports that owe a job. */
  owed: z.number().int().optional(),
});
export type ReadinessAnswer = z.infer<typeof readinessSchema>;

export async function readinessOf(app: App): Promise<ReadinessAnswer> {
  if (app.isRetiring()) return { status: 'not-ready', missing: ['shutting-down'] };
  const lack = await app.readiness.lack();
  if (lack !== null) return { status: 'not-ready', missing: [lack] };
  try {
    const { owed, seen } = await asSystem(app.db, async (tx) => ({
      owed: await owedByWork(tx),
      seen: await workersSeen(tx),
    }));
    const missing: ReadinessAnswer['missing'] = [];
    if (alive(seen).length === 0) missing.push('workers');
    // Web uses no queue itself: what workers say of theirs.
    else if (queueSeen(seen) === null) missing.push('queue');
    return {
      status: missing.length === 0 ? 'ready' : 'degraded',
      missing,
      owed: owed.reduce((sum, { count }) => sum + count, 0),
    };
  } catch {
    // It was there a moment ago.
    return { status: 'not-ready', missing: ['database'] };
  }
}
