/** The answer to whoever decides second: 409, with the rows as they stand now, in place or as JSON. */
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { type Asked, wantsFragment, wantsJson } from '../../asked.ts';
import { Notice } from '../../parts/notice.tsx';
import { problemText } from '../../problem-words.ts';
import { problemBody } from '../../problems.tsx';
import { document, markAnswer, respond } from '../../respond.tsx';
import { changeJson } from './change-json.ts';
import { ChangePage } from './change-page.tsx';
import { someChanges } from './one-change.ts';
import { RowFragment } from './row-fragment.tsx';
import { words } from './words.ts';

type Late = Pick<
  Asked<{ id: string }, unknown, unknown, Actor>,
  'req' | 'res' | 'app' | 'db' | 'actor' | 'page' | 'params'
>;

/** @param ids of the changes that were to be decided @param back page that the row stands on */
export async function answerNewer(
  asked: Late,
  refusal: Problem,
  ids: readonly string[],
  back: string,
): Promise<void> {
  const { req, res, app, db, actor, page, params } = asked;
  const newer = await inScope(db, actor.unit_path, (tx) =>
    someChanges(tx, actor, params.id, ids, app.shrinkage),
  );
  const [first] = newer;
  if (first === undefined) throw refusal;
  const text = problemText(refusal, page.language);
  markAnswer(res);
  res.status(refusal.status);
  if (wantsJson(req, res)) {
    const changes = newer.map((model) => changeJson(model.change, model));
    res.type('application/problem+json').send(JSON.stringify({ ...problemBody(refusal, text), changes }));
  } else if (wantsFragment(req)) {
    const here = { ...page, here: back.replace(/#.*$/, '') };
    const view = { title: words.title, model: { ...first, said: text }, page: RowFragment };
    respond({ req, res, page: here }, { ...view, status: refusal.status });
  } else {
    const content = (
      <>
        <Notice tone="warning" urgent>
          <p>{text}</p>
        </Notice>
        {ChangePage(first, page)}
      </>
    );
    res.type('html').send(document(page, first.change.name, content));
  }
}
