/** Checking a confirmation form: open to anybody, slowed down for whoever asks too often, and without anything personal. */
import { z } from 'zod';
import { asSystem } from '../../../database/scope.ts';
import { snapshotByDigest, type VerifiedSnapshot } from '../../../database/submission-snapshots.ts';
import { wantsJson } from '../../asked.ts';
import { isoTime } from '../../format.ts';
import { optionalField } from '../../inputs.ts';
import { networkOf } from '../../network.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { countsSchema } from '../submissions/submission-json.ts';
import { VerifyPage } from './verify-page.tsx';
import { words } from './words.ts';

/** As it is printed, in groups, or as it was scanned. */
const digestOf = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const verdictSchema = z.object({
  digest: z.string(),
  /** Whether there is such a record at all. */
  valid: z.boolean(),
  /** Whether the unit still stands by it. */
  current: z.boolean(),
  ...{ unit: z.string().optional(), campaign: z.string().optional(), step: z.string().optional() },
  ...{ submitted_at: z.string().optional(), accepted_at: z.string().nullable().optional() },
  counts: countsSchema.optional(),
});

function verdictJson(digest: string, found: VerifiedSnapshot | null): z.infer<typeof verdictSchema> {
  if (found === null) return { digest, valid: false, current: false };
  return {
    ...{ digest, valid: true, current: found.is_current, unit: found.unit_name, campaign: found.campaign },
    ...{ step: found.step, submitted_at: isoTime(found.submitted_at) },
    accepted_at: found.accepted_at && isoTime(found.accepted_at),
    counts: found.counts,
  };
}

export const verifyRoutes = [
  route({
    method: 'get',
    path: '/verify',
    summary: { zh: '核对确认表：输入内容摘要', en: 'Checking a confirmation form: enter its digest' },
    who: 'anyone',
    query: z.object({ digest: optionalField(z.string().max(200)) }),
    serve: (asked) => {
      const digest = asked.query.digest === undefined ? '' : digestOf(asked.query.digest);
      // Whatever was typed is asked about in one place; what can't be a digest has no address.
      if (digest !== '') return done(asked, `/verify/${encodeURIComponent(digest)}`, { digest });
      respond(asked, { title: words.title, model: { digest: null, found: null }, page: VerifyPage });
    },
  }),
  route({
    method: 'get',
    path: '/verify/:digest',
    summary: {
      zh: '一份确认表是否与记录一致、是否仍然有效；无需登录，无个人信息',
      en: 'Whether a form is as recorded and still holds; for anybody, nothing personal. 404 when unknown',
    },
    who: 'anyone',
    params: z.object({ digest: z.string().max(200) }),
    answer: verdictSchema,
    serve: async (asked) => {
      const { app, req, res, db } = asked;
      await app.verifications.enter(networkOf(req.ip ?? ''));
      const digest = digestOf(asked.params.digest);
      const found = isDigest(digest) ? await asSystem(db, (tx) => snapshotByDigest(tx, digest)) : undefined;
      const status = found === undefined ? 404 : 200;
      const model = { digest, found: found ?? null };
      if (wantsJson(req, res)) return done(asked, '', verdictJson(digest, model.found), status);
      respond(asked, { status, title: words.title, model, page: VerifyPage });
    },
  }),
];
