/** The first page after sign-in: what this tier has to do now, before anything else. */
import type { WaitingUpload } from '../../../database/boards.ts';
import { isoTime } from '../../format.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { uploadJson } from '../uploads/upload-json.ts';
import { CountyHome } from './county-home.tsx';
import {
  type CountyModel,
  countyModel,
  type OverviewModel,
  overviewModel,
  type SchoolModel,
  schoolModel,
} from './models.ts';
import { OverviewHome } from './overview-home.tsx';
import { SchoolHome } from './school-home.tsx';
import { words } from './words.ts';

const queueJson = ({ waiting, total }: { waiting: readonly WaitingUpload[]; total: number }) => ({
  waiting: waiting.map((one) => ({ ...one, submitted_at: isoTime(one.submitted_at) })),
  total,
});

export const homeRoutes = [
  route({
    method: 'get',
    path: '/',
    summary: { zh: '首页：本级现在要做的事', en: 'The first page: what your tier has to do now' },
    who: 'signed-in',
    serve: async (asked) => {
      const { db, actor, page } = asked;
      if (actor.tier === 'school') {
        const json = (model: SchoolModel) => ({
          ...model,
          uploads: model.uploads.map((upload) => uploadJson(upload, actor, page.language)),
        });
        respond(asked, { title: words.title, model: await schoolModel(db, actor), page: SchoolHome, json });
      } else if (actor.tier === 'county') {
        const json = (model: CountyModel) => ({ ...model, queue: queueJson(model.queue) });
        respond(asked, { title: words.title, model: await countyModel(db, actor), page: CountyHome, json });
      } else {
        const json = (model: OverviewModel) => ({ ...model, queue: queueJson(model.queue) });
        respond(asked, {
          title: words.title,
          model: await overviewModel(db, actor),
          page: OverviewHome,
          json,
        });
      }
    },
  }),
];
