/** Files and transfers: missing at one school and present at another is one transfer, in whatever order things happen. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerMissing } from '../../database/absences.ts';
import { changesOf } from '../../database/change-sets.ts';
import { returnChangeSet } from '../../database/decisions.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { carryOut, declineTransfer } from '../../database/transfer-decisions.ts';
import { listTransfers } from '../../database/transfers.ts';
import { retryUpload, submitUpload, withdrawUpload } from '../../database/uploads.ts';
import type { AbsenceAnswer } from '../../schemas/absence.ts';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { addSchool, csvOf, enrolTeachers, type Place, rowsAt, sendIn } from '../setup/registry.ts';
import { approve, uploadNow } from '../setup/working.ts';
import { givePasswords, openWeb, signIn, type Web } from './web.ts';

let web: Web;
/** Two schools of two counties, which no other test has touched, with teachers `from` and `from + 10`. */
let a: Place;
let b: Place;
let from = 0;
/** The teacher of A who moves. */
let mover = '';
let mark = 0;

beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());
beforeEach(async () => {
  mark += 1;
  from = mark * 20;
  [a, b] = await asSystem(web.db, async (tx) => [
    await addSchool(tx, web.places.county, `甲县第${mark}学校`, `2137001${100 + mark}`),
    await addSchool(tx, web.places.otherCounty, `乙县第${mark}学校`, `2137002${100 + mark}`),
  ]);
  await givePasswords(web.db, [a, b]);
  await enrolTeachers(web.db, a, [teacherRecord(from)]);
  [mover = ''] = await enrolTeachers(web.db, a, [teacherRecord(from + 1)]);
  await enrolTeachers(web.db, b, [teacherRecord(from + 10)]);
});

/** A file of B with its own teacher and with the one who moves, who teaches mathematics there. */
const rowsOfB = (changed: Partial<TeacherRow> = { subject: '数学' }): TeacherRow[] => [
  ...rowsAt(b, from + 10, 1),
  ...rowsAt(b, from + 1, 1).map((row) => ({ ...row, ...changed })),
];

async function sent(place: Place, rows: TeacherRow[]): Promise<string> {
  const id = await sendIn(web.db, place, csvOf(rows));
  await web.check(id);
  return id;
}
const submitted = (place: Place, id: string) =>
  inScope(web.db, place.unit.path, (tx) => submitUpload(tx, place.actor, id));
const changes = async (id: string) => {
  const { change_set_id } = await uploadNow(web.db, id);
  return await asSystem(web.db, (tx) => changesOf(tx, change_set_id ?? '', { limit: 10 }));
};
const kinds = async (id: string) => (await changes(id)).map(({ kind }) => kind).sort();

/** A's file without the teacher who moves, and what A answers about them. */
async function fileOfA(answer: AbsenceAnswer, destination: { text: string; unit_id: string | null } | null) {
  const id = await sent(a, rowsAt(a, from, 1));
  const change = (await changes(id)).find(({ teacher_id }) => teacher_id === mover);
  const given = { change_id: change?.id ?? '', answer, destination };
  await inScope(web.db, a.unit.path, (tx) => answerMissing(tx, a.actor, id, [given], null));
  return id;
}
const toB = () => ({ text: b.unit.name, unit_id: b.unit.id });
const submittedByA = async () => {
  const id = await fileOfA('moved', toB());
  await submitted(a, id);
  return id;
};
const submittedByB = async () => {
  const id = await sent(b, rowsOfB());
  await submitted(b, id);
  return id;
};

/** All transfers of the one who moves, the newest first. */
const transfers = async () => {
  const { transfers: all } = await asSystem(web.db, (tx) =>
    listTransfers(tx, { unit_id: '0' }, { limit: 1000 }),
  );
  return all
    .filter(({ teacher_id }) => teacher_id === mover)
    .sort((one, other) => Number(other.id) - Number(one.id));
};
const carriedOut = async () => {
  const [one] = await transfers();
  const { city } = web.places;
  return await inScope(web.db, city.unit.path, (tx) => carryOut(tx, city.actor, [one?.id ?? '']));
};
async function applied(reviewer: Place, id: string): Promise<string> {
  await approve(web.db, reviewer, id);
  await web.apply(id);
  return (await uploadNow(web.db, id)).state;
}
const appliedA = (id: string) => applied(web.places.county, id);
const appliedB = (id: string) => applied(web.places.otherCounty, id);

/** Every record of the person, and the versions of it. */
const registry = () =>
  asSystem(web.db, async (tx) => {
    const records = await tx.sql
      .selectFrom('teachers')
      .innerJoin('units', 'units.id', 'unit_id')
      .where('teachers.name', '=', `张试${from + 1}`)
      .select(['units.name', 'status', 'subject', 'teachers.version'])
      .execute();
    const revisions = await tx.sql
      .selectFrom('teacher_revisions')
      .where('teacher_id', '=', mover)
      .orderBy('version')
      .select('kind')
      .execute();
    return { records, kinds: revisions.map(({ kind }) => kind) };
  });
