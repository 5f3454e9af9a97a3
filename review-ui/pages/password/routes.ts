/** One's own password: chosen on the first visit, changed whenever one likes. */
import { z } from 'zod';
import { credentialsOf } from '../../../database/accounts.ts';
import { setOwnPassword } from '../../../database/admins.ts';
import { hashPassword, passwordMatches } from '../../../database/passwords.ts';
import { asSystem, inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { faultOf, type PasswordFault, passwordFaults } from '../../../schemas/password.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { markAnswer, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { beginSession } from '../../session.ts';
import { confirmPassword } from '../sign-in/credentials.ts';
import { PasswordPage } from './password-page.tsx';
import { words } from './words.ts';

const body = z.object({
  current: z.string().max(200).optional(),
  chosen: z.string().min(1).max(200),
  repeated: z.string().max(200),
});
type Given = z.infer<typeof body>;
type PasswordAsked = Asked<unknown, unknown, Given, Actor>;

const isFirst = ({ res }: Pick<PasswordAsked, 'res'>): boolean =>
  res.locals.caller?.actor?.must_change_password === true;

/** What is wrong with what was given, without having changed anything. Throws `slow-down`. */
async function faultIn(asked: PasswordAsked): Promise<PasswordFault | null> {
  const { app, db, actor, body: given } = asked;
  if (!isFirst(asked) && !(await confirmPassword(app, actor, given.current ?? ''))) return 'wrong';
  if (given.chosen !== given.repeated) return 'differ';
  const known = await asSystem(db, (tx) => credentialsOf(tx, actor.username));
  if (await passwordMatches(known?.password_hash, given.chosen)) return 'same';
  return faultOf(given.chosen, actor);
}

export const passwordRoutes = [
  route({
    method: 'get',
    path: '/password',
    summary: { zh: '修改自己密码的页面', en: "The page to change one's own password" },
    who: 'signed-in',
    beforePassword: true,
    serve: (asked) =>
      respond(asked, {
        title: words.title,
        model: { isFirst: isFirst(asked), fault: null, isDone: false },
        page: PasswordPage,
        json: ({ isFirst: must_change }) => ({ must_change }),
      }),
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
      const { req, res, db, actor, body: given, page } = asked;
      const first = isFirst(asked);
      const fault = await faultIn(asked);
      if (fault !== null) {
        if (wantsJson(req, res)) {
          throw problem('password-refused', { said: page.say(passwordFaults[fault]), fault });
        }
        const model = { isFirst: first, fault, isDone: false };
        return respond(asked, { status: 422, title: words.title, model, page: PasswordPage });
      }
      const hash = await hashPassword(given.chosen);
      await inScope(db, actor.unit_path, (tx) => setOwnPassword(tx, actor, hash));
      markAnswer(res);
      if (wantsJson(req, res)) return void res.status(204).end();
      await beginSession(req, actor.account_id);
      if (first) return res.redirect(303, '/');
      const model = { isFirst: false, fault: null, isDone: true };
      // Not by way of another page: the frame's forms need the new session's token.
      respond(
        { ...asked, page: { ...page, csrf: req.session.csrf ?? '' } },
        { title: words.title, model, page: PasswordPage },
      );
    },
  }),
];
