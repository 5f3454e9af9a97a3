/** Extensions: the list of a campaign, asking and granting, and deciding on one. */
import { campaignById, listCampaigns } from '../../../database/campaigns.ts';
import { extensionById } from '../../../database/extension-list.ts';
import { addExtension, decideExtension } from '../../../database/extensions.ts';
import { inScope } from '../../../database/scope.ts';
import { idParams } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { extensionJson, extensionListSchema, extensionSchema } from './extension-json.ts';
import { extensionsModel } from './extension-model.ts';
import { ExtensionsPage } from './extensions-page.tsx';
import { decisionBody, decisionParams, extensionBody, extensionQuery } from './inputs.ts';
import { words } from './words.ts';

export const extensionRoutes = [
  route({
    method: 'get',
    path: '/campaigns/:id/extensions',
    summary: {
      zh: '一个活动的延期申请和批复，待批的在前；?state= 只看一种',
      en: 'Extensions of a campaign within scope, what waits first; ?state= for one state',
    },
    who: 'signed-in',
    params: idParams,
    query: extensionQuery,
    answer: extensionListSchema,
    serve: async (asked) => {
      const { db, actor, app, params, query, page } = asked;
      const judgement = { policy: app.extensions, now: page.now };
      const model = await inScope(db, actor.unit_path, (tx) =>
        extensionsModel(tx, actor, params.id, query, judgement),
      );
      respond(asked, {
        title: words.title,
        model,
        page: ExtensionsPage,
        json: ({ extensions, reach, total }) => ({
          extensions: extensions.map((one) => extensionJson(one, actor)),
          ...{ reach, total, page: query.page },
        }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/extensions',
    summary: {
      zh: '本单位申请延期，或上级直接延长：covers 为 unit、area 或 below（辖区全部单位）',
      en: 'Ask for more time for one’s own unit, or grant it below: covers is unit, area, or below (all below)',
    },
    who: 'signed-in',
    params: idParams,
    body: extensionBody,
    answer: extensionSchema,
    status: 201,
    serve: async (asked) => {
      const { db, actor, app, params, page } = asked;
      const { unit, ...wanted } = asked.body;
      const extension = await inScope(db, actor.unit_path, async (tx) => {
        const campaign = await campaignById(tx, params.id);
        const judgement = { policy: app.extensions, now: page.now };
        const unit_id = unit ?? actor.unit_id;
        return extensionById(tx, await addExtension(tx, actor, campaign, { ...wanted, unit_id }, judgement));
      });
      done(asked, `/campaigns/${params.id}/extensions`, extensionJson(extension, actor), 201);
    },
  }),
  route({
    method: 'post',
    path: '/extensions/:id/:action',
    summary: {
      zh: '处理延期：grant 同意（可改日期）、refuse 不同意（须写原因）、withdraw 撤回、revoke 收回（须写原因）',
      en: 'Decide on an extension: grant (maybe another day), refuse and revoke (with a reason), or withdraw',
    },
    who: 'signed-in',
    params: decisionParams,
    body: decisionBody,
    answer: extensionSchema,
    serve: async (asked) => {
      const { db, actor, app, params, body, page } = asked;
      const extension = await inScope(db, actor.unit_path, async (tx) => {
        const judgement = { policy: app.extensions, now: page.now };
        const campaigns = await listCampaigns(tx);
        await decideExtension(tx, actor, campaigns, params.id, params.action, body, judgement);
        return extensionById(tx, params.id);
      });
      const shown = `/campaigns/${extension.campaign_id}/extensions`;
      done(asked, shown, extensionJson(extension, actor));
    },
  }),
];
