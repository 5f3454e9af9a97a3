/** Mending: rows that need a look, one cell or one row at a time, everything certain at once, and taking it back. */
import { issuesOfRows } from '../../../database/issues.ts';
import { certainRepairs } from '../../../database/mending.ts';
import { inScope } from '../../../database/scope.ts';
import { uploadById } from '../../../database/uploads.ts';
import { columnOf } from '../../../pipeline/text.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Asked, wantsFragment } from '../../asked.ts';
import { idParams } from '../../inputs.ts';
import { localPath } from '../../local-path.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { uploadJson, uploadSchema } from '../uploads/upload-json.ts';
import { cellsAddress } from './cells-address.ts';
import { cellsJson, cellsSchema, mendedJson, mendedSchema } from './cells-json.ts';
import { cellsModel, oneRow, remainingOf } from './cells-model.ts';
import { CellsPage } from './cells-page.tsx';
import { cellBody, cellsQuery, repairBody, rowBody, undoBody } from './inputs.ts';
import { mend, requireMendable, rowsOfFile, undo } from './mend.ts';
import { rowEdits } from './row-edits.ts';
import { RowFragment } from './row-fragment.tsx';
import { words } from './words.ts';

type AskedOfOne<B> = Asked<{ id: string }, unknown, B, Actor>;

/** The row after it was mended: as a row for htmx, as JSON, or by way of the page. */
async function showRow(
  asked: AskedOfOne<unknown>,
  number: number,
  { shown = '', back }: { readonly shown?: string; readonly back?: string | undefined } = {},
): Promise<void> {
  const { req, db, actor, params } = asked;
  const row = await oneRow(asked, params.id, number);
  const remaining = await remainingOf(db, actor, params.id);
  const here = back === undefined ? cellsAddress(params.id) : localPath(back);
  if (!wantsFragment(req)) return done(asked, here, mendedJson(remaining, row, actor, asked.page.language));
  // The row's next form leads back to the page it stands on, not to this address.
  const page = { ...asked.page, here: here.replace(/#.*$/, '') };
  const model = { number, row, remaining, shown: shown.split(' ').filter((field) => field !== '') };
  respond({ ...asked, page }, { title: words.title, model, page: RowFragment });
}

/** The upload after all of it was mended or taken back, as JSON or by way of the page that asked. */
async function showUpload(asked: AskedOfOne<{ back?: string | undefined }>): Promise<void> {
  const { db, actor, params, body, page } = asked;
  const upload = await inScope(db, actor.unit_path, (tx) => uploadById(tx, params.id));
  const back = body.back === undefined ? `/uploads/${params.id}` : localPath(body.back);
  done(asked, back, uploadJson(upload, actor, page.language));
}

export const cellRoutes = [
  route({
    method: 'get',
    path: '/uploads/:id/cells',
    summary: {
      zh: '在线修改：有问题的行，每页 50 行；?find= 查找任意一行',
      en: 'Rows to mend, 50 a page; ?find= for any row of the file',
    },
    who: 'signed-in',
    params: idParams,
    query: cellsQuery,
    answer: cellsSchema,
    serve: async (asked) => {
      const model = await cellsModel(asked, asked.params.id, asked.query);
      respond(asked, {
        title: words.title,
        model,
        page: CellsPage,
        json: (all) => cellsJson(all, asked.actor, asked.page.language),
      });
    },
  }),
  route({
    method: 'patch',
    path: '/uploads/:id/cells',
    summary: {
      zh: '改一个单元格，立即重新检查；返回该行的问题',
      en: 'Mends one cell and checks at once; answers with what is found in its row now',
    },
    who: 'signed-in',
    params: idParams,
    body: cellBody,
    answer: mendedSchema,
    serve: async (asked) => {
      const { params, body } = asked;
      const { sheet, row, column: letters, value } = body;
      const { table } = await rowsOfFile(asked, params.id, { rows: [row] });
      const column = columnOf(letters);
      const isThere = table?.sheet === sheet && Object.values(table.columns).includes(column);
      if (!isThere || table.rows.length === 0) {
        throw problem('no-such-cell', { cell: `${sheet}!${letters}${row}` });
      }
      await mend(asked, params.id, [{ sheet, row, column, text: value }]);
      await showRow(asked, row);
    },
  }),
  route({
    method: 'post',
    path: '/uploads/:id/cells',
    summary: {
      zh: '改一行：cell.字段 为新内容；remove 删除该行；use 采用一个建议值',
      en: 'Mends a row: cell.FIELD is its new text; remove takes it out; use takes a proposal',
    },
    who: 'signed-in',
    params: idParams,
    body: rowBody,
    answer: mendedSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      const { table } = await rowsOfFile(asked, params.id, { rows: [body.row] });
      if (table === null) throw problem('no-such-cell', { cell: String(body.row) });
      const [row] = table.rows;
      const issues = await inScope(db, actor.unit_path, (tx) => issuesOfRows(tx, params.id, [body.row]));
      const edits = rowEdits(body, table, row, issues);
      if (edits.length > 0) await mend(asked, params.id, edits);
      await showRow(asked, body.row, body);
    },
  }),
  route({
    method: 'post',
    path: '/uploads/:id/repairs',
    summary: {
      zh: '一键修复所有有把握的问题，或只修复一类',
      en: 'Carries out every certain repair, or those of one rule',
    },
    who: 'signed-in',
    params: idParams,
    body: repairBody,
    answer: uploadSchema,
    serve: async (asked) => {
      const { db, actor, params, body } = asked;
      const edits = await inScope(db, actor.unit_path, async (tx) => {
        requireMendable(await uploadById(tx, params.id), actor);
        return await certainRepairs(tx, params.id, body.rule);
      });
      if (edits.length === 0) throw problem('nothing-to-repair');
      await mend(asked, params.id, edits);
      await showUpload(asked);
    },
  }),
  route({
    method: 'post',
    path: '/uploads/:id/cells/undo',
    summary: { zh: '撤销最近一步修改', en: 'Takes back the last step of mending' },
    who: 'signed-in',
    params: idParams,
    body: undoBody,
    answer: uploadSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      await inScope(db, actor.unit_path, async (tx) =>
        requireMendable(await uploadById(tx, params.id), actor),
      );
      await undo(asked, params.id);
      await showUpload(asked);
    },
  }),
];
