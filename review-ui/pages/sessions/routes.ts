/** One's own visits: where they come from, since when, and their end. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { endSessionOf, endSessionsOf, listSessions } from '../../../database/sessions.ts';
import { isoTime } from '../../format.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { clearVisit } from '../../session.ts';
import { SessionListPage } from './session-list-page.tsx';
import { words } from './words.ts';

const sessionSchema = z.object({
  id: z.string(),
  begun_at: z.string(),
  seen_at: z.string(),
  origin: z.object({ browser: z.string(), system: z.string(), network: z.string() }).nullable(),
  is_own: z.boolean(),
});

export const sessionRoutes = [
  route({
    method: 'get',
    path: '/sessions',
    summary: { zh: '自己账号当前的全部登录', en: "The visits of one's own account" },
    who: 'signed-in',
    inPerson: true,
    answer: z.object({ sessions: z.array(sessionSchema) }),
    serve: async (asked) => {
      const { app, req, db, actor } = asked;
      const sessions = await inScope(db, actor.unit_path, (tx) => listSessions(tx, actor, req.sessionID));
      respond(asked, {
        title: words.title,
        model: { sessions, policy: app.sessions },
        page: SessionListPage,
        json: () => ({
          sessions: sessions.map(({ begun_at, seen_at, ...one }) => ({
            ...one,
            begun_at: isoTime(begun_at),
            seen_at: isoTime(seen_at),
          })),
        }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/sessions/end',
    summary: { zh: '退出全部登录，包括当前这个', en: 'Ends every visit of the account, this one too' },
    who: 'signed-in',
    inPerson: true,
    status: 303,
    serve: async (asked) => {
      const { app, res, db, actor } = asked;
      await inScope(db, actor.unit_path, (tx) => endSessionsOf(tx, actor));
      clearVisit(app, res);
      done(asked, '/sign-in', { ended: true });
    },
  }),
  route({
    method: 'post',
    path: '/sessions/:id/end',
    summary: { zh: '结束自己的一个登录', en: "Ends one of one's own visits" },
    who: 'signed-in',
    inPerson: true,
    params: z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) }),
    status: 303,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      await inScope(db, actor.unit_path, (tx) => endSessionOf(tx, actor, params.id));
      done(asked, '/sessions', { ended: true });
    },
  }),
];
