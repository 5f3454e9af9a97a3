/** The first page after sign-in: what this tier has to do now, before anything else. */
import { isoTime } from '../../format.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { boardJson, roundJson } from '../boards/board-json.ts';
import { uploadJson } from '../uploads/upload-json.ts';
import { CountyHome } from './county-home.tsx';
import { type AuthorityModel, authorityModel, type SchoolModel, schoolModel } from './models.ts';
import { OverviewHome } from './overview-home.tsx';
import { SchoolHome } from './school-home.tsx';
import { words } from './words.ts';

const authorityJson = ({ queue: { waiting, total }, board }: AuthorityModel) => ({
  queue: { waiting: waiting.map((one) => ({ ...one, submitted_at: isoTime(one.submitted_at) })), total },
  board: boardJson(board),
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
        const json = ({ running, uploads, ...rest }: SchoolModel) => ({
          ...rest,
          uploads: uploads.map((upload) => uploadJson(upload, actor, page.language)),
          round: roundJson(running),
        });
        const model = await schoolModel(db, actor, page.now);
        respond(asked, { title: words.title, model, page: SchoolHome, json });
      } else {
        const facts = { now: page.now, policy: app.shrinkage };
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
