/** Teachers whom a file doesn't hold, over HTTP: asked about, answered for, decided by the county, and kept or departed. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveAccount } from '../../database/accounts.ts';
import { eventsOf } from '../../database/events.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { teacherRecord } from '../setup/people.ts';
import { addSchool, csvOf, enrolTeachers, type Place, rowsAt } from '../setup/registry.ts';
import { openWeb, type Program, password, program, signIn, type Web } from './web.ts';

interface Missing {
  readonly total: number;
  readonly unanswered: number;
  readonly state: string;
  readonly can_answer: boolean;
  readonly missing: readonly {
    readonly change: string;
    readonly teacher: { readonly id: string; readonly name: string; readonly id_number: string };
    readonly stage: string;
    readonly subject: string;
    readonly in_registry_since: string;
    readonly absence: { readonly answer: string; readonly destination?: string; readonly by: string } | null;
  }[];
}
interface SetJson {
  readonly changes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly teacher: { readonly name: string };
    readonly cells: unknown;
    readonly decision: string | null;
    readonly absence?: { readonly answer: string; readonly destination?: string; readonly by: string };
  }[];
  readonly shrinkage?: unknown;
}

let web: Web;
let county: Program;
/** A school of the county that no other test has touched, its teachers from `from` on, and its program. */
let school: Place;
let clerk: Program;
let from = 0;
let schools = 0;

beforeAll(async () => {
  web = await openWeb();
  county = await program(web, web.places.county);
});
afterAll(() => web.close());

beforeEach(async () => {
  schools += 1;
  from = schools * 100;
  school = await asSystem(web.db, async (tx) => {
    const place = await addSchool(tx, web.places.county, `甲县第${schools}学校`, `2137000${100 + schools}`);
    const password_hash = await hashPassword(password);
    const { id, path } = place.unit;
    await saveAccount(tx, { username: place.actor.username, password_hash, unit_id: id, unit_path: path });
    return place;
  });
  clerk = await program(web, school);
});

const enrol = (count: number): Promise<string[]> =>
  enrolTeachers(
    web.db,
    school,
    Array.from({ length: count }, (_, n) => teacherRecord(from + n)),
  );

/** Sends the first `count` teachers in, checked. */
async function sent(count: number): Promise<string> {
  const bytes = Uint8Array.from(csvOf(rowsAt(school, from, count)));
  const { body } = await clerk.upload(bytes, `${randomUUID()}.csv`);
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}

const asked = async (id: string, caller = clerk): Promise<Missing> =>
  (await caller.get(`/uploads/${id}/missing`)).body as Missing;
const answer = (id: string, body: unknown, caller = clerk) => caller.post(`/uploads/${id}/missing`, body);
const submit = (id: string) => clerk.post(`/uploads/${id}/submit`);
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  String((body as { type?: string }).type).replace(/^.*[/:]/, ''),
];
const setIdOf = async (id: string): Promise<string> =>
  ((await clerk.get(`/uploads/${id}`)).body as { change_set_id: string }).change_set_id;
const setOf = async (id: string): Promise<SetJson> =>
  (await county.get(`/change-sets/${await setIdOf(id)}`)).body as SetJson;
const teacher = async (id: string) =>
  (await clerk.get(`/teachers/${id}`)).body as { status: string; version: number };

async function approved(id: string, body: object = {}) {
  const set = await setIdOf(id);
  await county.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' });
  return await county.post(`/change-sets/${set}/approve`, body);
}

