/** The first page after sign-in: what this tier has to do now, before anything else. */
import { submissionId } from '../../../schemas/submission.ts';
import { isoTime } from '../../format.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { boardJson, roundJson } from '../boards/board-json.ts';
import type { OwnSubmission } from '../submissions/submission-model.ts';
import { uploadJson } from '../uploads/upload-json.ts';
import { CountyHome } from './county-home.tsx';
import { type AuthorityModel, authorityModel, type SchoolModel, schoolModel } from './models.ts';
import { OverviewHome } from './overview-home.tsx';
import { SchoolHome } from './school-home.tsx';
import { words } from './words.ts';

/** How the caller's own submission stands; its address says the rest. */
const ownJson = (own: OwnSubmission | null) =>
  own && { id: submissionId(own.submission), state: own.submission.state };

const authorityJson = ({ queue: { waiting, total }, board, own }: AuthorityModel) => ({
  queue: { waiting: waiting.map((one) => ({ ...one, submitted_at: isoTime(one.submitted_at) })), total },
  board: boardJson(board),
  submission: ownJson(own),
});

export const homeRoutes = [
  route({
    method: 'get',
    path: '/',
    summary: { zh: '首页：本级现在要做的事', en: 'The first page: what your tier has to do now' },
    who: 'signed-in',
    serve: async (asked) => {
      const { app, db, actor, page } = asked;
      if (actor.tier === 'school') {
        const json = ({ round, uploads, own, ...rest }: SchoolModel) => ({
          ...rest,
          uploads: uploads.map((upload) => uploadJson(upload, actor, page.language)),
          round: roundJson(round),
          submission: ownJson(own),
        });
        const model = await schoolModel(db, actor, { now: page.now, policy: app.shrinkage });
        respond(asked, { title: words.title, model, page: SchoolHome, json });
      } else {
        const facts = { now: page.now, policy: app.shrinkage, progress: app.progress };
        respond(asked, {
          title: words.title,
          model: await authorityModel(db, actor, facts),
          page: actor.tier === 'county' ? CountyHome : OverviewHome,
          json: authorityJson,
        });
      }
    },
  }),
];
