/** The names of all that have not submitted enrolment, as a page and as .csv. */
import { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import { inScope } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { unsubmittedUnits } from '../../../database/unsubmitted.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import type { Asked } from '../../asked.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { toldQuery } from '../boards/inputs.ts';
import { type UnsubmittedModel, UnsubmittedPage, unsubmittedCsv } from './unsubmitted-page.tsx';
import { words } from './words.ts';

const query = toldQuery.extend({ unit: optionalField(idSchema) });

/** Throws `no-campaign`, and `not-found` for a unit outside the scope. */
const modelOf = ({
  db,
  actor,
  query: { unit: id, ...told },
  page,
}: Asked<unknown, z.infer<typeof query>, unknown, Actor>): Promise<UnsubmittedModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const campaign = await campaignAt(tx, page.now);
    if (campaign === null) throw problem('no-campaign');
    const unit = await unitById(tx, id ?? actor.unit_id);
    const key = { campaign_id: campaign.id, step: 'enrolment' } as const;
    return { campaign, unit, units: await unsubmittedUnits(tx, unit, key), told };
  });

const unsubmittedSchema = z.object({
  campaign_id: z.string(),
  unit: z.object({ id: z.string(), name: z.string() }),
  units: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), code: z.string().nullable() },
      ...{ superior: z.string(), state: z.string() },
    }),
  ),
});

export const unsubmittedRoutes = [
  route({
    method: 'get',
    path: '/enrolments/unsubmitted',
    summary: {
      zh: '还没有上报报名的全部单位名单（不分页），按直接上级；?unit= 看辖区内另一单位',
      en: 'All units that have not submitted enrolment, by the unit above, on one page; ?unit= for another in scope',
    },
    who: authorities,
    query,
    answer: unsubmittedSchema,
    serve: async (asked) => {
      const model = await modelOf(asked);
      respond(asked, {
        ...{ title: words.unsubmittedTitle, model, page: UnsubmittedPage },
        json: ({ campaign, unit, units }) => ({
          ...{ campaign_id: campaign.id, unit: { id: unit.id, name: unit.name } },
          units: units.map(({ parent_name: superior, ...one }) => ({ ...one, superior })),
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/enrolments/unsubmitted.csv',
    summary: {
      zh: '还没有上报报名的全部单位（.csv）',
      en: 'All units that have not submitted enrolment (.csv)',
    },
    who: authorities,
    query,
    produces: 'text/csv; charset=utf-8',
    serve: async (asked) => {
      const model = await modelOf(asked);
      const { res, page } = asked;
      res.attachment(`${page.say(words.unsubmittedOf, { unit: model.unit.name })}.csv`);
      res.set('Cache-Control', 'no-store');
      res.send(unsubmittedCsv(model, page));
    },
  }),
];
