/** Undoing an applied set: what it would do, and asking for it. */
import { z } from 'zod';
import { keepRevert, lockRevertable } from '../../../database/reverts.ts';
import { inScope } from '../../../database/scope.ts';
import { uploadById } from '../../../database/uploads.ts';
import { countsOfInverse } from '../../../pipeline/inverse.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { idParams } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { changeSetJson, changeSetSchema } from '../change-sets/change-json.ts';
import { reasonOf, reasons } from '../change-sets/inputs.ts';
import { setAddress } from '../change-sets/set-address.ts';
import { headOf } from '../change-sets/set-head.ts';
import { setModel } from '../change-sets/set-model.ts';
import { revertJson, revertSchema } from './revert-json.ts';
import { plannedUndo, sizesOf } from './revert-model.ts';
import { RevertFragment, type RevertModel, RevertPage } from './revert-page.tsx';
import { words } from './words.ts';

type AskedOfSet = Asked<{ id: string }, unknown, unknown, Actor>;

async function revertModel({ app, db, actor, params }: AskedOfSet): Promise<RevertModel> {
  const inverse = await plannedUndo(db, actor, params.id);
  const { upload } = await inScope(db, actor.unit_path, (tx) => headOf(tx, actor, params.id, app.shrinkage));
  return {
    ...{ id: params.id, unit: upload.unit_name, receipt: upload.receipt },
    ...{ sizes: sizesOf(inverse), refused: inverse.refused },
  };
}

/** Answers the change set of the undo. What the registry does between the two looks makes the undo stale, not wrong. */
async function askForUndo({ db, actor, params }: AskedOfSet, reason: string | null): Promise<string> {
  const inverse = await plannedUndo(db, actor, params.id);
  const made = { inverse, counts: countsOfInverse(inverse) };
  return await inScope(db, actor.unit_path, async (tx) => {
    const original = await lockRevertable(tx, actor, params.id);
    const undo = await uploadById(tx, await keepRevert(tx, actor, original, made, reason));
    if (undo.change_set_id === null) throw new Error('an undo has no change set');
    return undo.change_set_id;
  });
}

export const revertRoutes = [
  route({
    method: 'get',
    path: '/change-sets/:id/revert',
    summary: {
      zh: '撤销之前：哪些恢复，哪些之后又被改过而不撤销',
      en: 'Before an undo: what would come back, and what later changes stand on',
    },
    who: 'signed-in',
    params: idParams,
    answer: revertSchema,
    serve: async (asked) => {
      respond(asked, {
        title: words.title,
        model: await revertModel(asked),
        page: RevertPage,
        fragment: RevertFragment,
        json: revertJson,
      });
    },
  }),
  route({
    method: 'post',
    path: '/change-sets/:id/revert',
    summary: {
      zh: '撤销已入库的变更：生成一份相反的变更，同样审核后入库',
      en: 'Undoes an applied set by a change set of its own, reviewed like any other; answers the new set',
    },
    who: 'signed-in',
    params: idParams,
    body: z.object(reasons),
    answer: changeSetSchema,
    status: 201,
    serve: async (asked) => {
      const { req, res, app, db, actor, body } = asked;
      const reason = reasonOf(body);
      if (reason === null) throw problem('reason-missing');
      const id = await askForUndo(asked, reason);
      const model = await setModel(db, actor, id, { page: 1 }, wantsJson(req, res), app.shrinkage);
      done(asked, setAddress(id), changeSetJson(model), 201);
    },
  }),
];
