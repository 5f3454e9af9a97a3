/** What is counted of a request before it is served: that it was made, and the heavy act that its route is. */
import type { Request } from 'express';
import type { Actor } from '../schemas/actor.ts';
import type { App } from './app-options.ts';
import { networkOf } from './network.ts';
import type { Throttles } from './throttle.ts';

export type HeavyAct = Extract<keyof Throttles, 'files_in' | 'files_out' | 'sign_ins'>;

interface Facts {
  readonly act?: HeavyAct;
  readonly multipart?: true;
  readonly produces?: string;
}

/** What a route is counted as: said, or seen from what it takes and makes; null for what is light. */
export function actOf({ act, multipart, produces }: Facts): HeavyAct | null {
  if (act !== undefined) return act;
  if (multipart) return 'files_in';
  return produces !== undefined && !/^text\/(html|event-stream)/.test(produces) ? 'files_out' : null;
}

/** Throws `slow-down`. */
export async function enterRequest(app: App, req: Request, actor: Actor | null): Promise<void> {
  if (actor !== null) await app.requests.enter(actor.account_id);
  else await app.stranger_requests.enter(networkOf(req.ip ?? ''));
}

/** Throws `slow-down`. What strangers may ask for besides signing in is the same for all, and made once. */
export async function enterAct(app: App, req: Request, actor: Actor | null, facts: Facts): Promise<void> {
  const act = actOf(facts);
  if (act === 'sign_ins') await app.sign_ins.enter(networkOf(req.ip ?? ''));
  else if (act !== null && actor !== null) await app[act].enter(actor.account_id);
}
