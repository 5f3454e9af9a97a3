/** What the page of one teacher shows: as registered now, at a moment, or at a moment of her time here when she is elsewhere now. */
import { trailOfTeacher } from '../../../database/enrolment-trail.ts';
import { historyOf, type Revision } from '../../../database/histories.ts';
import { teacherAsOf } from '../../../database/past-rosters.ts';
import { revealsOf } from '../../../database/reveals.ts';
import type { Scoped } from '../../../database/scope.ts';
import { findTeacher } from '../../../database/teachers.ts';
import { openTransferOf } from '../../../database/transfers.ts';
import type { Moment } from '../../../schemas/moment.ts';
import { problem } from '../../../schemas/problem.ts';
import { maskedRecord, pastTeacherJson, teacherJson } from './teacher-json.ts';
import type { FormerTeacherModel, TeacherModel } from './teacher-page.tsx';

/** Shown of who saw the numbers; the search of the audit trail holds all. */
export const recentReveals = 20;

/** The version that held at the moment; revisions come newest first. */
const heldAt = (revisions: readonly Revision[], { until }: Moment): Revision | null =>
  revisions.find((revision) => revision.made_at < until) ?? null;

/** Throws `not-found` for who is not in scope now, nor was at the moment. */
export async function modelOf(
  tx: Scoped,
  id: string,
  moment: Moment | undefined,
): Promise<TeacherModel | FormerTeacherModel> {
  const teacher = await findTeacher(tx, id);
  if (teacher !== null) {
    const revisions = await historyOf(tx, id);
    const transfer = await openTransferOf(tx, id);
    return {
      teacher,
      revisions,
      enrolments: await trailOfTeacher(tx, id),
      transfer,
      ...{ numbers: null, reveals: await revealsOf(tx, id, recentReveals) },
      asOf: moment ? { moment, revision: heldAt(revisions, moment) } : null,
    };
  }
  if (moment === undefined) throw problem('not-found');
  const former = await teacherAsOf(tx, id, moment);
  const revisions = (await historyOf(tx, id)).filter(({ version }) => version <= former.version);
  return { former, moment, revisions };
}

export const nameOf = (model: TeacherModel | FormerTeacherModel): string =>
  ('former' in model ? model.former : model.teacher).record.name ?? '';

export function anyTeacherJson(model: TeacherModel | FormerTeacherModel): unknown {
  if ('former' in model) {
    const { made_at, ...former } = pastTeacherJson(model.former);
    const as_of = model.moment.text;
    return { ...former, verified_at: null, updated_at: made_at, as_of, registered: true, is_elsewhere: true };
  }
  const { teacher, asOf } = model;
  if (asOf === null) return teacherJson(teacher);
  const { moment, revision } = asOf;
  return {
    ...teacherJson(teacher),
    ...(revision === null
      ? {}
      : {
          version: revision.version,
          unit: { id: revision.unit_id, name: revision.unit_name },
          ...maskedRecord(revision.record),
        }),
    ...{ as_of: moment.text, registered: revision !== null },
  };
}
