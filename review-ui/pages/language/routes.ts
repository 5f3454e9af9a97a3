/** The reader's language, kept in a cookie so that it holds before and after sign-in. */
import { z } from 'zod';
import { localPath } from '../../local-path.ts';
import { route } from '../../route.ts';
import { hostCookie } from '../../session.ts';
import { languageCookie } from '../../words.ts';

const year_ms = 365 * 24 * 60 * 60 * 1000;

export const languageRoutes = [
  route({
    method: 'post',
    path: '/language',
    summary: { zh: '切换界面语言', en: 'Choose the language of the pages' },
    who: 'anyone',
    body: z.object({ language: z.enum(['zh', 'en']), next: z.string().optional() }),
    status: 303,
    serve: ({ app, res, body }) => {
      res.cookie(hostCookie(app, languageCookie), body.language, {
        ...{ httpOnly: true, sameSite: 'lax', path: '/', maxAge: year_ms },
        secure: app.secure_cookies,
      });
      res.redirect(303, localPath(body.next));
    },
  }),
];
