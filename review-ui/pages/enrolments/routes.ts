/** Enrolment without a workbook: who takes part in what, saved row by row or page by page, released, and counted above. */
import { z } from 'zod';
import { campaignAt } from '../../../database/campaigns.ts';
import { excuseTeachers } from '../../../database/enrolment-excuses.ts';
import { groundOf } from '../../../database/enrolment-ground.ts';
import { enrolmentById, releaseEnrolment } from '../../../database/enrolment-releases.ts';
import { enrol } from '../../../database/enrolments.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { registeredCell } from '../../../schemas/enrolment.ts';
import { problem } from '../../../schemas/problem.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { idParams } from '../../inputs.ts';
import { addressOf } from '../../parts/safe-url.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { enrolmentJson, enrolmentSchema, enrolmentsJson, enrolmentsSchema } from './enrolment-json.ts';
import { enrolmentsModel, type Proposal, proposalOf } from './enrolment-model.ts';
import { EnrolmentPage } from './enrolment-page.tsx';
import { enrolmentModel } from './enrolment-record-model.ts';
import { EnrolmentsPage } from './enrolments-page.tsx';
import { enrolmentBody, enrolmentQuery, type Picked, pickedIn, releaseBody } from './inputs.ts';
import { words } from './words.ts';

/** What a confirmed proposal does. Throws `count-moved` where it is another number of people by now. */
async function picksOf(
  tx: Scoped,
  campaign: Campaign,
  unit: UnitFacts,
  what: Proposal['what'],
  { count, note }: { readonly count?: number | undefined; readonly note?: string | undefined },
): Promise<Picked> {
  const ground = await groundOf(tx, campaign, unit);
  const { lines } = await proposalOf(tx, campaign, ground, what);
  if (count !== lines.length) throw problem('count-moved', { count: lines.length });
  if (what !== 'registered') {
    const excused = lines.map(({ teacher_id }) => ({ teacher_id, code: what, note: note ?? null }));
    return { wishes: [], excused };
  }
  const wishes = lines.flatMap((line) => {
    const cell = registeredCell(ground, line);
    return cell === null ? [] : [{ teacher_id: line.teacher_id, ...cell, seen: null }];
  });
  return { wishes, excused: [] };
}

async function save(
  tx: Scoped,
  actor: Actor,
  body: z.infer<typeof enrolmentBody>,
  now: Date,
): Promise<{ enrolled: number; changed: number; excused: number }> {
  const campaign = await campaignAt(tx, now);
  if (campaign === null) throw problem('no-campaign');
  const unit = await unitById(tx, actor.unit_id);
  const picked = body.all === undefined ? pickedIn(body) : await picksOf(tx, campaign, unit, body.all, body);
  const { enrolled, changed } = await enrol(tx, actor, campaign, unit, picked.wishes, { at: now });
  const excused = await excuseTeachers(tx, actor, campaign, unit, picked.excused, now);
  return { enrolled, changed, excused };
}

const outcome = z.object({
  enrolled: z.number().int(),
  changed: z.number().int(),
  excused: z.number().int(),
});

export const enrolmentRoutes = [
  route({
    method: 'get',
    path: '/enrolments',
    summary: {
      zh: '报名：本单位教师逐一，或辖区各单位的完成情况；?unit= 看辖区内另一单位，每页 50 条',
      en: "Enrolment: a school's teachers one by one, or how complete an area's units are; ?unit= for another in scope",
    },
    who: 'signed-in',
    query: enrolmentQuery,
    answer: enrolmentsSchema,
    serve: async (asked) => {
      const { db, actor, query, page } = asked;
      const model = await inScope(db, actor.unit_path, (tx) => enrolmentsModel(tx, actor, query, page.now));
      respond(asked, { title: words.title, model, page: EnrolmentsPage, json: enrolmentsJson });
    },
  }),
  route({
    method: 'post',
    path: '/enrolments',
    summary: {
      zh: '报名、改报或说明不报名的原因：choices 逐人，或 all 对待处理的全部教师（附 count 确认）',
      en: 'Enrol, change, or say why not: each in choices, or all who are left by all with their count',
    },
    who: ['school'],
    body: enrolmentBody,
    answer: outcome,
    serve: async (asked) => {
      const { db, actor, body, page } = asked;
      const saved = await inScope(db, actor.unit_path, (tx) => save(tx, actor, body, page.now));
      const { state, search } = body;
      done(
        asked,
        addressOf('/enrolments', { state, search, page: body.page > 1 ? body.page : undefined }),
        saved,
      );
    },
  }),
  route({
    method: 'get',
    path: '/enrolments/:id',
    summary: {
      zh: '一条报名：谁、报什么，每一步由谁在什么时候办理',
      en: 'One enrolment: whose, in what, and each step with who and when',
    },
    who: 'signed-in',
    params: idParams,
    answer: enrolmentSchema,
    serve: async (asked) => {
      const { db, actor, params, page } = asked;
      const model = await inScope(db, actor.unit_path, (tx) =>
        enrolmentModel(tx, actor, params.id, page.now),
      );
      respond(asked, { title: words.title, model, page: EnrolmentPage, json: enrolmentJson });
    },
  }),
  route({
    method: 'post',
    path: '/enrolments/:id/release',
    summary: {
      zh: '取消一位教师的报名：本校，或直接上级；须写原因',
      en: 'Release the enrolment of a teacher: its school, or the unit right above; with a reason',
    },
    who: 'signed-in',
    params: idParams,
    body: releaseBody,
    answer: z.object({ id: z.string(), state: z.literal('released') }),
    serve: async (asked) => {
      const { db, actor, params, body, page } = asked;
      const { unit_id } = await inScope(db, actor.unit_path, async (tx) => {
        const enrolment = await enrolmentById(tx, params.id);
        await releaseEnrolment(tx, actor, params.id, body.reason, page.now);
        return enrolment;
      });
      const unit = unit_id === actor.unit_id ? undefined : unit_id;
      done(asked, addressOf('/enrolments', { unit }), { id: params.id, state: 'released' });
    },
  }),
];
