/** Coming in and going out: a session for people, a bearer token for programs. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { requireUsable, useInitialPassword } from '../../../database/own-password.ts';
import { asSystem } from '../../../database/scope.ts';
import { addToken } from '../../../database/tokens.ts';
import { Problem, problem } from '../../../schemas/problem.ts';
import { mustSetCode } from '../../../schemas/second-factor.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { asksCode, rememberDevice } from '../../device.ts';
import { isoTime } from '../../format.ts';
import { localPath } from '../../local-path.ts';
import { markAnswer, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { beginSession, clearVisit, endSession } from '../../session.ts';
import { verify } from './credentials.ts';
import { SignInPage } from './sign-in-page.tsx';
import { words } from './words.ts';

// Longer texts are no passwords of ours, and hashing them costs us time.
const credentials = z.object({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
  code: z.string().max(20).optional(),
});
const tokenHours = 12;

const codeOf = ({ app, req }: Pick<Asked, 'app' | 'req'>) => ({
  takesCode: app.codes !== 'off',
  expectsCode: asksCode(app, req),
});

export const signInRoutes = [
  route({
    method: 'get',
    path: '/sign-in',
    summary: { zh: '登录页', en: 'The sign-in page' },
    who: 'anyone',
    query: z.object({ next: z.string().optional() }),
    serve: (asked) => {
      const next = localPath(asked.query.next);
      if (asked.actor) return asked.res.redirect(303, next);
      respond(asked, {
        title: words.title,
        model: { ...codeOf(asked), next, refusal: null, username: '' },
        page: SignInPage,
      });
    },
  }),
  route({
    method: 'post',
    path: '/sign-in',
    summary: { zh: '登录', en: 'Sign in' },
    who: 'anyone',
    act: 'sign_ins',
    body: credentials.extend({ next: z.string().optional() }),
    status: 303,
    serve: async (asked) => {
      const { app, req, res, body } = asked;
      const next = localPath(body.next);
      try {
        const actor = await verify(app, req, body);
        if (actor.must_change_password) await useInitialPassword(app, actor.account_id);
        rememberDevice(app, res, actor);
        await beginSession(req, actor.account_id);
        res.redirect(303, actor.must_change_password ? '/password' : next);
      } catch (error) {
        if (!(error instanceof Problem) || wantsJson(req, res)) throw error;
        if (error.code === 'slow-down') res.set('Retry-After', String(error.params.seconds));
        const model = { ...codeOf(asked), next, refusal: error, username: body.username };
        respond(asked, { status: error.status, title: words.title, model, page: SignInPage });
      }
    },
  }),
  route({
    method: 'post',
    path: '/sign-out',
    summary: { zh: '退出', en: 'Sign out' },
    who: 'signed-in',
    beforePassword: true,
    status: 303,
    serve: async ({ app, req, res }) => {
      await endSession(req);
      clearVisit(app, res);
      markAnswer(res);
      res.redirect(303, '/sign-in');
    },
  }),
  route({
    method: 'post',
    path: '/tokens',
    summary: { zh: '用用户名和密码换取访问令牌', en: 'Exchange a name and password for a bearer token' },
    who: 'anyone',
    act: 'sign_ins',
    body: credentials,
    answer: z.object({ token: z.string(), expires_at: z.string() }),
    status: 201,
    serve: async ({ app, req, res, db, body }) => {
      const actor = await verify(app, req, body);
      await requireUsable(app, actor);
      if (mustSetCode(app.codes, actor)) throw problem('code-required');
      const token = randomBytes(32).toString('base64url');
      const expires = await asSystem(db, (tx) =>
        addToken(tx, actor.account_id, token, { hours: tokenHours }),
      );
      markAnswer(res);
      res.status(201).json({ token, expires_at: isoTime(expires) });
    },
  }),
];
