/** Transfers in the registry: the four routes, who sees and may do what, and what two hands at once come to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { historyOf } from '../../database/histories.ts';
import { moveTeachers } from '../../database/moves.ts';
import { asSystem, beyondScope, inScope } from '../../database/scope.ts';
import { teacherById } from '../../database/teachers.ts';
import { carryOut, declineTransfer, withdrawTransfer } from '../../database/transfer-decisions.ts';
import { proposeTransfers, type Wish, type Wished } from '../../database/transfer-proposals.ts';
import { listTransfers, transferById, transfersWaitingFor } from '../../database/transfers.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import { addSchool, enrolTeachers, type Place, seedRegistry } from '../setup/registry.ts';
import { type WiderRegistry, widen } from '../setup/wider-registry.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let places: WiderRegistry;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await widen(db, await seedRegistry(db));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let people = 0;
/** A teacher of this place, whom no other test knows. */
async function somebody(at: Place, changed: Partial<TeacherRecord> = {}): Promise<string> {
  const [id = ''] = await enrolTeachers(db, at, [teacherRecord(++people, changed)]);
  return id;
}

const wish = (teacher_id: string, to: Place, changed: Partial<Wish> = {}): Wish => ({
  ...{ teacher_id, to_unit_id: to.unit.id, said: { subject: '数学', is_rural: true } },
  ...{ effective_date: '2022-07-01', reason: '工作需要', origin: 'form' },
  ...{ upload_id: null, sheet: null, row_number: null, ...changed },
});

/** As a page does: in the actor's scope, and beyond it for what concerns others. */
const propose = async (by: Place, ...wishes: Wish[]): Promise<Wished> => {
  const [wished] = await inScope(db, by.unit.path, (tx) =>
    beyondScope(tx, (all) => proposeTransfers(all, by.actor, wishes)),
  );
  if (wished === undefined) throw new Error('no wish');
  return wished;
};
const act = (by: Place, id: string | null) =>
  inScope(db, by.unit.path, (tx) => carryOut(tx, by.actor, [id ?? '0']));
const teacher = (id: string) => asSystem(db, (tx) => teacherById(tx, id));
const transfer = (by: Place, id: string | null) =>
  inScope(db, by.unit.path, (tx) => transferById(tx, id ?? '0'));

