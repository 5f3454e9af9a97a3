/** The registry: finding teachers within one's scope, and how each record came to be. */
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { historyOf, listTeachers, type Revision, teacherById } from '../../../database/teachers.ts';
import { unitById } from '../../../database/units.ts';
import { type Stage, stages } from '../../../schemas/subject.ts';
import { statuses } from '../../../schemas/teacher-choices.ts';
import { wantsFragment, wantsJson } from '../../asked.ts';
import { formatsOf } from '../../format.ts';
import { idParams, idSchema, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import {
  historySchema,
  maskedRecord,
  stepJson,
  stepsOf,
  teacherJson,
  teacherListSchema,
  teacherSchema,
} from './teacher-json.ts';
import { TeacherListPage } from './teacher-list-page.tsx';
import { TeacherPage } from './teacher-page.tsx';
import { words } from './words.ts';

const longestName_chars = 50;
const listQuery = z.object({
  page: pageNumber,
  name: optionalField(z.string().trim().max(longestName_chars)),
  stage: optionalField(z.enum(stages.map(({ value }) => value) as [Stage, ...Stage[]])),
  status: optionalField(z.enum(statuses.map(({ value }) => value) as [string, ...string[]])),
  unit: optionalField(idSchema),
});

const day = z.iso.date();
/** The version that held at the end of a day in Asia/Shanghai; revisions come newest first. */
const heldOn = (revisions: readonly Revision[], asked: string): Revision | null =>
  revisions.find((revision) => formatsOf('zh').day(revision.made_at) <= asked) ?? null;

export const teacherRoutes = [
  route({
    method: 'get',
    path: '/teachers',
    summary: {
      zh: '辖区内的教师，按姓名、学段、状态、单位查找；号码已遮盖',
      en: 'Teachers in scope, by name, stage, status or unit; numbers are masked',
    },
    who: 'signed-in',
    query: listQuery,
    answer: teacherListSchema,
    serve: async (asked) => {
      const { db, actor, query } = asked;
      const { name, stage, status } = query;
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const unit = query.unit === undefined ? null : await unitById(tx, query.unit);
        const found = await listTeachers(tx, {
          ...(unit === null ? {} : { unit_path: unit.path }),
          ...(name ? { name } : {}),
          ...(stage === undefined ? {} : { stage }),
          ...(status === undefined ? {} : { status }),
          ...{ limit: pageSize, offset: offsetOf(query.page) },
        });
        return { ...found, unit: unit && { id: unit.id, name: unit.name } };
      });
      respond(asked, {
        title: words.title,
        model: { ...model, query },
        page: TeacherListPage,
        json: ({ teachers, total }) => ({ teachers: teachers.map(teacherJson), total, page: query.page }),
      });
    },
  }),
  route({
    method: 'post',
    path: '/teachers/search',
    summary: {
      zh: '按完整证件号码查找；号码只在请求正文中',
      en: 'Find by a whole document number, which travels in the body alone',
    },
    who: 'signed-in',
    body: z.object({ id_number: z.string().trim().toUpperCase().min(5).max(30) }),
    answer: teacherListSchema,
    serve: async (asked) => {
      const { req, res, db, actor, body } = asked;
      const found = await inScope(db, actor.unit_path, (tx) =>
        listTeachers(tx, { id_number: body.id_number, limit: pageSize }),
      );
      const [first] = found.teachers;
      if (first && found.total === 1 && !wantsJson(req, res) && !wantsFragment(req)) {
        return done(asked, `/teachers/${first.id}`, null);
      }
      respond(asked, {
        title: words.title,
        model: { ...found, query: { page: 1 }, unit: null },
        page: TeacherListPage,
        json: ({ teachers, total }) => ({ teachers: teachers.map(teacherJson), total, page: 1 }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/teachers/:id',
    summary: {
      zh: '一位教师；?as_of=YYYY-MM-DD 为当天结束时的登记信息',
      en: 'One teacher; ?as_of=YYYY-MM-DD as registered at the end of that day',
    },
    who: 'signed-in',
    params: idParams,
    query: z.object({ as_of: optionalField(day) }),
    answer: teacherSchema,
    serve: async (asked) => {
      const { db, actor, params, query } = asked;
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const teacher = await teacherById(tx, params.id);
        const revisions = await historyOf(tx, teacher.id);
        const asOf =
          query.as_of === undefined ? null : { day: query.as_of, revision: heldOn(revisions, query.as_of) };
        return { teacher, revisions, asOf };
      });
      respond(asked, {
        title: model.teacher.record.name ?? '',
        model,
        page: TeacherPage,
        json: ({ teacher, asOf }) => ({
          ...teacherJson(teacher),
          ...(asOf?.revision
            ? { version: asOf.revision.version, ...maskedRecord(asOf.revision.record) }
            : {}),
          ...(asOf ? { as_of: asOf.day, registered: asOf.revision !== null } : {}),
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/teachers/:id/history',
    summary: {
      zh: '一位教师的各个版本：谁、何时、来自哪份文件的哪一行、改了什么',
      en: 'The versions of a teacher: who, when, from which file and row, and what changed',
    },
    who: 'signed-in',
    params: idParams,
    answer: historySchema,
    serve: async (asked) => {
      const { req, res, db, actor, params } = asked;
      const revisions = await inScope(db, actor.unit_path, async (tx) => {
        const { id } = await teacherById(tx, params.id);
        return historyOf(tx, id);
      });
      if (!wantsJson(req, res)) return done(asked, `/teachers/${params.id}#history`, null);
      done(asked, '', { id: params.id, revisions: stepsOf(revisions).map(stepJson) });
    },
  }),
];
