/** Exports of what the registry holds within one's scope: asked for, watched, listed and taken. */
import { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import { exportSizes } from '../../../database/export-sizes.ts';
import { deleteExport, exportById, listExports, moveExport } from '../../../database/exports.ts';
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { teamPath } from '../../../schemas/expert-lifecycle.ts';
import {
  type ExportFormat,
  type ExportKind,
  exportFormatOrder,
  exportFormats,
  exportKindOrder,
  exportKinds,
  exportNumbers,
  exportReason_chars,
} from '../../../schemas/export.ts';
import { momentSchema } from '../../../schemas/moment.ts';
import { problem } from '../../../schemas/problem.ts';
import { unitIdOf } from '../../../schemas/unit.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { idParams, idSchema, offsetOf, optionalField, pageQuery, pageSize } from '../../inputs.ts';
import { done, markAnswer, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { recordExport } from './ask.ts';
import { exportJson, exportListSchema, exportSchema } from './export-json.ts';
import { ExportPage } from './export-page.tsx';
import { type ExportsModel, ExportsPage } from './exports-page.tsx';
import { handOut } from './file.ts';
import { words } from './words.ts';

const numbers = z.enum(exportNumbers).default('masked');
const whose = {
  campaign: optionalField(idSchema),
  unit: optionalField(idSchema),
  city: optionalField(idSchema),
  as_of: optionalField(momentSchema),
};
const wish = z.object({
  kind: z.enum(exportKindOrder as [ExportKind, ...ExportKind[]]),
  format: z.enum(exportFormatOrder as [ExportFormat, ...ExportFormat[]]),
  numbers,
  ...whose,
  reason: optionalField(z.string().trim()),
});

/** Throws `export-needs-reason`. */
function requireReason(reason: string | undefined): void {
  const { least, most } = exportReason_chars;
  const length = [...(reason ?? '')].length;
  if (length < least || length > most) throw problem('export-needs-reason', { least, most });
}

/** The export after something was done to it, as JSON or by way of its page. */
async function show(
  asked: Pick<Asked<unknown, unknown, unknown, Actor>, 'db' | 'actor' | 'req' | 'res'>,
  id: string,
  status = 200,
): Promise<void> {
  const { db, actor } = asked;
  const found = await inScope(db, actor.unit_path, (tx) => exportById(tx, id));
  done(asked, `/exports/${id}`, exportJson(found, actor), status);
}

/** A small one at once, a large one by way of its page. */
const direct = (kind: ExportKind, format: ExportFormat) =>
  route({
    method: 'get',
    path: `/exports/${kind}.${format}`,
    summary: {
      zh: `${exportKinds[kind].words.zh}（.${format}），号码遮盖；较大的先在后台生成（303 到其页面，程序得到 202）；完整号码用 POST /exports`,
      en: `${exportKinds[kind].words.en} (.${format}), numbers masked; a large one is written in the background (303 to its page, 202 for programs); whole numbers by POST /exports`,
    },
    who: exportKinds[kind].who,
    query: z.object({ numbers, ...whose }),
    produces: exportFormats[format],
    serve: async (asked) => {
      const { app, query, req, res } = asked;
      if (query.numbers === 'full') throw problem('export-needs-reason', exportReason_chars);
      const { id, is_small } = await recordExport(asked, { kind, format, ...query }, { at_once: true });
      if (is_small) {
        await app.write_export(id);
        return await handOut(asked, id);
      }
      if (wantsJson(req, res)) res.set('Location', `/exports/${id}`);
      await show(asked, id, 202);
    },
  });

const act = (action: 'retry' | 'delete', zh: string, en: string) =>
  route({
    method: 'post',
    path: `/exports/:id/${action}`,
    summary: { zh, en },
    who: 'signed-in',
    params: idParams,
    answer: exportSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      await inScope(db, actor.unit_path, async (tx) => {
        if (action === 'delete') await deleteExport(tx, actor, params.id);
        else await moveExport(tx, params.id, action, actor);
      });
      await show(asked, params.id);
    },
  });

const modelOf = (
  { db, actor, page }: Pick<Asked<unknown, unknown, unknown, Actor>, 'db' | 'actor' | 'page'>,
  current: number,
): Promise<ExportsModel> =>
  inScope(db, actor.unit_path, async (tx) => {
    const campaign = await campaignAt(tx, page.now);
    const city_id = actor.tier === 'province' ? null : unitIdOf(teamPath(actor.unit_path));
    const kinds = exportKindOrder.filter((kind) =>
      (exportKinds[kind].who as readonly string[]).includes(actor.tier),
    );
    const sizes: [ExportKind, number][] = [];
    for (const kind of kinds) {
      sizes.push([kind, await exportSizes[kind](tx, { area: actor.unit_path, campaign, city_id })]);
    }
    const listed = await listExports(tx, { limit: pageSize, offset: offsetOf(current) });
    return { ...listed, campaign, sizes: new Map(sizes), current, actor };
  });

export const exportRoutes = [
  route({
    method: 'get',
    path: '/exports',
    summary: {
      zh: '可以导出的内容，和辖区内已经导出的',
      en: 'What can be exported, and what was within scope',
    },
    who: 'signed-in',
    query: pageQuery,
    answer: exportListSchema,
    serve: async (asked) => {
      respond(asked, {
        title: words.title,
        model: await modelOf(asked, asked.query.page),
        page: ExportsPage,
        json: ({ sizes, exports, total, actor }) => ({
          ...{ teachers: sizes.get('roster') ?? 0, enrolled: sizes.get('enrolment') ?? 0, total },
          exports: exports.map((each) => exportJson(each, actor)),
        }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/exports',
    summary: {
      zh: '要求导出；完整号码须写明用途，文件带水印',
      en: 'Ask for an export; whole numbers need a reason, and the file carries a mark',
    },
    who: 'signed-in',
    act: 'files_out',
    body: wish,
    answer: exportSchema,
    status: 201,
    serve: async (asked) => {
      const { app, actor, body } = asked;
      if (body.numbers === 'full') {
        requireReason(body.reason);
        await app.whole_exports.enter(actor.account_id);
      }
      const { id } = await recordExport(asked, body, { at_once: false });
      await show(asked, id, 201);
    },
  }),
  ...exportKindOrder.flatMap((kind) => exportFormatOrder.map((format) => direct(kind, format))),
  route({
    method: 'get',
    path: '/exports/:id',
    summary: { zh: '一次导出：进度、内容摘要和文件', en: 'One export: its progress, digest and file' },
    who: 'signed-in',
    params: idParams,
    answer: exportSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const found = await inScope(db, actor.unit_path, (tx) => exportById(tx, params.id));
      respond(asked, {
        title: exportKinds[found.kind].words,
        model: { found, actor },
        page: ExportPage,
        json: () => exportJson(found, actor),
      });
    },
  }),
  route({
    method: 'get',
    path: '/exports/:id/file',
    summary: { zh: '导出的文件，仅供导出的单位下载', en: 'The file of an export, for the unit that asked' },
    who: 'signed-in',
    params: idParams,
    produces: 'application/octet-stream',
    serve: async (asked) => {
      markAnswer(asked.res);
      await handOut(asked, asked.params.id);
    },
  }),
  act('retry', '重新生成失败的导出', 'Ask again for an export that failed'),
  act('delete', '删除导出的文件，记录保留', 'Delete the file of an export; the record stays'),
];