describe('a transfer', () => {
  it.each([
    ['between schools of one county', 'school', 'neighbour', 'county', 'within-county'],
    ['between schools of a functional zone', 'zoneSchool', 'zoneNeighbour', 'zone', 'within-county'],
    ['between counties of one city', 'school', 'stranger', 'city', 'within-city'],
    ['from a county to a functional zone', 'school', 'zoneSchool', 'city', 'within-city'],
    ['to a school right below the city', 'school', 'cityDirect', 'city', 'within-city'],
    ['between cities', 'school', 'far', 'province', 'between-cities'],
  ] as const)(
    '%s is proposed by either school and carried out by one unit alone',
    async (_, from, to, by, route) => {
      const acting = places[by];
      for (const proposer of [places[from], places[to]]) {
        const id = await somebody(places[from]);
        const { outcome, transfer_id } = await propose(proposer, wish(id, places[to]));
        expect(outcome).toBe('proposed');
        expect(await transfer(places[to], transfer_id)).toMatchObject({
          ...{ route, acting_name: acting.unit.name, state: 'proposed', from_name: places[from].unit.name },
        });
        expect(await teacher(id)).toMatchObject({ version: 1, unit_id: places[from].unit.id });
        const others = Object.values(places).filter((place) => place !== acting);
        for (const other of others) {
          await expect(act(other, transfer_id)).rejects.toMatchObject({
            code: expect.stringMatching(/^not-(your-tier|found)$/),
          });
        }
        expect(await act(acting, transfer_id)).toEqual({ carried_out: [transfer_id], stale: [] });
        const moved = await teacher(id);
        expect(moved).toMatchObject({ version: 2, unit_id: places[to].unit.id });
        expect(moved.record).toMatchObject({ status: '在职', subject: '数学', is_rural: true });
        expect(await transfer(places[from], transfer_id)).toMatchObject({
          ...{ state: 'carried_out', decider: `${acting.unit.name} · ${acting.actor.username}` },
        });
      }
    },
  );

  it('from the departed pool is carried out by the receiving school’s own word', async () => {
    const id = await somebody(places.far, { status: '离职' });
    const { outcome, transfer_id } = await propose(places.school, wish(id, places.school));
    expect(outcome).toBe('carried_out');
    expect(await teacher(id)).toMatchObject({
      ...{ version: 2, unit_id: places.school.unit.id, record: { status: '在职', subject: '数学' } },
    });
    expect(await transfer(places.far, transfer_id)).toMatchObject({
      ...{ route: 'departed-pool', state: 'carried_out', acting_name: '甲县实验小学' },
    });
  });

  it('from the departed pool, proposed by the giving school, waits for the receiving one and for nobody above', async () => {
    const id = await somebody(places.school, { status: '离职' });
    const { outcome, transfer_id } = await propose(places.school, wish(id, places.neighbour));
    expect(outcome).toBe('proposed');
    await expect(act(places.county, transfer_id)).rejects.toMatchObject({ code: 'not-your-tier' });
    await act(places.neighbour, transfer_id);
    expect(await teacher(id)).toMatchObject({
      unit_id: places.neighbour.unit.id,
      record: { status: '在职' },
    });
  });

  it('of somebody retired goes by the hand of an authority', async () => {
    const id = await somebody(places.school, { status: '退休' });
    const { outcome, transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    expect(outcome).toBe('proposed');
    await act(places.county, transfer_id);
    expect(await teacher(id)).toMatchObject({
      unit_id: places.neighbour.unit.id,
      record: { status: '在职' },
    });
  });

  it('leaves both units and all above them an event each, with ids and codes only', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.stranger, wish(id, places.stranger));
    await act(places.city, transfer_id);
    const told = (at: Place) =>
      inScope(db, at.unit.path, (tx) =>
        tx.sql
          .selectFrom('events')
          .where('subject', '=', 'transfer')
          .where('subject_id', '=', transfer_id)
          .select(['action', 'detail'])
          .orderBy('id')
          .execute(),
      );
    const expected = [
      { action: 'propose', detail: { route: 'within-city', origin: 'form', teacher_id: id } },
      { action: 'carry-out', detail: { from: 'proposed', to: 'carried_out', teacher_id: id } },
    ];
    for (const at of [places.school, places.county, places.stranger, places.otherCounty]) {
      expect(await told(at)).toEqual(expected);
    }
    expect(await told(places.neighbour)).toEqual([]);
  });

  it('is withdrawn by whoever proposed it and declined by whoever would act, with a reason', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    const withdraw = (by: Place) =>
      inScope(db, by.unit.path, (tx) => withdrawTransfer(tx, by.actor, transfer_id ?? ''));
    await expect(withdraw(places.school)).rejects.toMatchObject({ code: 'not-your-tier' });
    await withdraw(places.neighbour);
    await expect(act(places.county, transfer_id)).rejects.toMatchObject({
      ...{ code: 'wrong-state', params: { of: 'transfer', state: 'withdrawn', action: 'carry-out' } },
    });
    const again = await propose(places.school, wish(id, places.neighbour));
    expect(again.outcome).toBe('proposed');
    const decline = (reason: string | null) =>
      inScope(db, places.county.unit.path, (tx) =>
        declineTransfer(tx, places.county.actor, again.transfer_id ?? '', reason),
      );
    await expect(decline(null)).rejects.toMatchObject({ code: 'reason-missing' });
    await decline('学校超编');
    expect(await transfer(places.school, again.transfer_id)).toMatchObject({
      ...{ state: 'declined', decision_reason: '学校超编' },
    });
    expect(await teacher(id)).toMatchObject({ version: 1, unit_id: places.school.unit.id });
  });

  it('is one for each person: the other school’s word confirms it, another destination finds it under way', async () => {
    const id = await somebody(places.school);
    const first = await propose(places.school, wish(id, places.neighbour, { said: {} }));
    const second = await propose(
      places.neighbour,
      wish(id, places.neighbour, { effective_date: '2022-07-05' }),
    );
    expect(second).toMatchObject({ outcome: 'confirmed', transfer_id: first.transfer_id });
    expect(await propose(places.stranger, wish(id, places.stranger))).toMatchObject({
      ...{ outcome: 'moving-elsewhere', transfer_id: null },
    });
    expect(await propose(places.far, wish(id, places.neighbour))).toMatchObject({ outcome: 'not-a-side' });
    expect(await transfer(places.county, first.transfer_id)).toMatchObject({
      ...{ side: 'giving', confirmed_side: 'receiving', said: { subject: '数学', is_rural: true } },
      confirmer: `甲县第二小学 · ${places.neighbour.actor.username}`,
      cells: { subject: { old: '语文', new: '数学' }, is_rural: { old: false, new: true } },
    });
  });
});