const oneAtB = (version: number, ...history: string[]) => ({
  records: [{ name: b.unit.name, status: '在职', subject: '数学', version }],
  kinds: history,
});

describe('a teacher missing at A and present at B', () => {
  it.each([
    [
      'B’s file comes first',
      [submittedByB, submittedByA],
      { side: 'receiving', origin: 'file', confirmed_side: 'giving' },
    ],
    [
      'A’s file comes first',
      [submittedByA, submittedByB],
      { side: 'giving', origin: 'missing', confirmed_side: 'receiving' },
    ],
  ] as const)('is one proposed transfer with what B said, when %s', async (_, files, expected) => {
    for (const file of files) await file();
    const all = await transfers();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      ...{ ...expected, state: 'proposed', route: 'within-city', acting_name: '甲市' },
      ...{ from_name: a.unit.name, to_name: b.unit.name },
      cells: { subject: { old: '语文', new: '数学' } },
    });
    expect(await registry()).toMatchObject({ records: [{ name: a.unit.name, status: '在职', version: 1 }] });
  });

  it('is told to A’s clerk, who is asked about somebody whom B has sent in already', async () => {
    await submittedByB();
    const id = await sent(a, rowsAt(a, from, 1));
    const { html } = await (await signIn(web, a)).page(`/uploads/${id}/missing`);
    expect(html).toContain(`从“${a.unit.name}”调入“${b.unit.name}”；同市跨县调动，由“甲市”办理`);
    expect(html).not.toMatch(/type="radio"[^>]* checked/);
  });

  it('is shown on the review pages of both with how far it is, and on the teacher’s own page', async () => {
    const ofB = await submittedByB();
    const ofA = await submittedByA();
    const [one] = await transfers();
    const seen = async (place: Place, id: string) => {
      const { change_set_id } = await uploadNow(web.db, id);
      return (await (await signIn(web, place)).page(`/change-sets/${change_set_id}`)).html;
    };
    const { county, otherCounty } = web.places;
    for (const html of [await seen(county, ofA), await seen(otherCounty, ofB)]) {
      expect(html).toContain(`从“${a.unit.name}”调入“${b.unit.name}”；同市跨县调动，由“甲市”办理`);
      expect(html).toContain(`href="/transfers/${one?.id}"`);
      expect(html).toContain('待办理');
    }
    expect((await (await signIn(web, county)).page(`/teachers/${mover}`)).html).toContain(
      `/transfers/${one?.id}`,
    );
    await carriedOut();
    expect(await seen(otherCounty, ofB)).toContain('已办理');
  });

  type Step = 'apply A' | 'apply B' | 'carry out';
  it.each<[Step, Step, Step]>([
    ['apply A', 'apply B', 'carry out'],
    ['apply B', 'apply A', 'carry out'],
    ['apply A', 'carry out', 'apply B'],
    ['apply B', 'carry out', 'apply A'],
    ['carry out', 'apply A', 'apply B'],
    ['carry out', 'apply B', 'apply A'],
  ])('ends with one record at B and the whole history: %s, %s, %s', async (...steps) => {
    const ofB = await submittedByB();
    const ofA = await submittedByA();
    const step = {
      'apply A': async () => expect(await appliedA(ofA)).toBe('applied'),
      'apply B': async () => expect(await appliedB(ofB)).toBe('applied'),
      'carry out': async () => expect(await carriedOut()).toMatchObject({ stale: [] }),
    };
    for (const one of steps) await step[one]();
    expect(await registry()).toEqual(oneAtB(2, 'add', 'transfer'));
    expect((await transfers()).map(({ state }) => state)).toEqual(['carried_out']);
  });

  it('moves from the row of B’s file, and that file says no more of them when it is checked again', async () => {
    const ofB = await submittedByB();
    await submittedByA();
    await carriedOut();
    const [revision] = await asSystem(web.db, (tx) =>
      tx.sql
        .selectFrom('teacher_revisions')
        .where('teacher_id', '=', mover)
        .where('version', '=', 2)
        .select(['upload_id', 'row_number', 'unit_id'])
        .execute(),
    );
    expect(revision).toEqual({ upload_id: ofB, row_number: 3, unit_id: b.unit.id });
    await inScope(web.db, b.unit.path, (tx) => withdrawUpload(tx, b.actor, ofB));
    expect((await transfers()).map(({ state }) => state)).toEqual(['carried_out']);
    await inScope(web.db, b.unit.path, (tx) => retryUpload(tx, b.actor, ofB, 'recheck'));
    await web.check(ofB);
    expect(await kinds(ofB)).toEqual(['verify', 'verify']);
  });

  it('whom A had departed meanwhile moves all the same, and is in service at B alone', async () => {
    await submittedByB();
    const ofA = await fileOfA('left', null);
    await submitted(a, ofA);
    expect(await appliedA(ofA)).toBe('applied');
    expect(await registry()).toMatchObject({ records: [{ name: a.unit.name, status: '离职' }] });
    await carriedOut();
    expect(await registry()).toEqual(oneAtB(3, 'add', 'depart', 'transfer'));
  });

  it('who is said to have moved to a place without a code departs only where no transfer is open', async () => {
    const ofB = await submittedByB();
    const ofA = await fileOfA('moved', { text: '乙县的学校', unit_id: null });
    await submitted(a, ofA);
    expect(await kinds(ofA)).toEqual(['depart', 'verify']);
    expect(await appliedA(ofA)).toBe('applied');
    expect(await registry()).toMatchObject({ records: [{ name: a.unit.name, status: '在职', version: 1 }] });
    await carriedOut();
    expect(await registry()).toEqual(oneAtB(2, 'add', 'transfer'));
    expect(await appliedB(ofB)).toBe('applied');
  });

  it('whose transfer is declined stays at A, and A’s next file asks after them again', async () => {
    const ofA = await submittedByA();
    await appliedA(ofA);
    const [one] = await transfers();
    const { city } = web.places;
    await inScope(web.db, city.unit.path, (tx) =>
      declineTransfer(tx, city.actor, one?.id ?? '', '编制未落实'),
    );
    expect(await registry()).toMatchObject({ records: [{ name: a.unit.name, status: '在职', version: 1 }] });
    const next = rowsAt(a, from, 1).map((row) => ({ ...row, email: 'a@example.com' }));
    expect(await kinds(await sent(a, next))).toEqual(['change', 'missing']);
  });
});

