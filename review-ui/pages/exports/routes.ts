/** Exports of what the registry holds within one's scope. */
import { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import { tallyOf } from '../../../database/enrolment-list.ts';
import { countHeads } from '../../../database/headcount.ts';
import { inScope } from '../../../database/scope.ts';
import { momentSchema } from '../../../schemas/moment.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import { requirePast } from '../../moment.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { campaignMeant } from './campaign-meant.ts';
import { ExportsPage } from './exports-page.tsx';
import { sendEnrolment, sendRoster } from './roster.ts';
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

const enrolment = (format: keyof typeof types) =>
  route({
    method: 'get',
    path: `/exports/enrolment.${format}`,
    summary: {
      zh: `参训报名名册（.${format}）：有效报名按学段、县、学校、学科排列，附各县各学科人数；号码遮盖`,
      en: `The enrolment roster (.${format}): enrolments in force by stage, county, school and subject, with counts; numbers masked`,
    },
    who: 'signed-in',
    query: z.object({ campaign: optionalField(idSchema), unit: optionalField(idSchema) }),
    produces: types[format],
    serve: async (asked) => {
      const { campaign: id, unit } = asked.query;
      const campaign = await campaignMeant(asked, id);
      const unit_id = unit ?? asked.actor.unit_id;
      await sendEnrolment(asked, { format, numbers: 'masked', campaign, unit_id });
    },
  });

export const exportRoutes = [
  route({
    method: 'get',
    path: '/exports',
    summary: { zh: '可以导出的内容', en: 'What can be exported' },
    who: 'signed-in',
    answer: z.object({ teachers: z.number().int(), enrolled: z.number().int() }),
    serve: async (asked) => {
      const { db, actor, page } = asked;
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const campaign = await campaignAt(tx, page.now);
        return {
          teachers: await countHeads(tx, { area: actor.unit_path, status: '在职' }),
          enrolled: campaign === null ? 0 : (await tallyOf(tx, campaign, actor.unit_path)).enrolled,
        };
      });
      respond(asked, { title: words.title, model, page: ExportsPage });
    },
  }),
  roster('xlsx'),
  roster('csv'),
  enrolment('xlsx'),
  enrolment('csv'),
  ...teamExportRoutes,
];
