/** One's own account in other hands: asked for here, done by the unit right above. */
import { z } from 'zod';
import { askHandOver, endRequest, successorOf } from '../../../database/handovers.ts';
import { inScope } from '../../../database/scope.ts';
import { successorShape } from '../../../schemas/account.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { masked } from '../../../schemas/mask.ts';
import { problem } from '../../../schemas/problem.ts';
import type { Asked } from '../../asked.ts';
import { showAgain } from '../../form-again.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { wrongFields } from '../accounts/wrong-fields.ts';
import { HandoverPage } from './handover-page.tsx';
import { words } from './words.ts';

const typed = z.string().max(200).default('');
const answer = z.object({
  successor: z.object({ name: z.string(), mobile: z.string().describe('masked') }).nullable(),
});

async function modelOf({ db, actor }: Pick<Asked<unknown, unknown, unknown, Actor>, 'db' | 'actor'>) {
  const successor = await inScope(db, actor.unit_path, (tx) => successorOf(tx, actor.account_id));
  const fresh = { values: {}, wrong: [], refusal: null };
  return { ...fresh, successor, hasSuperior: actor.tier !== 'province' };
}
const json = ({ successor }: Awaited<ReturnType<typeof modelOf>>): z.infer<typeof answer> => ({
  successor: successor && { name: successor.name, mobile: masked('mobile', successor.mobile) },
});

export const handoverRoutes = [
  route({
    method: 'get',
    path: '/handover',
    summary: { zh: '申请移交自己账号的页面', en: "The page to ask for a handover of one's own account" },
    who: 'signed-in',
    answer,
    serve: async (asked) =>
      respond(asked, { title: words.title, model: await modelOf(asked), page: HandoverPage, json }),
  }),
  route({
    method: 'post',
    path: '/handover',
    summary: {
      zh: '申请把自己的账号移交给另一个人，由上级单位办理',
      en: "Asks that another person takes one's account over; the unit above does it",
    },
    who: 'signed-in',
    body: z.object({ name: typed, mobile: typed, email: typed }),
    answer,
    status: 303,
    serve: async (asked) => {
      const { app, db, actor, body } = asked;
      const said = successorShape.safeParse(body);
      try {
        if (!said.success) throw problem('invalid-input', { fields: wrongFields(said).join(', ') });
        await inScope(db, actor.unit_path, (tx) => askHandOver(tx, actor, said.data, app.now()));
        done(asked, '/handover', json(await modelOf(asked)));
      } catch (error) {
        if (!showAgain(asked, error)) throw error;
        const wrong = wrongFields(said);
        const refusal = said.success ? error : null;
        respond(asked, {
          status: error.status,
          title: words.title,
          model: { ...(await modelOf(asked)), values: body, wrong, refusal },
          page: HandoverPage,
        });
      }
    },
  }),
  route({
    method: 'post',
    path: '/handover/take-back',
    summary: { zh: '撤回自己的移交申请', en: "Takes one's own request for a handover back" },
    who: 'signed-in',
    answer,
    status: 303,
    serve: async (asked) => {
      const { db, actor } = asked;
      await inScope(db, actor.unit_path, (tx) =>
        endRequest(tx, actor, actor.account_id, 'take-back-hand-over'),
      );
      done(asked, '/handover', json(await modelOf(asked)));
    },
  }),
];
