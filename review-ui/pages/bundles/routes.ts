/** Bundles: one archive with the files of many schools, sent by the unit above them, and what became of each file. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { routeFile } from '../../../database/bundle-files.ts';
import { bundleById, bundleOf, listBundles, receiveBundle } from '../../../database/bundles.ts';
import { inScope } from '../../../database/scope.ts';
import type { UnitClaim } from '../../../schemas/bundle.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import { idParams, idSchema, offsetOf, pageNumber, pageQuery, pageSize } from '../../inputs.ts';
import { addressOf } from '../../parts/safe-url.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import {
  bundleDetailJson,
  bundleDetailSchema,
  bundleFileJson,
  bundleFileSchema,
  bundleJson,
  bundleListSchema,
} from './bundle-json.ts';
import { BundleListPage } from './bundle-list-page.tsx';
import { bundleModel, fileAt } from './bundle-model.ts';
import { BundleFragment, BundlePage } from './bundle-page.tsx';
import { type GroupName, groupNames } from './groups.ts';
import { readBundle } from './read-bundle.ts';
import { words } from './words.ts';

/** Who has schools below. */

const position = z.coerce.number().int().min(1).max(10_000);
const bundleQuery = z.object({
  page: pageNumber,
  show: z
    .enum(groupNames as [GroupName, ...GroupName[]])
    .optional()
    .catch(undefined),
  routed: position.optional().catch(undefined),
});
const filePlace = z.object({ id: idSchema, position });
const choice = z.object({
  unit: z.string().trim().min(1).max(100).describe('school code, or the registered name'),
});

/** What a person types or chooses: a code, even with a name behind it, or a name. */
function claimOf(typed: string): Exclude<UnitClaim, { by: 'stamp' }> {
  const code = /^\d{10}(?!\d)/.exec(typed.normalize('NFKC'))?.[0];
  return code === undefined ? { by: 'name', name: typed } : { by: 'code', code };
}

export const bundleRoutes = [
  route({
    method: 'post',
    path: '/bundles',
    summary: {
      zh: '上传各校表格的 .zip，逐份归到学校；同样的内容再次上传得到同一回执',
      en: 'Send a .zip with the files of many schools; each goes to its school. The same bytes again answer the same bundle',
    },
    // A school is told where its own file goes.
    who: 'signed-in',
    multipart: true,
    answer: bundleDetailSchema,
    status: 201,
    serve: async (asked) => {
      const { app, db, actor, file, page } = asked;
      if (actor.tier === 'school') throw problem('bundle-from-a-school');
      if (file === null) throw problem('file-missing');
      const { name: file_name, bytes } = file;
      const sha256 = createHash('sha256').update(bytes).digest();
      const earlier = await inScope(db, actor.unit_path, (tx) => bundleOf(tx, actor, sha256));
      const items = earlier === undefined ? await readBundle(app, page, bytes) : [];
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const received_at = page.now;
        const bundle = { file_name, size_bytes: bytes.length, sha256, received_at, items };
        return await bundleModel(tx, earlier ?? (await receiveBundle(tx, actor, bundle, received_at)), {
          page: 1,
        });
      });
      done(asked, `/bundles/${model.bundle.id}`, bundleDetailJson(model, page.language), 201);
    },
  }),
  route({
    method: 'get',
    path: '/bundles',
    summary: { zh: '辖区内上传过的压缩包，新的在前', en: 'Archives sent within scope, newest first' },
    who: authorities,
    query: pageQuery,
    answer: bundleListSchema,
    serve: async (asked) => {
      const { db, actor, query } = asked;
      const { bundles, total } = await inScope(db, actor.unit_path, (tx) =>
        listBundles(tx, { limit: pageSize, offset: offsetOf(query.page) }),
      );
      respond(asked, {
        title: words.title,
        model: { bundles, total, page: query.page },
        page: BundleListPage,
        json: () => ({ bundles: bundles.map(bundleJson), total, page: query.page }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/bundles/:id',
    summary: {
      zh: '一个压缩包里的全部文件：学校、回执、状态；?show= 只看一类，每页 50 份',
      en: 'All files of one archive: school, receipt, state; ?show= for one group, 50 a page',
    },
    who: authorities,
    params: idParams,
    query: bundleQuery,
    answer: bundleDetailSchema,
    serve: async (asked) => {
      const { db, actor, params, query, page } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => bundleModel(tx, params.id, query));
      respond(asked, {
        title: page.say(words.one, { receipt: model.bundle.receipt }),
        model,
        page: BundlePage,
        fragment: BundleFragment,
        json: () => bundleDetailJson(model, page.language),
      });
    },
  }),
  route({
    method: 'post',
    path: '/bundles/:id/files/:position/route',
    summary: {
      zh: '为没有归属的文件选择学校：标识码或登记名称',
      en: 'Choose the school of a file that has none: by code or registered name',
    },
    who: authorities,
    params: filePlace,
    body: choice,
    answer: bundleFileSchema,
    serve: async (asked) => {
      const { app, db, actor, params, body, page } = asked;
      const file = await inScope(db, actor.unit_path, async (tx) => {
        const bundle = await bundleById(tx, params.id);
        await routeFile(tx, actor, bundle, params.position, claimOf(body.unit), app.now());
        return await fileAt(tx, params.id, params.position);
      });
      if (file === null) throw problem('not-found');
      const shown = { show: 'unrouted', routed: params.position };
      done(asked, addressOf(`/bundles/${params.id}`, shown), bundleFileJson(file, page.language));
    },
  }),
];
