/** Notices: what one's unit is told, and marking it read. */
import { z } from 'zod';
import { listNotices, readAllNotices, readNotice } from '../../../database/notices.ts';
import { inScope } from '../../../database/scope.ts';
import { noticeKindOrder } from '../../../schemas/notice.ts';
import { isoTime } from '../../format.ts';
import { idParams, offsetOf, pageQuery, pageSize } from '../../inputs.ts';
import { localPath } from '../../local-path.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { NoticeListPage, noticeText } from './notice-list-page.tsx';
import { words } from './words.ts';

const counted = z.number().int();
const noticeListSchema = z.object({
  notices: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(noticeKindOrder as [string, ...string[]]),
      /** In the reader's language. */
      text: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      href: z.string(),
      at: z.string(),
      read: z.boolean(),
    }),
  ),
  ...{ total: counted, unread: counted, page: counted },
});

export const noticeRoutes = [
  route({
    method: 'get',
    path: '/notices',
    summary: { zh: '本单位的消息，未读在前', en: "Notices for the caller's unit, unread first" },
    who: 'signed-in',
    query: pageQuery,
    answer: noticeListSchema,
    serve: async (asked) => {
      const { db, actor, query, page } = asked;
      const found = await inScope(db, actor.unit_path, (tx) =>
        listNotices(tx, actor, { limit: pageSize, offset: offsetOf(query.page) }),
      );
      respond(asked, {
        title: words.title,
        model: { ...found, page: query.page },
        page: NoticeListPage,
        json: ({ notices, ...rest }) => ({
          notices: notices.map((notice) => ({
            ...{ ...notice, at: isoTime(notice.at) },
            text: noticeText(notice, page.language),
          })),
          ...rest,
        }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/notices/read',
    summary: { zh: '全部标为已读', en: 'Marks all notices as read, for this account' },
    who: 'signed-in',
    answer: z.object({ read: counted }),
    serve: async (asked) => {
      const read = await inScope(asked.db, asked.actor.unit_path, (tx) => readAllNotices(tx, asked.actor));
      done(asked, '/notices', { read });
    },
  }),
  route({
    method: 'post',
    path: '/notices/:id/read',
    summary: { zh: '一条消息标为已读', en: 'Marks one notice as read, for this account' },
    who: 'signed-in',
    params: idParams,
    body: z.object({ open: z.literal('true').optional() }),
    answer: z.object({ id: z.string(), href: z.string() }),
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      const href = await inScope(db, actor.unit_path, (tx) => readNotice(tx, actor, params.id));
      done(asked, body.open ? localPath(href) : '/notices', { id: params.id, href });
    },
  }),
];
