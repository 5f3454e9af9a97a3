/** Exports of what the registry holds within one's scope. */
import { z } from 'zod';
import { countHeads } from '../../../database/headcount.ts';
import { inScope } from '../../../database/scope.ts';
import { momentSchema } from '../../../schemas/moment.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import { requirePast } from '../../moment.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { ExportsPage } from './exports-page.tsx';
import { sendRoster } from './roster.ts';
import { teamExportRoutes } from './team-routes.ts';
import { words } from './words.ts';

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

const rosterQuery = z.object({
  numbers: z.enum(['masked', 'full']).default('masked'),
  as_of: optionalField(momentSchema),
  unit: optionalField(idSchema),
});

const roster = (format: keyof typeof types) =>
  route({
    method: 'get',
    path: `/exports/roster.${format}`,
    summary: {
      zh: `本单位及下级的在职教师名册（.${format}）；号码默认遮盖，?numbers=full 为完整号码；?as_of= 为当时的名册`,
      en: `Everybody in service in scope (.${format}); numbers are masked unless ?numbers=full; ?as_of= as it was then`,
    },
    who: 'signed-in',
    query: rosterQuery,
    produces: types[format],
    serve: (asked) => {
      const { numbers, as_of: moment, unit } = asked.query;
      requirePast(moment, asked.page, 'as_of');
      return sendRoster(asked, { format, numbers, moment, unit_id: unit ?? asked.actor.unit_id });
    },
  });

export const exportRoutes = [
  route({
    method: 'get',
    path: '/exports',
    summary: { zh: '可以导出的内容', en: 'What can be exported' },
    who: 'signed-in',
    answer: z.object({ teachers: z.number().int() }),
    serve: async (asked) => {
      const { db, actor } = asked;
      const total = await inScope(db, actor.unit_path, (tx) =>
        countHeads(tx, { area: actor.unit_path, status: '在职' }),
      );
      respond(asked, { title: words.title, model: { teachers: total }, page: ExportsPage });
    },
  }),
  roster('xlsx'),
  roster('csv'),
  ...teamExportRoutes,
];
