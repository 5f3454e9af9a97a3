/** The offline checker for anybody: a page that needs no account and no network, and keeps what it reads to itself. */
import { z } from 'zod';
import { route } from '../../route.ts';
import { checkerDocument } from './document.ts';

export const checkerRoutes = [
  route({
    method: 'get',
    path: '/checker',
    summary: {
      zh: '离线检查页（单个文件，不上传）',
      en: 'The offline checker: one page that uploads nothing',
    },
    who: 'anyone',
    sessionless: true,
    query: z.object({ save: z.string().optional() }),
    produces: 'text/html',
    serve: async ({ app, page, res, query }) => {
      const { allow_test_ids, rural_classes, limits } = app;
      const { html, policy } = await checkerDocument({
        policy: { allow_test_ids, rural_classes, limits },
        language: page.language,
      });
      res.set('Content-Security-Policy', `${policy}; frame-ancestors 'none'`);
      if (query.save !== undefined) res.attachment('师册离线检查.html');
      res.type('html').send(html);
    },
  }),
];
