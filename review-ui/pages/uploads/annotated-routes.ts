/** A file back to its sender with everything that was found in it marked at its place. */
import { appendEvent } from '../../../database/events.ts';
import { issuesOf } from '../../../database/issues.ts';
import { inScope } from '../../../database/scope.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { contextOf } from '../../../pipeline/context.ts';
import { remarksOn } from '../../../pipeline/review-remarks.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { mostRowsAnnotated } from '../../../schemas/desk.ts';
import { problem } from '../../../schemas/problem.ts';
import type { Asked } from '../../asked.ts';
import { idParams } from '../../inputs.ts';
import { route } from '../../route.ts';
import { xlsxType } from '../templates/routes.ts';
import { rejectedOf } from './rejected.ts';
import { sentFile } from './sent-file.ts';
import { words } from './words.ts';

type AnnotatedAsked = Asked<{ id: string }, unknown, unknown, Actor>;

/** More findings than any file of {@link mostRowsAnnotated} rows is likely to have; errors come before the rest. */
const mostFindings = 10 * mostRowsAnnotated;

export const annotatedRoutes = [
  route({
    method: 'get',
    path: '/uploads/:id/annotated.xlsx',
    summary: {
      zh: '本单位自己的表格，错误逐格标注；改好后可直接上传',
      en: "The uploader's own workbook with its errors marked; mended, it can be sent as it is",
    },
    who: 'signed-in',
    params: idParams,
    produces: xlsxType,
    serve: sendAnnotated,
  }),
];

/** The numbers in it are whole, since it goes back to who typed them, and to nobody else. */
function requireAnnotatable(upload: ShownUpload, actor: Actor): void {
  if (actor.unit_id !== upload.unit_id) throw problem('not-your-tier', { by: 'owner' });
  if (upload.state === 'received') throw problem('wrong-state', { state: 'received', action: 'annotate' });
  if (upload.counts === null) throw problem('nothing-to-annotate');
  if (upload.counts.rows > mostRowsAnnotated) throw tooLarge();
}

const tooLarge = () => problem('too-large-to-annotate', { limit: mostRowsAnnotated });

async function sendAnnotated({ app, db, actor, params, page, res }: AnnotatedAsked): Promise<void> {
  const { upload, bytes, facts, issues } = await inScope(db, actor.unit_path, async (tx) => {
    const found = await uploadById(tx, params.id);
    requireAnnotatable(found, actor);
    return {
      ...{ upload: found, ...(await sentFile(tx, found)) },
      issues: [
        ...(await issuesOf(tx, found.id, { limit: mostFindings })),
        ...remarksOn((await rejectedOf(tx, found, mostFindings)).changes),
      ],
    };
  });
  const context = contextOf(app, facts, app.now());
  const outcome = await app.desk.annotate(bytes, context, { issues, language: page.language });
  // The file was read before, so whatever it is refused for now is its size.
  if ('refused' in outcome) throw tooLarge();
  await inScope(db, actor.unit_path, (tx) =>
    appendEvent(tx, {
      account_id: actor.account_id,
      ...{ unit_id: upload.unit_id, unit_path: upload.unit_path, subject: 'upload', subject_id: upload.id },
      ...{ action: 'download-annotated', detail: { issues: issues.length } },
    }),
  );
  const name = upload.file_name.replace(/\.[^.]*$/, '');
  res.attachment(`${page.say(words.annotatedFile, { name })}.xlsx`);
  res.set('Cache-Control', 'no-store').type(xlsxType).send(Buffer.from(outcome.ok));
}
