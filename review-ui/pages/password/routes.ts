/** One's own password: chosen on the first visit, changed when its days are over and whenever one likes. */
import { z } from 'zod';
import { setOwnPassword } from '../../../database/own-password.ts';
import { hashPassword } from '../../../database/passwords.ts';
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { passwordFaults } from '../../../schemas/password.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { markAnswer, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { beginSession } from '../../session.ts';
import { brokenBy, type Judgement, judge } from './judge.ts';
import { type PasswordModel, PasswordPage } from './password-page.tsx';
import { judgedBy, RuleList } from './rule-list.tsx';
import { words } from './words.ts';

const secret = z.string().max(200);
const body = z.object({ current: secret.optional(), chosen: secret.min(1), repeated: secret });

type PasswordAsked = Pick<Asked<unknown, unknown, unknown, Actor>, 'app' | 'res'>;
const whyOf = ({ res }: PasswordAsked): PasswordModel['why'] =>
  res.locals.caller?.password.must_change ?? 'choice';

const modelOf = (
  asked: PasswordAsked,
  { faults, judged }: Pick<Judgement, 'faults' | 'judged'> = { faults: [], judged: {} },
): PasswordModel => ({
  ...{ why: whyOf(asked), shape: asked.app.passwords.shape, faults, judged, isDone: false },
});

export const passwordRoutes = [
  route({
    method: 'get',
    path: '/password',
    summary: { zh: '修改自己密码的页面', en: "The page to change one's own password" },
    who: 'signed-in',
    beforePassword: true,
    answer: z.object({ must_change: z.boolean(), days_left: z.number().int().nullable() }),
    serve: (asked) =>
      respond(asked, {
        title: words.title,
        model: modelOf(asked),
        page: PasswordPage,
        json: ({ why }) => ({ must_change: why !== 'choice', days_left: asked.page.password_days_left }),
      }),
  }),
  route({
    method: 'post',
    path: '/password/rules',
    summary: {
      zh: '新密码符合哪些要求；什么也不改变',
      en: 'Which of the rules a new password holds to; changes nothing',
    },
    who: 'signed-in',
    beforePassword: true,
    aside: true,
    body: z.object({ chosen: secret }),
    serve: async (asked) => {
      const { app, actor, body: given } = asked;
      const { chosen } = given;
      const judged = chosen === '' ? {} : judgedBy(await brokenBy(app, actor, chosen));
      const model = { shape: app.passwords.shape, judged };
      const json = () => ({ rules: judged });
      // Without script nobody comes here; whoever does is shown the form with what is known.
      const page = (_: typeof model, context: Parameters<typeof PasswordPage>[1]) =>
        PasswordPage(modelOf(asked, { faults: [], judged }), context);
      respond(asked, { title: words.title, model, page, fragment: RuleList, json });
    },
  }),
  route({
    method: 'post',
    path: '/password',
    summary: {
      zh: '修改自己的密码；其他登录和令牌随即失效',
      en: "Changes one's own password, which ends every other visit and token",
    },
    who: 'signed-in',
    beforePassword: true,
    body,
    status: 303,
    serve: async (asked) => {
      const { app, req, res, db, actor, body: given, page } = asked;
      const why = whyOf(asked);
      // The initial password was given a moment ago, and is good for nothing else.
      const current = why === 'initial' ? undefined : (given.current ?? '');
      const judgement = await judge(app, actor, { ...given, current });
      const { faults, from } = judgement;
      if (from === null) {
        if (wantsJson(req, res)) {
          const said = faults.map((one) => page.say(passwordFaults[one])).join(' ');
          throw problem('password-refused', { said, fault: faults[0] ?? '', faults: faults.join(' ') });
        }
        const model = modelOf(asked, judgement);
        return respond(asked, { status: 422, title: words.title, model, page: PasswordPage });
      }
      const to = await hashPassword(given.chosen);
      await inScope(db, actor.unit_path, (tx) => setOwnPassword(tx, actor, { from, to, now: app.now() }));
      markAnswer(res);
      if (wantsJson(req, res)) return void res.status(204).end();
      await beginSession(req, actor.account_id);
      if (why !== 'choice') return res.redirect(303, '/');
      // Not by way of another page: the frame's forms need the new session's token.
      respond(
        { ...asked, page: { ...page, csrf: req.session.csrf ?? '', password_days_left: null } },
        { title: words.title, model: { ...modelOf(asked), isDone: true }, page: PasswordPage },
      );
    },
  }),
];
