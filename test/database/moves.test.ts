/** Moving teachers between units: all or none, at the version that was seen, with a history that says where from. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { historyOf } from '../../database/histories.ts';
import { moveTeachers } from '../../database/moves.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { teacherById } from '../../database/teachers.ts';
import type { CellChanges } from '../../schemas/change.ts';
import { freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let places: SeededRegistry;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const to = ({ unit }: Place) => ({ unit_id: unit.id, unit_path: unit.path });
const teacher = (id: string) => asSystem(db, (tx) => teacherById(tx, id));
const toEnglish: CellChanges = { subject: { old: '语文', new: '英语' } };

it('hundreds move at once, each with its cells, a version more and a revision of kind transfer', async () => {
  const records = Array.from({ length: 300 }, (_, n) => teacherRecord(n));
  const ids = await enrolTeachers(db, places.school, records);
  const by = places.county.actor.account_id;
  const moves = ids.map((teacher_id) => ({ teacher_id, base_version: 1, cells: toEnglish }));
  await inScope(db, places.county.unit.path, (tx) => moveTeachers(tx, moves, to(places.neighbour), by));
  const last = await teacher(ids[299] ?? '');
  expect(last).toMatchObject({ version: 2, unit_id: places.neighbour.unit.id, unit_name: '甲县第二小学' });
  expect(last.record).toEqual(teacherRecord(299, { subject: '英语' }));
  const history = await asSystem(db, (tx) => historyOf(tx, ids[0] ?? ''));
  expect(history.map(({ version, kind, unit_name, fields }) => [version, kind, unit_name, fields])).toEqual([
    [2, 'transfer', '甲县第二小学', ['subject']],
    [1, 'add', '甲县实验小学', []],
  ]);
  expect(history[0]?.made_by).toBe(`甲县 · ${places.county.actor.username}`);
});

it('one version that is not the seen one moves nobody', async () => {
  const [a = '', b = ''] = await enrolTeachers(db, places.school, [teacherRecord(400), teacherRecord(401)]);
  const moves = [
    { teacher_id: a, base_version: 1, cells: {} },
    { teacher_id: b, base_version: 2, cells: {} },
  ];
  const moving = asSystem(db, (tx) => moveTeachers(tx, moves, to(places.neighbour), null));
  await expect(moving).rejects.toMatchObject({ code: 'stale', params: {} });
  expect(await teacher(a)).toMatchObject({ version: 1, unit_id: places.school.unit.id });
});

it('somebody in service elsewhere by now is refused with a problem, not an error', async () => {
  const left = { status: '离职' as const };
  const [id = ''] = await enrolTeachers(db, places.school, [teacherRecord(410, left)]);
  await enrolTeachers(db, places.stranger, [teacherRecord(410)]);
  const cells: CellChanges = { status: { old: '离职', new: '在职' } };
  const moves = [{ teacher_id: id, base_version: 1, cells }];
  const moving = asSystem(db, (tx) => moveTeachers(tx, moves, to(places.neighbour), null));
  await expect(moving).rejects.toMatchObject({ code: 'already-in-service' });
  expect(await teacher(id)).toMatchObject({ version: 1, record: { status: '离职' } });
});

it('two who move the same teachers at once: one does, the other finds them moved', async () => {
  const ids = await enrolTeachers(db, places.school, [teacherRecord(420), teacherRecord(421)]);
  const moves = ids.map((teacher_id) => ({ teacher_id, base_version: 1, cells: {} }));
  const attempts = await Promise.allSettled([
    asSystem(db, (tx) => moveTeachers(tx, moves, to(places.neighbour), null)),
    asSystem(db, (tx) => moveTeachers(tx, moves.toReversed(), to(places.stranger), null)),
  ]);
  const lost = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
  expect(lost).toHaveLength(1);
  expect(lost[0]).toMatchObject({ code: 'stale' });
  const [a, b] = await Promise.all(ids.map(teacher));
  expect(a?.unit_id).toBe(b?.unit_id);
  expect(a?.version).toBe(2);
});

it('a scope that does not hold where they are finds nobody to move', async () => {
  const [id = ''] = await enrolTeachers(db, places.school, [teacherRecord(430)]);
  const moves = [{ teacher_id: id, base_version: 1, cells: {} }];
  const moving = inScope(db, places.stranger.unit.path, (tx) =>
    moveTeachers(tx, moves, to(places.stranger), null),
  );
  await expect(moving).rejects.toMatchObject({ code: 'stale' });
});
