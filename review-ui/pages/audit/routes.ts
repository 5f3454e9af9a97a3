/** The audit trail: searched on a page, and taken along as .csv, which leaves a line of its own. */
import { z } from 'zod';
import { appendEvent } from '../../../database/events.ts';
import { inScope } from '../../../database/scope.ts';
import { csvLine } from '../../../pipeline/write/csv.ts';
import { say } from '../../../schemas/language.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import {
  auditCsvQuery,
  auditLineJson,
  auditLineSchema,
  auditLines,
  auditPage,
  auditQuery,
  textOf,
} from './audit-model.ts';
import { AuditPage, mostExported } from './audit-page.tsx';
import { words } from './words.ts';

export const auditRoutes = [
  route({
    method: 'get',
    path: '/audit',
    summary: {
      zh: '辖区内的审计记录：谁在何时做了什么；?show=seen 为谁看了谁的数据',
      en: 'The audit trail in scope: who did what when; ?show=seen for whose data was seen',
    },
    who: 'signed-in',
    query: auditQuery,
    answer: z.object({
      lines: z.array(auditLineSchema),
      page: z.number().int(),
      is_more: z.boolean(),
    }),
    serve: async (asked) => {
      const { db, actor, query, page } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => auditPage(tx, query, page.language));
      respond(asked, {
        title: words.title,
        model,
        page: AuditPage,
        json: ({ lines, is_more }) => ({
          lines: lines.map((line) => auditLineJson(line, page.language)),
          ...{ page: query.page, is_more },
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/audit.csv',
    summary: {
      zh: `审计记录（.csv，条件同 /audit，最多 ${mostExported} 行）`,
      en: `The audit trail as .csv, narrowed as /audit, at most ${mostExported} lines`,
    },
    who: 'signed-in',
    query: auditCsvQuery,
    produces: 'text/csv; charset=utf-8',
    serve: async ({ db, actor, query, page, res }) => {
      const { account_id, unit_id, unit_path } = actor;
      const lines = await inScope(db, unit_path, async (tx) => {
        const found = await auditLines(tx, query, page.language, { limit: mostExported });
        await appendEvent(tx, {
          ...{ account_id, unit_id, unit_path, subject: 'audit', subject_id: null, action: 'export' },
          detail: { lines: found.lines.length },
        });
        return found.lines;
      });
      const header = [words.at, words.by, words.did, words.unit, words.detail];
      const rows = lines.map((line) => [
        ...[page.time(line.at), line.by ?? say(words.system, page.language)],
        ...[textOf(line, page.language), line.unit_name, line.said],
      ]);
      res.attachment(`${page.say(words.file, { unit: actor.unit_name, day: page.day(page.now) })}.csv`);
      res.set('Cache-Control', 'no-store').type('text/csv; charset=utf-8');
      res.send(`\ufeff${[header.map((label) => page.say(label)), ...rows].map(csvLine).join('')}`);
    },
  }),
];