describe('a file without some of the teachers in service', () => {
  it('can not be submitted before each is answered for, and then departs whom the school said, proposes a transfer, and keeps the rest', async () => {
    const ids = await enrol(12);
    const id = await sent(8);
    const before = await asked(id);
    expect(before).toMatchObject({ total: 4, unanswered: 4, state: 'ready', can_answer: true });
    expect(before.missing[0]).toMatchObject({
      teacher: { id: ids[8], name: `张试${from + 8}`, id_number: expect.stringMatching(/^3799\*+/) },
      ...{ stage: '小学', subject: '语文', absence: null, in_registry_since: expect.stringMatching(/^20/) },
    });
    const refused = await submit(id);
    expect(codeOf(refused)).toEqual([409, 'missing-unanswered']);
    expect(refused.body).toMatchObject({ params: { count: 4 } });

    const [left, retired, moved, kept] = before.missing.map(({ change }) => change);
    const answers = await answer(id, {
      answers: [
        { change: left, answer: 'left' },
        { change: retired, answer: 'retired' },
        { change: moved, answer: 'moved', destination: '2137000003' },
      ],
    });
    expect(answers).toMatchObject({ status: 200, body: { total: 4, unanswered: 1 } });
    expect(codeOf(await submit(id))).toEqual([409, 'missing-unanswered']);
    // The destination as the page shows it is the same answer again.
    const again = { change: moved, answer: 'moved', destination: '乙县实验小学（2137000003）' };
    await answer(id, { answers: [again, { change: kept, answer: 'kept' }] });
    expect((await clerk.get(`/uploads/${id}`)).body).toMatchObject({
      counts: { missing: 1, unanswered: 0, departed: 2, transferred: 1 },
    });
    expect(await submit(id)).toMatchObject({ status: 200, body: { state: 'submitted' } });

    const { changes } = await setOf(id);
    const said = changes.flatMap(({ kind, cells, absence }) =>
      absence === undefined ? [] : [{ kind, cells, answer: absence.answer, to: absence.destination }],
    );
    expect(said).toEqual([
      { kind: 'depart', cells: { status: { old: '在职', new: '离职' } }, answer: 'left', to: undefined },
      { kind: 'depart', cells: { status: { old: '在职', new: '退休' } }, answer: 'retired', to: undefined },
      { kind: 'transfer', cells: {}, answer: 'moved', to: '乙县实验小学（2137000003）' },
      { kind: 'missing', cells: {}, answer: 'kept', to: undefined },
    ]);
    expect(changes.find(({ kind }) => kind === 'depart')?.absence?.by).toContain(school.actor.username);
    expect(await approved(id)).toMatchObject({ status: 200, body: { state: 'approved' } });
    await web.apply(id);
    const after = await Promise.all(ids.slice(8).map(teacher));
    expect(after.map(({ status, version }) => [status, version])).toEqual([
      ['离职', 2],
      ['退休', 2],
      // Who moves to a school of the registry stays in service until the transfer is carried out.
      ['在职', 1],
      ['在职', 1],
    ]);
  });

  it('has its answers taken one by one or for all the rest, and only for as many as were meant', async () => {
    await enrol(6);
    const id = await sent(2);
    const { missing } = await asked(id);
    await answer(id, { answers: [{ change: missing[0]?.change, answer: 'left' }] });
    expect(codeOf(await answer(id, { rest: 'kept', count: 4 }))).toEqual([409, 'answers-moved']);
    expect(await answer(id, { rest: 'kept', count: 3 })).toMatchObject({ body: { unanswered: 0 } });
    const now = await asked(id);
    expect(now.missing.map(({ absence }) => absence?.answer)).toEqual(['left', 'kept', 'kept', 'kept']);
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', id));
    expect(
      events.filter(({ action }) => action === 'answer-missing').map(({ detail }) => detail.answered),
    ).toEqual([1, 3]);
  });

  it('takes another answer in place of the first until it is submitted, and none after that', async () => {
    await enrol(3);
    const id = await sent(2);
    const [one] = (await asked(id)).missing;
    await answer(id, { answers: [{ change: one?.change, answer: 'retired' }] });
    await answer(id, { answers: [{ change: one?.change, answer: 'kept' }] });
    expect((await asked(id)).missing[0]?.absence?.answer).toBe('kept');
    await submit(id);
    expect(codeOf(await answer(id, { answers: [{ change: one?.change, answer: 'left' }] }))).toEqual([
      409,
      'wrong-state',
    ]);
    expect(await asked(id)).toMatchObject({ can_answer: false, unanswered: 0 });
  });

  it('is answered for by the school alone: 404 to strangers, 403 to those above', async () => {
    await enrol(3);
    const id = await sent(2);
    const [one] = (await asked(id)).missing;
    const body = { answers: [{ change: one?.change, answer: 'left' }] };
    for (const stranger of [web.places.neighbour, web.places.otherCounty]) {
      const caller = await program(web, stranger);
      expect((await caller.get(`/uploads/${id}/missing`)).status).toBe(404);
      expect((await answer(id, body, caller)).status).toBe(404);
    }
    for (const above of [web.places.county, web.places.city]) {
      const caller = await program(web, above);
      expect(await asked(id, caller)).toMatchObject({ unanswered: 1, can_answer: false });
      expect(codeOf(await answer(id, body, caller))).toEqual([403, 'not-your-tier']);
    }
    expect((await asked(id)).unanswered).toBe(1);
  });

  it('takes no answer about a change of another file, or about somebody whom it holds', async () => {
    await enrol(3);
    const id = await sent(2);
    const verified = (await setOf(id)).changes.find(({ kind }) => kind === 'verify');
    const foreign = { answers: [{ change: verified?.id, answer: 'left' }] };
    expect(codeOf(await answer(id, foreign))).toEqual([404, 'not-found']);
    const other = await program(web, web.places.school);
    await enrolTeachers(web.db, web.places.school, [teacherRecord(from + 50)]);
    const theirs = await other.upload(
      Uint8Array.from(csvOf(rowsAt(web.places.school, from + 51, 1))),
      'x.csv',
    );
    const { id: theirId } = theirs.body as { id: string };
    await web.check(theirId);
    const [asking] = (await asked(theirId, other)).missing;
    const strange = { answers: [{ change: asking?.change, answer: 'left' }] };
    expect(codeOf(await answer(id, strange))).toEqual([404, 'not-found']);
  });

  it.each([
    ['nowhere', undefined, 422, 'destination-missing'],
    ['a code that no school has', '2137999999', 422, 'no-such-destination'],
    ['the school itself', 'own', 422, 'destination-is-here'],
  ])('is told what is wrong when a teacher moved to %s', async (_, to, status, code) => {
    await enrol(3);
    const id = await sent(2);
    const [one] = (await asked(id)).missing;
    const destination = to === 'own' ? school.unit.code : to;
    const given = await answer(id, { answers: [{ change: one?.change, answer: 'moved', destination }] });
    expect(codeOf(given)).toEqual([status, code]);
    expect((await asked(id)).unanswered).toBe(1);
  });

  it('keeps the name of a school outside the province as it was said', async () => {
    await enrol(3);
    const id = await sent(2);
    const [one] = (await asked(id)).missing;
    await answer(id, { answers: [{ change: one?.change, answer: 'moved', destination: '徐州市第一小学' }] });
    expect((await asked(id)).missing[0]?.absence).toMatchObject({
      answer: 'moved',
      destination: '徐州市第一小学',
    });
    const { rows } = await web.db.pool.query<{ sealed: Buffer }>('select sealed from absences');
    for (const { sealed } of rows) expect(sealed?.includes(Buffer.from('徐州'))).not.toBe(true);
  });
});

