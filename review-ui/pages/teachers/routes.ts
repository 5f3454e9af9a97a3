/** The registry: finding teachers within one's scope, and how each record came to be. */
import { z } from 'zod';
import { trailOfTeacher } from '../../../database/enrolment-trail.ts';
import { historyOf } from '../../../database/histories.ts';
import { rosterAsOf } from '../../../database/past-rosters.ts';
import { inScope } from '../../../database/scope.ts';
import { listTeachers, teacherById } from '../../../database/teachers.ts';
import { unitById } from '../../../database/units.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { type Moment, momentSchema } from '../../../schemas/moment.ts';
import { stages } from '../../../schemas/subject.ts';
import { statuses } from '../../../schemas/teacher-choices.ts';
import { type Asked, wantsFragment, wantsJson } from '../../asked.ts';
import { idParams, idSchema, offsetOf, oneOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { requirePast } from '../../moment.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { trailJson } from '../enrolments/trail.tsx';
import { PastRosterPage } from './past-roster-page.tsx';
import {
  historySchema,
  pastRosterSchema,
  pastTeacherJson,
  stepJson,
  stepsOf,
  teacherJson,
  teacherListSchema,
  teacherSchema,
} from './teacher-json.ts';
import { TeacherListPage } from './teacher-list-page.tsx';
import { anyTeacherJson, modelOf, nameOf } from './teacher-model.ts';
import { AnyTeacherPage } from './teacher-page.tsx';
import { words } from './words.ts';

const longestName_chars = 50;
const listQuery = z.object({
  page: pageNumber,
  name: optionalField(z.string().trim().max(longestName_chars)),
  stage: optionalField(oneOf(stages)),
  status: optionalField(oneOf(statuses)),
  unit: optionalField(idSchema),
  as_of: optionalField(momentSchema),
});

type ListQuery = z.infer<typeof listQuery>;
type AskedForList = Asked<unknown, ListQuery, unknown, Actor>;

const given = <T extends object>(facts: T) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

async function listNow(asked: AskedForList): Promise<void> {
  const { db, actor, query } = asked;
  const { name, stage, status } = query;
  const model = await inScope(db, actor.unit_path, async (tx) => {
    const unit = query.unit === undefined ? null : await unitById(tx, query.unit);
    const found = await listTeachers(tx, {
      ...given({ unit_path: unit?.path, name, stage, status }),
      ...{ limit: pageSize, offset: offsetOf(query.page) },
    });
    return { ...found, unit: unit && { id: unit.id, name: unit.name } };
  });
  respond(asked, {
    title: words.title,
    model: { ...model, query },
    page: TeacherListPage,
    json: ({ teachers, total, is_more }) => ({
      ...{ total, is_more, page: query.page },
      teachers: teachers.map(teacherJson),
    }),
  });
}

/** Everybody listed was in service then, so a status narrows nothing. */
async function listThen(asked: AskedForList, moment: Moment): Promise<void> {
  const { db, actor, query, page } = asked;
  requirePast(moment, page, 'as_of');
  const { name, stage } = query;
  const model = await inScope(db, actor.unit_path, async (tx) => {
    const unit = await unitById(tx, query.unit ?? actor.unit_id);
    const wish = { area: unit.path, moment, limit: pageSize, offset: offsetOf(query.page) };
    const found = await rosterAsOf(tx, { ...wish, ...given({ name, stage }) });
    return { ...found, moment, unit: { id: unit.id, name: unit.name } };
  });
  respond(asked, {
    title: words.pastTitle,
    model: { ...model, query: { page: query.page, name, stage } },
    page: PastRosterPage,
    json: ({ teachers, total }) => ({
      ...{ as_of: moment.text, total, page: query.page },
      teachers: teachers.map(pastTeacherJson),
    }),
  });
}

export const teacherRoutes = [
  route({
    method: 'get',
    path: '/teachers',
    summary: {
      zh: '辖区内的教师，按姓名、学段、状态、单位查找；号码已遮盖。?as_of= 为当时的在职名册',
      en: 'Teachers in scope, by name, stage, status or unit; numbers are masked. ?as_of= for who was in service then',
    },
    who: 'signed-in',
    query: listQuery,
    answer: z.union([teacherListSchema, pastRosterSchema]),
    serve: (asked) => (asked.query.as_of === undefined ? listNow(asked) : listThen(asked, asked.query.as_of)),
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
        json: ({ teachers, total, is_more }) => ({
          teachers: teachers.map(teacherJson),
          total,
          is_more,
          page: 1,
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/teachers/:id',
    summary: {
      zh: '一位教师；?as_of= 为当时的登记信息，后来调走的也可查看',
      en: 'One teacher; ?as_of= as registered then, also for who has moved away since',
    },
    who: 'signed-in',
    params: idParams,
    query: z.object({ as_of: optionalField(momentSchema) }),
    answer: teacherSchema,
    serve: async (asked) => {
      const { db, actor, params, query, page } = asked;
      requirePast(query.as_of, page, 'as_of');
      const model = await inScope(db, actor.unit_path, (tx) => modelOf(tx, params.id, query.as_of));
      respond(asked, { title: nameOf(model), model, page: AnyTeacherPage, json: anyTeacherJson });
    },
  }),
  route({
    method: 'get',
    path: '/teachers/:id/history',
    summary: {
      zh: '一位教师的各个版本：谁、何时、来自哪份文件的哪一行、改了什么；以及报名的每一步',
      en: 'The versions of a teacher: who, when, from which file and row, and what changed; and each step of enrolment',
    },
    who: 'signed-in',
    params: idParams,
    answer: historySchema,
    serve: async (asked) => {
      const { req, res, db, actor, params } = asked;
      const { revisions, steps } = await inScope(db, actor.unit_path, async (tx) => {
        const { id } = await teacherById(tx, params.id);
        return { revisions: await historyOf(tx, id), steps: await trailOfTeacher(tx, id) };
      });
      if (!wantsJson(req, res)) return done(asked, `/teachers/${params.id}#history`, null);
      done(asked, '', {
        ...{ id: params.id, revisions: stepsOf(revisions).map(stepJson) },
        enrolments: trailJson(steps),
      });
    },
  }),
];
