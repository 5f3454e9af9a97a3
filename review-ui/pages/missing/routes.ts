/** Teachers whom a file doesn't hold: the school says of each what became of them before it submits. */
import { z } from 'zod';
import { answerMissing } from '../../../database/absences.ts';
import { inScope } from '../../../database/scope.ts';
import { uploadById } from '../../../database/uploads.ts';
import { idParams, pageNumber } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { answersOf, missingBody } from './answers.ts';
import { missingAddress } from './missing-address.ts';
import { missingJson, missingSchema } from './missing-json.ts';
import { missingModel } from './missing-model.ts';
import { MissingPage } from './missing-page.tsx';
import { words } from './words.ts';

const missingQuery = z.object({
  page: pageNumber,
  rest: z.literal('kept').optional().catch(undefined),
});

export const missingRoutes = [
  route({
    method: 'get',
    path: '/uploads/:id/missing',
    summary: {
      zh: '在册但文件里没有的教师，以及学校的答复，每页 50 位',
      en: 'Teachers in the registry whom the file does not hold, and what the school said of them, 50 a page',
    },
    who: 'signed-in',
    params: idParams,
    query: missingQuery,
    answer: missingSchema,
    serve: async (asked) => {
      const model = await missingModel(asked.db, asked.actor, asked.params.id, asked.query);
      respond(asked, { title: words.title, model, page: MissingPage, json: missingJson });
    },
  }),
  route({
    method: 'post',
    path: '/uploads/:id/missing',
    summary: {
      zh: '答复未出现的教师：answers 逐一答复（left、retired、moved 附 destination、kept），rest 答复其余',
      en: 'Answers for missing teachers: one by one in answers (left, retired, moved with a destination, kept), the others by rest',
    },
    who: 'signed-in',
    params: idParams,
    body: missingBody,
    answer: missingSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      const { unit_id } = await inScope(db, actor.unit_path, (tx) => uploadById(tx, params.id));
      const given = await answersOf(db, body, unit_id);
      const rest = body.rest === undefined ? null : { answer: body.rest, expected: body.count ?? null };
      await inScope(db, actor.unit_path, (tx) => answerMissing(tx, actor, params.id, given, rest));
      const { page } = body;
      const model = await missingModel(db, actor, params.id, { page });
      done(asked, missingAddress(params.id, { page }), missingJson(model));
    },
  }),
];