it('carrying out all that wait leaves those whose school has closed, and does the others', async () => {
  const closing = await asSystem(db, (tx) => addSchool(tx, places.zone, '高新区第三小学', '2137000015'));
  const ids = [await somebody(places.zoneSchool), await somebody(places.zoneSchool)];
  const open = await propose(places.zoneSchool, wish(ids[0] ?? '', places.zoneNeighbour));
  const closed = await propose(places.zoneSchool, wish(ids[1] ?? '', closing));
  await asSystem(db, (tx) =>
    tx.sql.updateTable('units').set({ closed_at: new Date() }).where('id', '=', closing.unit.id).execute(),
  );
  const all = [open.transfer_id ?? '', closed.transfer_id ?? ''];
  const came = await inScope(db, places.zone.unit.path, (tx) => carryOut(tx, places.zone.actor, all));
  expect(came).toEqual({ carried_out: [open.transfer_id], stale: [closed.transfer_id] });
  await expect(act(places.zone, closed.transfer_id)).rejects.toMatchObject({ code: 'unit-closed' });
  expect(await teacher(ids[1] ?? '')).toMatchObject({ version: 1, unit_id: places.zoneSchool.unit.id });
});

describe('two hands at once', () => {
  it('who carry the same transfer out: one does, the other finds it done', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    const attempts = await Promise.allSettled([
      act(places.county, transfer_id),
      act(places.county, transfer_id),
    ]);
    const lost = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ code: 'wrong-state', params: { state: 'carried_out' } });
    expect(await teacher(id)).toMatchObject({ version: 2, unit_id: places.neighbour.unit.id });
  });

  it('who propose to two schools: one proposal stands', async () => {
    const id = await somebody(places.school);
    const outcomes = await Promise.all([
      propose(places.neighbour, wish(id, places.neighbour)),
      propose(places.stranger, wish(id, places.stranger)),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['moving-elsewhere', 'proposed']);
  });

  it('who pull the same person out of the pool: one record, at one of them', async () => {
    const id = await somebody(places.far, { status: '离职' });
    const pulls = await Promise.all([
      propose(places.school, wish(id, places.school)),
      propose(places.stranger, wish(id, places.stranger)),
    ]);
    expect(pulls.map(({ outcome }) => outcome).sort()).toEqual(['carried_out', 'proposed']);
    expect(await teacher(id)).toMatchObject({ version: 2, record: { status: '在职' } });
  });
});

