/** Exports of staffing plans and expert teams; each is written down before its first byte goes out. */
import type { Response } from 'express';
import { z } from 'zod';
import type { Database } from '../../../database/connect.ts';
import { appendEvent } from '../../../database/events.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { type Table, writeTableCsv, writeTablesXlsx } from '../../../pipeline/write/tables.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Params } from '../../../schemas/language.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { route } from '../../route.ts';
import { staffingModel } from '../staffing/staffing-model.ts';
import { campaignMeant } from './campaign-meant.ts';
import { expertTables } from './experts.ts';
import { staffingTables } from './staffing.ts';
import { words } from './words.ts';

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
type Format = keyof typeof types;

interface Tables {
  readonly all: Table;
  readonly sheets: readonly Table[];
}
interface Sending {
  readonly db: Database;
  readonly actor: Actor;
  readonly page: PageContext;
  readonly res: Response;
}

/** The event stands before the file goes out. */
async function send(
  { db, actor, page, res }: Sending,
  what: 'staffing' | 'expert',
  format: Format,
  campaign: Campaign,
  detail: Params,
  tablesOf: (tx: Scoped) => Promise<Tables>,
): Promise<void> {
  const tables = await inScope(db, actor.unit_path, async (tx) => {
    const found = await tablesOf(tx);
    await appendEvent(tx, {
      ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
      ...{ subject: `${what}-export`, subject_id: campaign.id, action: 'finish' },
      detail: { ...detail, format, rows: found.all.rows.length },
    });
    return found;
  });
  const name = what === 'staffing' ? words.staffingFile : words.expertFile;
  res.attachment(`${page.say(name, { unit: actor.unit_name, day: page.day(page.now) })}.${format}`);
  res.set('Cache-Control', 'no-store');
  if (format === 'csv') await writeTableCsv(res, tables.all);
  else await writeTablesXlsx(res, tables.sheets);
}

const staffing = (format: Format) =>
  route({
    method: 'get',
    path: `/exports/staffing.${format}`,
    summary: {
      zh: `配备方案（.${format}）：汇总、研修组与专家、各县教师名单`,
      en: `The staffing plan (.${format}): figures, groups with their experts, teachers by county`,
    },
    who: authorities,
    query: z.object({ campaign: optionalField(idSchema), city: optionalField(idSchema) }),
    produces: types[format],
    serve: async (asked) => {
      const { query, db, actor } = asked;
      const campaign = await campaignMeant(asked, query.campaign);
      const model = await staffingModel(db, actor, { campaign: campaign.id, city: query.city });
      if (model.kept === null) throw problem('not-found');
      const detail = { city: model.city.id, version: model.kept.version };
      await send(asked, 'staffing', format, campaign, detail, (tx) => staffingTables(tx, model));
    },
  });

const experts = (format: Format) =>
  route({
    method: 'get',
    path: `/exports/experts.${format}`,
    summary: {
      zh: `专家团队上报表（.${format}），栏目同表 E；号码默认遮盖，?numbers=full 为完整号码`,
      en: `Expert teams (.${format}) with the columns of template E; numbers are masked unless ?numbers=full`,
    },
    who: authorities,
    query: z.object({
      campaign: optionalField(idSchema),
      numbers: z.enum(['masked', 'full']).default('masked'),
    }),
    produces: types[format],
    serve: async (asked) => {
      const { numbers } = asked.query;
      const campaign = await campaignMeant(asked, asked.query.campaign);
      await send(asked, 'expert', format, campaign, { numbers }, (tx) =>
        expertTables(tx, campaign.id, numbers),
      );
    },
  });

export const teamExportRoutes = [staffing('xlsx'), staffing('csv'), experts('xlsx'), experts('csv')];