describe('what a school has answered', () => {
  it('holds when the file is checked again, and a new file asks only about who is new', async () => {
    await enrol(5);
    const first = await sent(3);
    await answer(first, {
      answers: (await asked(first)).missing.map(({ change }) => ({ change, answer: 'retired' })),
    });
    await clerk.post(`/uploads/${first}/recheck`);
    await web.check(first);
    expect(await asked(first)).toMatchObject({ state: 'ready', total: 2, unanswered: 0 });
    expect((await setOf(first)).changes.filter(({ kind }) => kind === 'depart')).toHaveLength(2);

    const second = await sent(2);
    const now = await asked(second);
    expect(now).toMatchObject({ total: 3, unanswered: 1 });
    expect(now.missing.map(({ absence }) => absence?.answer)).toEqual([undefined, 'retired', 'retired']);
    const others = now.missing.find(({ absence }) => absence === null);
    expect(others?.teacher.name).toBe(`张试${from + 2}`);
  });

  it('holds when a returned file is answered for differently, which takes the decision back with it', async () => {
    await enrol(4);
    const id = await sent(2);
    const { missing } = await asked(id);
    await answer(id, { answers: missing.map(({ change }) => ({ change, answer: 'left' })) });
    await submit(id);
    const set = await setIdOf(id);
    await county.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' });
    await county.post(`/change-sets/${set}/return`, { reason: '请核对去向' });
    const answered = await answer(id, { answers: [{ change: missing[0]?.change, answer: 'kept' }] });
    expect(answered.body).toMatchObject({ state: 'ready', unanswered: 0 });
    const { changes } = await setOf(id);
    expect(changes.map(({ kind, decision }) => [kind, decision])).toEqual([
      ['missing', null],
      ['depart', 'approve'],
      ['verify', 'approve'],
      ['verify', 'approve'],
    ]);
  });

  it('is spent when the file is applied: the next file without them asks again', async () => {
    await enrol(3);
    const first = await sent(2);
    await answer(first, { rest: 'kept' });
    await submit(first);
    await approved(first);
    await web.apply(first);
    expect((await asked(first)).missing[0]?.absence?.answer).toBe('kept');
    const second = await sent(1);
    expect(await asked(second)).toMatchObject({ total: 2, unanswered: 2 });
  });

  it('is not the school’s whole word any more when the registry holds somebody new: it is asked, not the county', async () => {
    const [first] = await enrol(3);
    const id = await sent(2);
    await answer(id, { rest: 'kept' });
    await submit(id);
    await approved(id);
    // The registry moves under the approved set, and holds a teacher more.
    await enrolTeachers(web.db, school, [teacherRecord(from + 9)]);
    await asSystem(web.db, (tx) =>
      tx.sql
        .updateTable('teachers')
        .set({ version: 2 })
        .where('id', '=', first ?? '')
        .execute(),
    );
    await web.apply(id);
    await web.check(id);
    expect(await asked(id)).toMatchObject({ state: 'ready', total: 2, unanswered: 1 });
    expect((await clerk.get(`/uploads/${id}`)).body).toMatchObject({ submitted_at: null });
  });
});

