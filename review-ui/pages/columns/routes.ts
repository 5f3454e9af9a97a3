/** Columns whose headers say nothing to us: the unit says once what they are, and takes it back when it was wrong. */
import { forgetMapping, rememberMappings } from '../../../database/header-mappings.ts';
import { inScope } from '../../../database/scope.ts';
import { uploadById } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Asked } from '../../asked.ts';
import { idParams } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { sentFile } from '../uploads/sent-file.ts';
import { uploadJson, uploadSchema } from '../uploads/upload-json.ts';
import { answersOf, columnsBody, forgetBody } from './answers.ts';
import { columnsJson, columnsSchema } from './columns-json.ts';
import { columnsModel, columnsOf, labelOf, ownUpload } from './columns-model.ts';
import { ColumnsPage } from './columns-page.tsx';
import { words } from './words.ts';

/** The upload, which is about to be checked again, as JSON or by way of its page. */
async function showUpload(asked: Asked<{ id: string }, unknown, unknown, Actor>): Promise<void> {
  const { db, actor, params, page } = asked;
  const upload = await inScope(db, actor.unit_path, (tx) => uploadById(tx, params.id));
  done(asked, `/uploads/${upload.id}`, uploadJson(upload, actor, page.language));
}

export const columnRoutes = [
  route({
    method: 'get',
    path: '/uploads/:id/columns',
    summary: {
      zh: '认不出的列、还缺的内容，以及本单位确认过的对应关系',
      en: 'Columns that nobody knows, what the file lacks, and what the unit confirmed before',
    },
    who: 'signed-in',
    params: idParams,
    answer: columnsSchema,
    serve: async (asked) => {
      const model = await columnsModel(asked, asked.params.id);
      respond(asked, {
        title: words.title,
        model,
        page: ColumnsPage,
        json: (all) => columnsJson(all, asked.page),
      });
    },
  }),
  route({
    method: 'post',
    path: '/uploads/:id/columns',
    summary: {
      zh: '确认列的对应关系：column.F 为字段名，不是所需的列填 -；为本单位记住并重新检查',
      en: 'Says what columns are: column.F is a field, or - for none of ours; remembered for the unit, and checked again',
    },
    who: 'signed-in',
    params: idParams,
    body: columnsBody,
    answer: uploadSchema,
    serve: async (asked) => {
      const { db, actor, params, body, page } = asked;
      const { upload, file } = await inScope(db, actor.unit_path, async (tx) => {
        const own = await ownUpload(tx, actor, params.id);
        return { upload: own, file: await sentFile(tx, own) };
      });
      const columns = await columnsOf(asked, file);
      const answers = answersOf(body, columns ?? { unknown: [], missing: [] }, (field) =>
        page.say(labelOf(upload, field)),
      );
      await inScope(db, actor.unit_path, (tx) => rememberMappings(tx, actor, upload, answers));
      await showUpload(asked);
    },
  }),
  route({
    method: 'post',
    path: '/uploads/:id/columns/forget',
    summary: {
      zh: '撤销一条对应关系并重新检查',
      en: 'Takes one answer back; the file is checked again',
    },
    who: 'signed-in',
    params: idParams,
    body: forgetBody,
    answer: uploadSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      await inScope(db, actor.unit_path, async (tx) => {
        const { id } = await ownUpload(tx, actor, params.id);
        await forgetMapping(tx, actor, id, body.mapping);
      });
      await showUpload(asked);
    },
  }),
];
