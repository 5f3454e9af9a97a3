/** Uploads: sending a file in, seeing what became of it, and the school's word on it. */
import { z } from 'zod';
import { causesOf, issuesOf } from '../../../database/issues.ts';
import { requireStillOpen } from '../../../database/organisations.ts';
import { inScope, type Scoped } from '../../../database/scope.ts';
import { requireTakesFiles } from '../../../database/submission-locks.ts';
import { requireTakenIn } from '../../../database/unit-windows.ts';
import { heldUnitById } from '../../../database/units.ts';
import {
  listUploads,
  receiveUpload,
  retryUpload,
  uploadById,
  withdrawUpload,
} from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { type FormTemplate, formSenders, isFormTemplate } from '../../../schemas/form.ts';
import { type Severity, severities } from '../../../schemas/issue.ts';
import { problem } from '../../../schemas/problem.ts';
import { templateIds } from '../../../schemas/sheets.ts';
import { type Tier, tierOfKind, type UnitFacts } from '../../../schemas/unit.ts';
import { type UploadState, uploadStates } from '../../../schemas/upload-lifecycle.ts';
import type { Asked } from '../../asked.ts';
import { idParams, idSchema, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { submitAny } from '../forms/submit.ts';
import {
  issueJson,
  issueListSchema,
  sinceJson,
  uploadJson,
  uploadListSchema,
  uploadSchema,
} from './upload-json.ts';
import { UploadListPage } from './upload-list-page.tsx';
import { matching, uploadModel } from './upload-model.ts';
import { UploadFragment, UploadPage } from './upload-page.tsx';
import { words } from './words.ts';

const severity = z
  .enum(severities as [Severity, ...Severity[]])
  .optional()
  .catch(undefined);
const rule = z.string().max(80).optional().catch(undefined);
const issueQuery = z.object({ page: pageNumber, severity, rule });
const listQuery = z.object({
  page: pageNumber,
  state: z
    .enum(uploadStates as [UploadState, ...UploadState[]])
    .optional()
    .catch(undefined),
  unit: optionalField(idSchema),
});

const form = z.object({
  template: optionalField(z.enum(templateIds)),
  campaign: optionalField(idSchema),
  unit: optionalField(idSchema),
});

/** By its name alone, to say where it belongs: what is in it is nobody's business here. */
const isZip = (name: string): boolean => /\.zip$/i.test(name);

function requireCollecting(unit: UnitFacts, fileName: string): void {
  if (tierOfKind[unit.kind] === 'school') return;
  throw isZip(fileName)
    ? problem('bundle-sent-as-file')
    : problem('unit-not-collecting', { unit: unit.name });
}

/** A form speaks for the unit of whoever sends it, and for no other. */
function requireSender(actor: Actor, unit: UnitFacts, template: FormTemplate): void {
  const senders: readonly Tier[] = formSenders[template];
  if (!senders.includes(actor.tier)) throw problem('not-your-tier', { by: senders.join(' ') });
  if (unit.id !== actor.unit_id) throw problem('not-your-tier', { by: 'owner' });
}

/** The upload after something was done to it, as JSON or by way of its page. */
async function showUpload(asked: Asked<{ id: string }, unknown, unknown, Actor>): Promise<void> {
  const upload = await inScope(asked.db, asked.actor.unit_path, (tx) => uploadById(tx, asked.params.id));
  noteUpload(asked, upload);
  done(asked, `/uploads/${upload.id}`, uploadJson(upload, asked.actor, asked.page.language));
}

/** The log can then be searched for a receipt, from the request to the verdict. */
function noteUpload({ res }: Pick<Asked, 'res'>, { id, receipt }: { id: string; receipt: string }): void {
  res.locals.about = { upload_id: id, receipt };
}

/** A file that came to nothing before its unit gave its word is not taken up again while that holds. */
async function requireWork(tx: Scoped, id: string, now: Date): Promise<void> {
  const { unit_id, unit_name, template, reverts } = await uploadById(tx, id);
  if (reverts !== null || template === null) return;
  await requireTakesFiles(tx, { id: unit_id, name: unit_name }, template, now);
}

const act = (action: 'submit' | 'withdraw' | 'recheck' | 'retry', zh: string, en: string) =>
  route({
    method: 'post',
    path: `/uploads/:id/${action}`,
    summary: { zh, en },
    who: 'signed-in',
    params: idParams,
    answer: uploadSchema,
    serve: async (asked) => {
      const { app, db, actor, params } = asked;
      await inScope(db, actor.unit_path, async (tx) => {
        if (action !== 'withdraw') await requireWork(tx, params.id, app.now());
        if (action === 'submit') return submitAny(tx, actor, params.id);
        if (action === 'withdraw') return withdrawUpload(tx, actor, params.id);
        return retryUpload(tx, actor, params.id, action);
      });
      await showUpload(asked);
    },
  });

export const uploadRoutes = [
  route({
    method: 'post',
    path: '/uploads',
    summary: {
      zh: '上传表格，立即得到回执；同样的内容再次上传得到同一回执',
      en: 'Send a workbook and get a receipt at once; the same bytes again answer the same upload',
    },
    who: 'signed-in',
    multipart: true,
    body: form,
    answer: uploadSchema,
    status: 201,
    serve: async (asked) => {
      const { db, actor, body, file, page } = asked;
      if (file === null) throw problem('file-missing');
      // Never left open: the check would fill it in, and the same bytes sent again would look like another upload.
      const { template = 'teacher' } = body;
      const upload = await inScope(db, actor.unit_path, async (tx) => {
        const unit = await heldUnitById(tx, body.unit ?? actor.unit_id);
        if (isFormTemplate(template)) requireSender(actor, unit, template);
        else requireCollecting(unit, file.name);
        await requireStillOpen(tx, unit);
        const received = await receiveUpload(tx, actor, {
          unit,
          template,
          campaign_id: body.campaign ?? null,
          file_name: file.name,
          bytes: file.bytes,
          received_at: page.now,
        });
        // The same bytes again ask for their receipt, also after the deadline that the first ones met; a new file out of time, or of a
        // unit that has given its word, is not kept.
        if (received.repeated) return received.upload;
        await requireTakesFiles(tx, unit, template, page.now);
        await requireTakenIn(tx, template, [unit], page.now, body.campaign);
        return received.upload;
      });
      noteUpload(asked, upload);
      done(asked, `/uploads/${upload.id}`, uploadJson(upload, actor, page.language), 201);
    },
  }),
  route({
    method: 'get',
    path: '/uploads',
    summary: { zh: '辖区内的上传记录，新的在前', en: 'Uploads in scope, newest first' },
    who: 'signed-in',
    query: listQuery,
    answer: uploadListSchema,
    serve: async (asked) => {
      const { db, actor, query, page } = asked;
      const { uploads, total } = await inScope(db, actor.unit_path, (tx) =>
        listUploads(tx, {
          ...(query.state === undefined ? {} : { states: [query.state] }),
          ...(query.unit === undefined ? {} : { unit_id: query.unit }),
          limit: pageSize,
          offset: offsetOf(query.page),
        }),
      );
      respond(asked, {
        title: words.title,
        model: { uploads, total, query },
        page: UploadListPage,
        json: () => ({
          uploads: uploads.map((upload) => uploadJson(upload, actor, page.language)),
          total,
          page: query.page,
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/uploads/:id',
    summary: {
      zh: '一份上传文件：进度、结果、可做的事',
      en: 'One upload: its progress, its result, what may be done',
    },
    who: 'signed-in',
    params: idParams,
    query: issueQuery,
    answer: uploadSchema,
    serve: async (asked) => {
      const { actor, page } = asked;
      const model = await uploadModel(asked, asked.params.id, asked.query);
      respond(asked, {
        title: page.say(words.one, { receipt: model.upload.receipt }),
        model,
        page: UploadPage,
        fragment: UploadFragment,
        json: ({ upload, since }) => ({ ...uploadJson(upload, actor, page.language), ...sinceJson(since) }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/uploads/:id/issues',
    summary: { zh: '检查发现的问题，每页 50 条', en: 'Findings of the check, 50 a page' },
    who: 'signed-in',
    params: idParams,
    query: issueQuery,
    answer: issueListSchema,
    serve: async (asked) => {
      const { db, actor, query, page, params, res } = asked;
      const { severity, rule } = query;
      const found = await inScope(db, actor.unit_path, async (tx) => {
        const { id } = await uploadById(tx, params.id);
        const filter = {
          ...(rule === undefined ? {} : { rule }),
          ...(severity === undefined ? {} : { severity }),
        };
        const issues = await issuesOf(tx, id, { ...filter, limit: pageSize, offset: offsetOf(query.page) });
        return { issues, total: matching(await causesOf(tx, id), query) };
      });
      res.set('Cache-Control', 'no-store').json({
        issues: found.issues.map((issue) => issueJson(issue, page.language)),
        total: found.total,
        page: query.page,
      });
    },
  }),
  act('submit', '提交审核', 'Submit to the reviewer'),
  act('withdraw', '撤回提交', 'Withdraw what was submitted'),
  act('recheck', '重新检查', 'Check again'),
  act('retry', '失败后重试', 'Try again after a failure'),
];