describe('a change set that takes many teachers from a school', () => {
  it('is closed only with the county’s explicit word, which is written down', async () => {
    const ids = await enrol(20);
    const id = await sent(15);
    await answer(id, { rest: 'left' });
    await submit(id);
    expect((await setOf(id)).shrinkage).toEqual({ before: 20, after: 15, fewer: 5, percent: 25 });
    const refused = await approved(id);
    expect(codeOf(refused)).toEqual([409, 'shrinkage-unconfirmed']);
    expect(refused.body).toMatchObject({
      detail: expect.stringContaining('教师减少 5 人（20 → 15，25%）'),
    });
    const set = await setIdOf(id);
    const reviewer = await signIn(web, web.places.county);
    const { html } = await reviewer.page(`/change-sets/${set}`);
    expect(html).toMatch(/<input type="checkbox" name="shrinkage_confirmed" value="true" required/);
    expect((await reviewer.post(`/change-sets/${set}/approve`)).status).toBe(409);
    const closed = await reviewer.post(`/change-sets/${set}/approve`, { shrinkage_confirmed: 'true' });
    expect(closed.status).toBe(303);
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', id));
    expect(events.find(({ action }) => action === 'approve')?.detail).toMatchObject({
      ...{ before: 20, after: 15, fewer: 5, percent: 25, shrinkage_confirmed: true },
    });
    await web.apply(id);
    expect((await teacher(ids[19] ?? '')).status).toBe('离职');
  });

  it('is an ordinary one when the county rejects enough of the departures', async () => {
    await enrol(20);
    const id = await sent(15);
    await answer(id, { rest: 'left' });
    await submit(id);
    const departures = (await setOf(id)).changes.filter(({ kind }) => kind === 'depart');
    const set = await setIdOf(id);
    await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: departures.slice(0, 2).map((one) => one.id), decision: 'reject', reason: '未核实' },
    });
    expect((await setOf(id)).shrinkage).toBeUndefined();
    expect(await approved(id)).toMatchObject({ status: 200, body: { state: 'approved' } });
  });
});

describe('the page', () => {
  it('asks with nothing chosen beforehand, leads to it instead of submitting, and works without script', async () => {
    await enrol(4);
    const id = await sent(2);
    const browser = await signIn(web, school);
    const upload = await browser.page(`/uploads/${id}`);
    expect(upload.html).toContain('检查通过；提交前请答复 2 位未出现的教师');
    expect(upload.html).not.toContain(`action="/uploads/${id}/submit"`);
    const { html } = await browser.page(`/uploads/${id}/missing`);
    expect(html).toContain('还有 2 位未答复');
    expect(html.match(/type="radio"/g)).toHaveLength(8);
    expect(html).not.toMatch(/type="radio"[^>]* checked/);
    expect(html).not.toContain(teacherRecord(from + 2).id_number);
    const [one] = (await asked(id)).missing;
    expect((await browser.post(`/uploads/${id}/missing`)).status).toBe(422);
    const saved = await browser.post(`/uploads/${id}/missing`, {
      ...{ [`answer.${one?.change}`]: 'moved', [`destination.${one?.change}`]: '乙县实验小学', count: '2' },
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/uploads/${id}/missing`]);
    const rest = await browser.page(`/uploads/${id}/missing?rest=kept`);
    expect(rest.html).toContain('确认这 1 位仍在本校');
    await browser.post(`/uploads/${id}/missing`, { rest: 'kept', count: '1' });
    expect((await browser.page(`/uploads/${id}`)).html).toContain(`action="/uploads/${id}/submit"`);
    await submit(id);
    const reviewer = await signIn(web, web.places.county);
    const review = await reviewer.page(`/change-sets/${await setIdOf(id)}`);
    expect(review.html).toMatch(/学校答复：<strong>调出 → 乙县实验小学<\/strong>/);
    expect(review.html).toContain(school.actor.username);
    expect(review.html).toContain('学校答复仍在本校');
    expect((await reviewer.page(`/uploads/${id}/missing`)).html).toContain('调出 → 乙县实验小学');
  });
});
