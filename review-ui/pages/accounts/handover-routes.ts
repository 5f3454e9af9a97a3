/** Handovers as the unit right above does them: to whom it says, or to whom the holder named. */
import { z } from 'zod';
import { listAccounts } from '../../../database/accounts.ts';
import { endRequest, handOver, holdersOf, successorOf } from '../../../database/handovers.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { successorShape } from '../../../schemas/account.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { masked } from '../../../schemas/mask.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import { showAgain } from '../../form-again.ts';
import { exactTime, isoTime } from '../../format.ts';
import { idParams, optionalField } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import {
  accountJson,
  accountSchema,
  actionsOnAccount,
  handedOutJson,
  handedOutSchema,
} from './account-json.ts';
import { freshPassword } from './fresh-password.ts';
import { HandOverPage } from './hand-over-page.tsx';
import { HandedOutPage } from './handed-out.tsx';
import { words } from './words.ts';
import { wrongFields } from './wrong-fields.ts';

const typed = z.string().max(200).default('');
/** Of whom the holder named, when they did so; then nobody is typed. */
const namedAt = optionalField(z.iso.datetime({ offset: true }).transform((text) => new Date(text)));
const wish = z.object({ name: typed, mobile: typed, email: typed, named_at: namedAt });

const answer = z.object({
  account: accountSchema,
  holders: z.array(
    z.object({ name: z.string().nullable(), held_since: z.string(), held_until: z.string().nullable() }),
  ),
  successor: z
    .object({ name: z.string(), mobile: z.string().describe('masked'), named_at: z.string() })
    .nullable(),
});

async function modelOf(tx: Scoped, actor: Actor, id: string) {
  const { accounts } = await listAccounts(tx, { id, limit: 1 });
  const [account] = accounts;
  if (account === undefined) throw problem('not-found');
  if (!actionsOnAccount(actor, account).includes('hand-over')) {
    throw problem('not-your-tier', { by: 'superior' });
  }
  return { account, holders: await holdersOf(tx, id), successor: await successorOf(tx, id) };
}

export const handoverRoutes = [
  route({
    method: 'get',
    path: '/accounts/:id/hand-over',
    summary: {
      zh: '移交账号的页面：现在和以前由谁使用，本人申请移交给谁',
      en: 'The page to hand an account over: who holds and held it, and whom its holder named',
    },
    who: authorities,
    params: idParams,
    answer,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => modelOf(tx, actor, params.id));
      respond(asked, {
        title: words.handOverConfirm,
        model,
        page: HandOverPage,
        json: ({ account, holders, successor }): z.infer<typeof answer> => ({
          account: accountJson(account, actor),
          holders: holders.map(({ name, held_since, held_until }) => ({
            ...{ name, held_since: isoTime(held_since), held_until: held_until && isoTime(held_until) },
          })),
          successor: successor && {
            ...{ name: successor.name, mobile: masked('mobile', successor.mobile) },
            named_at: exactTime(account.successor_named_at ?? account.held_since),
          },
        }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/accounts/:id/hand-over',
    summary: {
      zh: '把账号移交给另一个人：原登录、密码和验证码失效，回答一次性的初始密码；只填 named_at 则移交给本人那时申请的人',
      en: 'Hands an account over to another person: visits, passwords and codes end, and the initial password is in the answer this once; with named_at alone: to whom its holder named then',
    },
    who: authorities,
    params: idParams,
    body: wish,
    answer: handedOutSchema,
    serve: async (asked) => {
      const { app, db, actor, params, body } = asked;
      const { named_at, ...values } = body;
      const said = successorShape.safeParse(values);
      try {
        const { password, ...fresh } = await freshPassword(app);
        const account = await inScope(db, actor.unit_path, async (tx) => {
          const to = named_at === undefined ? said.data : { named_at };
          if (to === undefined) {
            await modelOf(tx, actor, params.id);
            throw problem('invalid-input', { fields: wrongFields(said).join(', ') });
          }
          await handOver(tx, actor, params.id, to, fresh);
          const { account } = await modelOf(tx, actor, params.id);
          const unit = { id: account.unit_id, name: account.unit_name };
          const handed = { id: account.id, username: account.username, password };
          return { ...handed, good_until: fresh.initial_until, unit };
        });
        respond(asked, {
          title: words.wasHandedOver,
          model: { account, how: 'handed-over' as const },
          page: HandedOutPage,
          json: () => handedOutJson(account),
        });
      } catch (error) {
        if (!showAgain(asked, error) || error.code === 'not-your-tier') throw error;
        const model = await inScope(db, actor.unit_path, (tx) => modelOf(tx, actor, params.id));
        const wrong = error.code === 'invalid-input' ? wrongFields(said) : [];
        const refusal = wrong.length > 0 ? null : error;
        respond(asked, {
          status: error.status,
          title: words.handOverConfirm,
          model: { ...model, values, wrong, refusal },
          page: HandOverPage,
        });
      }
    },
  }),
  route({
    method: 'post',
    path: '/accounts/:id/decline-hand-over',
    summary: { zh: '不同意本人的移交申请', en: "Declines its holder's request to hand an account over" },
    who: authorities,
    params: idParams,
    answer: accountSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const { account } = await inScope(db, actor.unit_path, async (tx) => {
        await endRequest(tx, actor, params.id, 'decline-hand-over');
        return await modelOf(tx, actor, params.id);
      });
      done(asked, `/accounts?unit=${account.unit_id}`, accountJson(account, actor));
    },
  }),
];
