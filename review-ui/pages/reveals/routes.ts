/** Whole numbers of one teacher: shown in the answer to the request that says what for, and nowhere else. */
import { z } from 'zod';
import { revealNumbers, revealsOf, type ShownReveal } from '../../../database/reveals.ts';
import { inScope } from '../../../database/scope.ts';
import { teacherById } from '../../../database/teachers.ts';
import { reason_chars } from '../../../schemas/reveal.ts';
import { isoTime } from '../../format.ts';
import { idParams } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { modelOf, nameOf, recentReveals } from '../teachers/teacher-model.ts';
import { AnyTeacherPage, NumbersOf } from '../teachers/teacher-page.tsx';

const revealSchema = z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() });
const revealJson = ({ at, by, reason }: ShownReveal) => ({ at: isoTime(at), by, reason });

const path = '/teachers/:id/reveals';

export const revealRoutes = [
  route({
    method: 'post',
    path,
    summary: {
      zh: '查看一位教师的完整证件、手机和资格证号码；写明用途并记录，每账号每小时限次',
      en: 'The whole document, phone and certificate numbers of one teacher, for a reason that is kept; limited per account and hour',
    },
    who: 'signed-in',
    params: idParams,
    body: z.object({ reason: z.string().trim().min(reason_chars.min).max(reason_chars.max) }),
    answer: z.object({
      id: z.string(),
      ...{ id_number: z.string().nullable(), mobile: z.string().nullable(), cert_no: z.string().nullable() },
    }),
    serve: async (asked) => {
      const { db, actor, params, body, app } = asked;
      // Whoever tries ids that are not theirs is counted too.
      await app.reveals.enter(actor.account_id);
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const numbers = await revealNumbers(tx, actor, params.id, body.reason);
        return { ...(await modelOf(tx, params.id, undefined)), numbers };
      });
      respond(asked, {
        title: nameOf(model),
        model,
        page: AnyTeacherPage,
        fragment: NumbersOf,
        json: ({ numbers }) => ({ id: params.id, ...numbers }),
      });
    },
  }),
  route({
    method: 'get',
    path,
    summary: {
      zh: '谁在何时为何查看过一位教师的完整号码',
      en: "Who saw a teacher's whole numbers, when and what for",
    },
    who: 'signed-in',
    params: idParams,
    answer: z.object({ id: z.string(), reveals: z.array(revealSchema) }),
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const reveals = await inScope(db, actor.unit_path, async (tx) => {
        const { id } = await teacherById(tx, params.id);
        return await revealsOf(tx, id, recentReveals);
      });
      done(asked, `/teachers/${params.id}#numbers`, { id: params.id, reveals: reveals.map(revealJson) });
    },
  }),
];