describe('a record that has changed since the proposal', () => {
  const change = (
    id: string,
    cells: Parameters<typeof moveTeachers>[1][number]['cells'],
    at = places.school,
  ) =>
    asSystem(db, async (tx) => {
      const { version } = await teacherById(tx, id);
      const moves = [{ teacher_id: id, base_version: version, cells }];
      await moveTeachers(tx, moves, { unit_id: at.unit.id, unit_path: at.unit.path }, null);
    });

  it('in other cells only moves with them, on the newer version', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    await change(id, { title: { old: '一级', new: '高级' } });
    expect(await act(places.county, transfer_id)).toEqual({ carried_out: [transfer_id], stale: [] });
    expect(await teacher(id)).toMatchObject({ version: 3, record: { title: '高级', subject: '数学' } });
  });

  it('in a cell of the move is shown as it is now, and carried out at the second word', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    await change(id, { subject: { old: '语文', new: '英语' } });
    expect(await act(places.county, transfer_id)).toEqual({ carried_out: [], stale: [transfer_id] });
    expect(await teacher(id)).toMatchObject({ version: 2, record: { subject: '英语' } });
    expect(await transfer(places.county, transfer_id)).toMatchObject({
      ...{ state: 'proposed', base_version: 2, cells: { subject: { old: '英语', new: '数学' } } },
    });
    expect(await act(places.county, transfer_id)).toMatchObject({ carried_out: [transfer_id] });
    expect(await teacher(id)).toMatchObject({ version: 3, record: { subject: '数学' } });
  });

  it('by a departure moves all the same, back into service', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    await change(id, { status: { old: '在职', new: '离职' } });
    await act(places.county, transfer_id);
    expect(await teacher(id)).toMatchObject({
      unit_id: places.neighbour.unit.id,
      record: { status: '在职' },
    });
    const history = await asSystem(db, (tx) => historyOf(tx, id));
    expect(history.map(({ version, record }) => [version, record.status])).toEqual([
      [3, '在职'],
      [2, '离职'],
      [1, '在职'],
    ]);
  });

  it('by a move elsewhere is shown from there, with who acts now', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    await change(id, {}, places.stranger);
    expect(await act(places.county, transfer_id)).toEqual({ carried_out: [], stale: [transfer_id] });
    expect(await transfer(places.neighbour, transfer_id)).toMatchObject({
      ...{ from_name: '乙县实验小学', route: 'within-city', acting_name: '甲市' },
    });
  });
});

describe('what a scope sees', () => {
  it('are the transfers it has a side of, those that wait for it first', async () => {
    const ids = [await somebody(places.school), await somebody(places.school)];
    const [first, second] = [
      await propose(places.neighbour, wish(ids[0] ?? '', places.neighbour)),
      await propose(places.far, wish(ids[1] ?? '', places.far)),
    ];
    const seenBy = async ({ unit, actor }: Place) => {
      const { transfers } = await inScope(db, unit.path, (tx) => listTransfers(tx, actor, { limit: 100 }));
      return transfers
        .map(({ id }) => id)
        .filter((id) => [first, second].some((one) => one.transfer_id === id));
    };
    expect(await seenBy(places.county)).toEqual([first.transfer_id, second.transfer_id]);
    expect(await seenBy(places.far)).toEqual([second.transfer_id]);
    expect(await seenBy(places.neighbour)).toEqual([first.transfer_id]);
    expect(await seenBy(places.cityDirect)).toEqual([]);
    const waiting = (place: Place) =>
      inScope(db, place.unit.path, (tx) => transfersWaitingFor(tx, place.unit.id));
    expect(await waiting(places.county)).toContain(first.transfer_id);
    expect(await waiting(places.province)).toContain(second.transfer_id);
    expect(await waiting(places.province)).not.toContain(first.transfer_id);
    await expect(transfer(places.cityDirect, first.transfer_id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is held by the server itself: a forgotten filter finds no more, and writes nothing outside', async () => {
    const id = await somebody(places.school);
    const { transfer_id } = await propose(places.neighbour, wish(id, places.neighbour));
    await inScope(db, places.far.unit.path, async (tx) => {
      expect(
        await tx.sql.selectFrom('transfers').where('id', '=', transfer_id).selectAll().execute(),
      ).toEqual([]);
      const touched = await tx.sql
        .updateTable('transfers')
        .set({ state: 'withdrawn' })
        .where('id', '=', transfer_id)
        .executeTakeFirst();
      expect(Number(touched.numUpdatedRows)).toBe(0);
    });
  });
});
