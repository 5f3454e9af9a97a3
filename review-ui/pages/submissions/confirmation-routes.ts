/** The confirmation form of a submission that holds: as paper, or as data. */
import { render } from 'preact-render-to-string';
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { countsBelow } from '../../../database/submissions.ts';
import { problem } from '../../../schemas/problem.ts';
import { wantsJson } from '../../asked.ts';
import { done, markAnswer } from '../../respond.tsx';
import { route } from '../../route.ts';
import { ConfirmationDocument } from './confirmation-page.tsx';
import { submissionParams } from './inputs.ts';
import { detailJson, detailSchema } from './submission-json.ts';
import { submissionDetail } from './submission-model.ts';

export const confirmationRoutes = [
  route({
    method: 'get',
    path: '/submissions/:id/form',
    summary: {
      zh: '上报确认表：一页 A4，打印后签字盖章；带内容摘要和核对二维码',
      en: 'The confirmation form: one A4 page to print, sign and seal, with the content digest and a QR code',
    },
    who: 'signed-in',
    params: submissionParams,
    answer: detailSchema.extend({ verify_url: z.string() }),
    serve: async (asked) => {
      const { app, req, res, db, actor, params, page } = asked;
      const { detail, below } = await inScope(db, actor.unit_path, async (tx) => ({
        detail: await submissionDetail(tx, actor, params.id, app.now()),
        below: await countsBelow(tx, params.id),
      }));
      const { digest, counts } = detail.submission;
      if (digest === null || counts === null) throw problem('no-form-yet');
      const enter_url = `${req.protocol}://${req.get('host')}/verify`;
      const verify_url = `${enter_url}/${digest}`;
      if (wantsJson(req, res)) return done(asked, '', { ...detailJson(detail), verify_url });
      markAnswer(res);
      const form = { detail, below, counts, digest, verify_url, enter_url };
      res.type('html').send(`<!doctype html>${render(ConfirmationDocument({ form, page }))}`);
    },
  }),
];