describe('a file that is taken back', () => {
  it('takes along what only it had proposed, and brings it again', async () => {
    const ofB = await submittedByB();
    await inScope(web.db, b.unit.path, (tx) => withdrawUpload(tx, b.actor, ofB));
    expect((await transfers()).map(({ state }) => state)).toEqual(['withdrawn']);
    await submitted(b, ofB);
    expect((await transfers()).map(({ state }) => state)).toEqual(['proposed', 'withdrawn']);
  });

  it('by its reviewer does the same, and leaves the other school’s word standing', async () => {
    const ofB = await submittedByB();
    await submittedByA();
    const { otherCounty } = web.places;
    const { change_set_id } = await uploadNow(web.db, ofB);
    await inScope(web.db, otherCounty.unit.path, (tx) =>
      returnChangeSet(tx, otherCounty.actor, change_set_id ?? '', '请核对'),
    );
    expect(await transfers()).toMatchObject([
      { state: 'proposed', side: 'giving', origin: 'missing', confirmed_side: null },
    ]);
    // The file that takes its place no longer holds them, and what it says is all that B says.
    const next = await sent(b, rowsAt(b, from + 10, 1));
    await submitted(b, next);
    expect(await transfers()).toMatchObject([{ state: 'proposed', side: 'giving' }]);
  });

  it('is followed by one that says something else: what only the earlier one said goes', async () => {
    const ofB = await submittedByB();
    expect(await appliedB(ofB)).toBe('applied');
    await submitted(b, await sent(b, rowsAt(b, from + 10, 1)));
    expect((await transfers()).map(({ state }) => state)).toEqual(['withdrawn']);
  });
});

it('somebody from the departed pool whom a file holds is taken in when it is submitted, with the cells of the row', async () => {
  const left = { status: '离职' as const };
  [mover = ''] = await enrolTeachers(web.db, a, [teacherRecord(from + 5, left)]);
  const rows = [
    ...rowsAt(b, from + 10, 1),
    ...rowsAt(b, from + 5, 1).map((row) => ({ ...row, title: '高级' as const })),
  ];
  const id = await sent(b, rows);
  await submitted(b, id);
  expect(await transfers()).toMatchObject([{ state: 'carried_out', route: 'departed-pool', origin: 'file' }]);
  const [teacher] = await asSystem(web.db, (tx) =>
    tx.sql.selectFrom('teachers').where('id', '=', mover).select(['unit_id', 'status', 'title']).execute(),
  );
  expect(teacher).toEqual({ unit_id: b.unit.id, status: '在职', title: '高级' });
  expect(await appliedB(id)).toBe('applied');
  const events = await asSystem(web.db, (tx) => tx.sql.selectFrom('events').selectAll().execute());
  expect(JSON.stringify(events)).not.toContain(identityNumberOf(from + 5));
});

it('a transfer that is carried out while a set that changes the same teacher waits makes the set stale, not double', async () => {
  const ofA = await sent(a, [
    ...rowsAt(a, from, 1),
    ...rowsAt(a, from + 1, 1).map((row) => ({ ...row, title: '高级' as const })),
  ]);
  await submitted(a, ofA);
  await submittedByB();
  await approve(web.db, web.places.county, ofA);
  const attempts = await Promise.allSettled([carriedOut(), web.apply(ofA)]);
  expect(attempts.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  const { state } = await uploadNow(web.db, ofA);
  const { records } = await registry();
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ name: b.unit.name, status: '在职', subject: '数学' });
  // Whoever came first, nothing that the other one said was written over.
  expect([state, records[0]?.version]).toEqual(state === 'applied' ? ['applied', 3] : ['received', 2]);
});
