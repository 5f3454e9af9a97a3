/** A session begun anew while its page is answered. */
import type { Actor } from '../schemas/actor.ts';
import type { Asked } from './asked.ts';
import { beginSession } from './session.ts';

/** After what the session may do has changed, and every visit has ended: a new one, and what the page at hand needs of it. */
export async function renewSession<A extends Pick<Asked, 'req' | 'page'> & { readonly actor: Actor }>(
  asked: A,
): Promise<A> {
  await beginSession(asked.req, asked.actor.account_id);
  return { ...asked, page: { ...asked.page, csrf: asked.req.session.csrf ?? '' } };
}
