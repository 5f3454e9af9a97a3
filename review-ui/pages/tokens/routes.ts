/** Access tokens of one's own account: listed, made for a purpose and a time, and revoked. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { addToken, listTokens, noteToken, revokeToken } from '../../../database/tokens.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { tokenReaches } from '../../../schemas/token.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { isoTime } from '../../format.ts';
import { idParams, keyOf } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { confirmPassword } from '../sign-in/credentials.ts';
import { NewTokenPage, TokenListPage, tokenDays } from './token-pages.tsx';
import { words } from './words.ts';

const reachSchema = keyOf(tokenReaches);
const tokenSchema = z.object({
  id: z.string(),
  label: z.string().nullable(),
  reach: reachSchema,
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
});

async function show(
  asked: Asked<unknown, unknown, unknown, Actor>,
  { wasWrong, label }: { wasWrong: boolean; label: string },
): Promise<void> {
  const { db, actor } = asked;
  const tokens = await inScope(db, actor.unit_path, (tx) => listTokens(tx, actor));
  respond(asked, {
    status: wasWrong ? 422 : 200,
    title: words.title,
    model: { tokens, wasWrong, label },
    page: TokenListPage,
    json: () => ({
      tokens: tokens.map(({ created_at, expires_at, last_used_at, ...one }) => ({
        ...one,
        created_at: isoTime(created_at),
        expires_at: isoTime(expires_at),
        last_used_at: last_used_at && isoTime(last_used_at),
      })),
    }),
  });
}

export const tokenRoutes = [
  route({
    method: 'get',
    path: '/tokens',
    summary: { zh: '自己账号的访问令牌', en: "The access tokens of one's own account" },
    who: 'signed-in',
    inPerson: true,
    answer: z.object({ tokens: z.array(tokenSchema) }),
    serve: (asked) => show(asked, { wasWrong: false, label: '' }),
  }),
  route({
    method: 'post',
    path: '/tokens/new',
    summary: {
      zh: '新建访问令牌：只读或与账号相同，7–90 天；只显示这一次',
      en: 'Makes a token, for reading only or for everything, good for 7 to 90 days; answered this once',
    },
    who: 'signed-in',
    inPerson: true,
    body: z.object({
      label: z.string().trim().min(1).max(50),
      reach: reachSchema,
      days: z.enum(tokenDays),
      password: z.string().min(1).max(200),
    }),
    answer: z.object({ token: z.string(), expires_at: z.string() }),
    status: 201,
    serve: async (asked) => {
      const { app, req, res, db, actor, body, page } = asked;
      const { label, reach, days } = body;
      if (!(await confirmPassword(app, actor, body.password))) {
        if (wantsJson(req, res)) throw problem('password-refused', { said: page.say(words.wrong) });
        return await show(asked, { wasWrong: true, label });
      }
      const token = randomBytes(32).toString('base64url');
      const expires = await inScope(db, actor.unit_path, async (tx) => {
        await noteToken(tx, actor, 'make-token');
        return await addToken(tx, actor.account_id, token, { hours: Number(days) * 24, label, reach });
      });
      respond(asked, {
        status: 201,
        title: words.made,
        model: { token },
        page: NewTokenPage,
        json: () => ({ token, expires_at: isoTime(expires) }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/tokens/:id/revoke',
    summary: { zh: '吊销自己的一个访问令牌', en: "Revokes one of one's own tokens" },
    who: 'signed-in',
    inPerson: true,
    params: idParams,
    status: 303,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      await inScope(db, actor.unit_path, (tx) => revokeToken(tx, actor, params.id));
      done(asked, '/tokens', { revoked: true });
    },
  }),
];
