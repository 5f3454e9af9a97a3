/** Two moments of a unit or an area compared: as a page, as JSON, and as a file. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { appendEvent } from '../../../database/events.ts';
import { inScope } from '../../../database/scope.ts';
import { comparisonCsv } from '../../../pipeline/write/comparison.ts';
import { type Moment, momentOf, momentSchema } from '../../../schemas/moment.ts';
import { differenceKindOrder } from '../../../schemas/roster-comparison.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';
import { requirePast } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { comparisonJson, comparisonSchema } from './comparison-json.ts';
import { type ComparisonModel, compared, pageOf } from './comparison-model.ts';
import { ComparisonPage } from './comparison-page.tsx';
import { words } from './words.ts';

const moments = {
  from: optionalField(momentSchema),
  to: optionalField(momentSchema),
  /** Where the form of the teachers' list says since when. */
  as_of: optionalField(momentSchema),
  unit: optionalField(idSchema),
};

interface AskedMoments {
  readonly from?: Moment | undefined;
  readonly to?: Moment | undefined;
  readonly as_of?: Moment | undefined;
}

/** From when until when; until now unless said. Null as long as nobody said since when. */
function pairOf({ from, to, as_of }: AskedMoments, page: PageContext): { from: Moment; to: Moment } | null {
  requirePast(from, page, 'from');
  requirePast(to, page, 'to');
  const since = from ?? as_of;
  const until = to ?? momentOf(page.day(page.now));
  return since === undefined || until === null ? null : { from: since, to: until };
}

export const comparisonRoutes = [
  route({
    method: 'get',
    path: '/teachers/compare',
    summary: {
      zh: '比较一个单位或区域的两个时点（?from=&to=&unit=）：各类人数和逐人不同之处',
      en: 'Two moments of a unit or an area (?from=&to=&unit=): counts, and what differs for whom',
    },
    who: 'signed-in',
    query: z.object({ ...moments, kind: optionalField(z.enum(differenceKindOrder)), page: pageNumber }),
    answer: comparisonSchema.nullable(),
    serve: async (asked) => {
      const { db, actor, query, page } = asked;
      const pair = pairOf(query, page);
      const unit_id = query.unit ?? actor.unit_id;
      const model = await inScope(db, actor.unit_path, async (tx): Promise<ComparisonModel> => {
        const facts = { unit_id, kind: query.kind, page: query.page };
        if (pair === null) return { ...facts, compared: null, shown: [], total: 0 };
        const found = await compared(tx, { unit_id, ...pair });
        return { ...facts, compared: found, ...pageOf(found, query.kind, query.page) };
      });
      respond(asked, { title: words.title, model, page: ComparisonPage, json: comparisonJson });
    },
  }),
  route({
    method: 'get',
    path: '/teachers/compare.csv',
    summary: {
      zh: '两个时点的不同之处（.csv，号码已遮盖）',
      en: 'What differs between two moments (.csv, numbers masked)',
    },
    who: 'signed-in',
    query: z.object({ ...moments, from: momentSchema }),
    produces: 'text/csv; charset=utf-8',
    serve: async ({ db, actor, query, page, res }) => {
      const pair = pairOf(query, page);
      if (pair === null) return;
      const { unit_id, unit_path, account_id } = actor;
      const found = await inScope(db, unit_path, async (tx) => {
        const result = await compared(tx, { unit_id: query.unit ?? unit_id, ...pair });
        const { from, to, unit, differences } = result;
        await appendEvent(tx, {
          ...{ account_id, unit_id, unit_path, subject: 'comparison-export', subject_id: unit.id },
          action: 'finish',
          detail: { from: from.text, to: to.text, rows: differences.length },
        });
        return result;
      });
      const name = { unit: found.unit.name, from: page.day(pair.from.begins), to: page.day(pair.to.begins) };
      res.attachment(`${page.say(words.file, name)}.csv`);
      res.set('Cache-Control', 'no-store');
      await pipeline(Readable.from(comparisonCsv(found.differences)), res);
    },
  }),
];
