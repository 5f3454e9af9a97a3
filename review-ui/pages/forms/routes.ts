/** The lines of a form, page by page. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { uploadById } from '../../../database/uploads.ts';
import { idParams, offsetOf, pageNumber, pageSize } from '../../inputs.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { formLines } from './form-model.ts';
import { FormPage } from './form-page.tsx';
import { words } from './words.ts';

const lineSchema = z.object({ row: z.number().int(), subject: z.string(), does: z.string() });
const formSchema = z.object({
  lines: z.array(lineSchema),
  total: z.number().int(),
  page: z.number().int(),
});

export const formRoutes = [
  route({
    method: 'get',
    path: '/uploads/:id/form',
    summary: {
      zh: '调动表、学校信息表等将要办理的内容，每页 50 行',
      en: 'What a form (transfers, schools) will do once it is carried out, 50 rows a page',
    },
    who: 'signed-in',
    params: idParams,
    query: z.object({ page: pageNumber }),
    answer: formSchema,
    serve: async (asked) => {
      const { db, actor, params, query, page } = asked;
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const upload = await uploadById(tx, params.id);
        const place = { limit: pageSize, offset: offsetOf(query.page) };
        const lines = await formLines(tx, actor, upload, page, place);
        return { upload, lines, total: upload.counts?.rows ?? 0, query };
      });
      respond(asked, {
        title: words.title,
        model,
        page: FormPage,
        json: ({ lines, total }) => ({ lines, total, page: query.page }),
      });
    },
  }),
];
