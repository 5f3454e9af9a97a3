/** What is done about an enrolment is read back step by step, by whoever may see where it was done. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { excuseTeachers } from '../../database/enrolment-excuses.ts';
import { enrolmentLines } from '../../database/enrolment-list.ts';
import { trailOfTeacher } from '../../database/enrolment-trail.ts';
import { enrol } from '../../database/enrolments.ts';
import { moveTeachers } from '../../database/moves.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Subject } from '../../schemas/subject.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let campaign: Campaign;
let teacher: string;
const now = new Date('2022-07-07T09:00:00+08:00');
const late = new Date('2022-08-01T09:00:00+08:00');

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  campaign = await openEnrolment(db, places, now);
  [teacher = ''] = await enrolTeachers(db, places.school, [teacherRecord(1)]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const take = ({ actor, unit }: Place, subject: Subject, at = now) =>
  inScope(db, actor.unit_path, (tx) =>
    enrol(tx, actor, campaign, unit, [{ teacher_id: teacher, stage: '小学', subject }], { at }),
  );
const excuse = ({ actor, unit }: Place, at = now) =>
  inScope(db, actor.unit_path, (tx) =>
    excuseTeachers(tx, actor, campaign, unit, [{ teacher_id: teacher, code: 'sick', note: null }], at),
  );
const move = (to: Place, base_version: number) =>
  asSystem(db, (tx) =>
    moveTeachers(
      tx,
      [{ teacher_id: teacher, base_version, cells: {} }],
      { unit_id: to.unit.id, unit_path: to.unit.path },
      null,
    ),
  );
const trail = async (place: Place) => {
  const steps = await inScope(db, place.actor.unit_path, (tx) => trailOfTeacher(tx, teacher));
  return steps.map(({ action, unit_name, was, cell, to_name, excuse: why }) =>
    [unit_name, action, was?.subject, cell?.subject, to_name, why].filter((one) => one != null).join(' '),
  );
};

it('each step leaves one line: enrolling, changing, excusing with the release it brings, and enrolling again', async () => {
  await take(places.school, '语文');
  await take(places.school, '数学');
  await take(places.school, '数学');
  await excuse(places.school);
  await take(places.school, '科学');
  expect(await trail(places.school)).toEqual([
    '甲县实验小学 enrol 语文',
    '甲县实验小学 change 语文 数学',
    '甲县实验小学 release 数学',
    '甲县实验小学 excuse sick',
    '甲县实验小学 enrol 科学',
  ]);
});

it('a move is read by each side where it took place, and once by who sees both', async () => {
  await move(places.stranger, 1);
  expect((await trail(places.city)).slice(-2)).toEqual([
    '甲县实验小学 enrol 科学',
    '甲县实验小学 follow 科学 乙县实验小学',
  ]);
  expect(await trail(places.stranger)).toEqual(['乙县实验小学 follow 科学 乙县实验小学']);
});

it('after the last day the school neither enrols, nor changes, nor excuses: the row of the lifecycle says when', async () => {
  const closed = { code: 'window-closed', params: { step: 'enrolment' } };
  await expect(take(places.stranger, '数学', late)).rejects.toMatchObject(closed);
  await expect(excuse(places.stranger, late)).rejects.toMatchObject(closed);
  const { lines } = await inScope(db, places.stranger.actor.unit_path, (tx) =>
    enrolmentLines(tx, campaign, places.stranger.unit.id, { limit: 1 }),
  );
  expect(lines[0]).toMatchObject({ standing: 'enrolled', enrolment: { subject: '科学' } });
});

it('who is no admin of the school enrols and excuses nobody there', async () => {
  const { unit } = places.stranger;
  const { actor } = places.otherCounty;
  await expect(take({ actor, unit } as Place, '数学')).rejects.toMatchObject({ code: 'not-your-tier' });
  await expect(excuse({ actor, unit } as Place)).rejects.toMatchObject({ code: 'not-your-tier' });
});
