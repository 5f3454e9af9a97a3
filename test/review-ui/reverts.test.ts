/** Undoing an applied set over HTTP: from the reason to the registry, and what it never touches. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { identityNumberOf, teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type Place } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

interface SetJson {
  readonly id: string;
  readonly upload_id: string;
  readonly state: string;
  readonly undecided: number;
  readonly actions: readonly string[];
  readonly changes: readonly {
    readonly kind: string;
    readonly teacher: { readonly name: string };
    readonly cells: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>;
    readonly decision: string | null;
  }[];
  readonly reverts?: {
    readonly upload_id: string;
    readonly receipt: string;
    readonly reason: string;
    readonly refused: readonly Readonly<Record<string, unknown>>[];
  };
  readonly reverted_by?: readonly { readonly upload_id: string; readonly state: string }[];
}

let web: Web;
let school: Program;
let county: Program;
let reviewer: Browser;
let clerk: Browser;
beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  school = await program(web, places.school);
  county = await program(web, places.county);
  reviewer = await signIn(web, places.county);
  clerk = await signIn(web, places.school);
  await enrolTeachers(
    db,
    places.school,
    [1, 2, 3, 4].map((n) => teacherRecord(n)),
  );
});
afterAll(() => web.close());

type Rows = Parameters<typeof csvOf>[0];
let files = 0;

const setOf = async (caller: Program, id: string): Promise<SetJson> =>
  (await caller.get(`/change-sets/${id}`)).body as SetJson;

/** A file of the school, as far as the review. */
async function submitted(rows: Rows): Promise<{ upload: string; set: string; receipt: string }> {
  const sent = await school.upload(Uint8Array.from(csvOf(rows)), `${++files}.csv`);
  const { id, receipt } = sent.body as { id: string; receipt: string };
  await web.check(id);
  await school.post(`/uploads/${id}/missing`, { rest: 'kept' });
  const answer = await school.post(`/uploads/${id}/submit`);
  const { state, change_set_id } = answer.body as { state: string; change_set_id: string };
  if (state !== 'submitted') throw new Error(`the file is ${JSON.stringify(answer.body)}`);
  return { upload: id, set: change_set_id, receipt };
}

async function approved(set: string): Promise<void> {
  await county.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' });
  const answer = await county.post(`/change-sets/${set}/approve`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** A file of the school, as far as the registry. */
async function applied(rows: Rows) {
  const sent = await submitted(rows);
  await approved(sent.set);
  await web.apply(sent.upload);
  return sent;
}

const reason = { reason: '审核有误，不应通过' };
const ask = (set: string, caller: Program = county) => caller.post(`/change-sets/${set}/revert`, reason);
async function asked(set: string): Promise<SetJson> {
  const answer = await ask(set);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as SetJson;
}

type Teacher = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
async function teacherNamed(name: string): Promise<Teacher> {
  const { body } = await county.get(`/teachers?name=${encodeURIComponent(name)}`);
  const [found] = (body as { teachers: Teacher[] }).teachers;
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}
const everybody = async () => {
  const { body } = await county.get('/teachers');
  return (body as { teachers: Teacher[] }).teachers.map(
    ({ version: _, verified_at: __, updated_at: ___, ...record }) => record,
  );
};

describe('an applied set that is undone', () => {
  let before: unknown;
  let set = { upload: '', set: '', receipt: '' };
  let undo: SetJson;
  beforeAll(async () => {
    before = await everybody();
    set = await applied([
      teacherRow(1, { title: '高级', mobile: '15499990001' }),
      teacherRow(2, { status: '离职', action: '离职' }),
      teacherRow(3),
      teacherRow(4),
      teacherRow(50, { action: '新增' }),
    ]);
    expect((await setOf(county, set.set)).state).toBe('applied');
  });

  it('says before it is asked for what will come back', async () => {
    expect(await county.get(`/change-sets/${set.set}/revert`)).toMatchObject({
      status: 200,
      body: { id: set.set, teachers: 3, cells: 4, departing: 1, refused: [] },
    });
    const { html } = await reviewer.page(`/change-sets/${set.set}`);
    expect(html).toContain(`href="/change-sets/${set.set}/revert"`);
    const page = await reviewer.page(`/change-sets/${set.set}/revert`);
    expect(page.html).toContain('3 人的 4 项恢复为入库前的值');
    expect(page.html).toContain('其中 1 人是这次新增的');
    expect(page.html).toContain(`action="/change-sets/${set.set}/revert"`);
  });

  it('is for the unit right above alone, and elsewhere not found', async () => {
    const { places } = web;
    for (const place of [places.school, places.city, places.province] as Place[]) {
      const caller = await program(web, place);
      expect(await ask(set.set, caller)).toMatchObject({
        status: 403,
        body: { type: 'urn:muster:problem:not-your-tier' },
      });
      expect(await caller.get(`/change-sets/${set.set}/revert`)).toMatchObject({ status: 403 });
    }
    for (const place of [places.otherCounty, places.neighbour] as Place[]) {
      const caller = await program(web, place);
      expect(await ask(set.set, caller)).toMatchObject({ status: 404 });
      expect(await caller.get(`/change-sets/${set.set}/revert`)).toMatchObject({ status: 404 });
    }
    expect((await clerk.page(`/change-sets/${set.set}`)).html).not.toContain('/revert"');
    expect((await setOf(county, set.set)).reverted_by).toBeUndefined();
  });

  it('takes no request without a reason', async () => {
    expect(await county.post(`/change-sets/${set.set}/revert`, {})).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:reason-missing' },
    });
  });

  it('answers with a change set of its own, in review under its own receipt', async () => {
    undo = await asked(set.set);
    expect(undo).toMatchObject({
      state: 'submitted',
      undecided: 3,
      actions: ['return', 'approve'],
      reverts: { upload_id: set.upload, receipt: set.receipt, reason: '审核有误，不应通过', refused: [] },
    });
    expect(undo.changes.map(({ kind, teacher, cells }) => [kind, teacher.name, Object.keys(cells)])).toEqual([
      ['change', '张试2', ['status']],
      ['depart', '张试50', ['status']],
      ['change', '张试1', ['title', 'mobile']],
    ]);
    expect(JSON.stringify(undo)).not.toContain(identityNumberOf(1));
    expect(JSON.stringify(undo)).not.toContain('15499990001');
    expect(await setOf(county, set.set)).toMatchObject({
      state: 'applied',
      reverted_by: [{ upload_id: undo.upload_id, state: 'submitted' }],
    });
    expect((await county.get('/change-sets')).body).toMatchObject({
      change_sets: [{ id: undo.id, reverts: set.upload }],
    });
    expect(await school.get(`/uploads/${undo.upload_id}`)).toMatchObject({
      body: {
        ...{ file_name: `撤销 ${set.receipt}`, reverts: set.upload, revert_reason: '审核有误，不应通过' },
        ...{ state: 'submitted', actions: [] },
      },
    });
  });

  it('is under way once at a time', async () => {
    expect(await ask(set.set)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:revert-under-way' },
    });
    const { html } = await reviewer.page(`/change-sets/${set.set}`);
    expect(html).not.toContain(`href="/change-sets/${set.set}/revert"`);
    expect(html).toContain(`href="/change-sets/${undo.id}"`);
  });

  it('shows on its pages what it undoes and why, and nothing to do for the school', async () => {
    const { html } = await reviewer.page(`/change-sets/${undo.id}`);
    expect(html).toContain('撤销甲县实验小学的变更');
    expect(html).toContain(`href="/change-sets/${set.set}"`);
    expect(html).toContain('审核有误，不应通过');
    expect(html).toContain('撤销新增：登记库不删除人员');
    expect(html).toContain('放弃这次撤销');
    expect(html).not.toContain('退回给');
    const page = await clerk.page(`/uploads/${undo.upload_id}`);
    expect(page.html).toContain('这是一次撤销');
    expect(page.html).not.toContain(`action="/uploads/${undo.upload_id}/`);
  });

  it('has no file that anybody could read, mend or take away', async () => {
    const at = `/uploads/${undo.upload_id}`;
    const noFile = { status: 409, body: { type: 'urn:muster:problem:undo-has-no-file' } };
    expect(await school.get(`${at}/annotated.xlsx`)).toMatchObject(noFile);
    expect(await school.get(`${at}/cells?find=2`)).toMatchObject(noFile);
    const cell = { sheet: 'x', row: 2, column: 'A', value: '1' };
    expect(await school.patch(`${at}/cells`, cell)).toMatchObject({ status: 409 });
    for (const action of ['submit', 'withdraw', 'recheck', 'retry', 'repairs']) {
      expect(await school.post(`${at}/${action}`)).toMatchObject({ status: 409 });
    }
    expect((await school.get(`${at}/columns`)).status).toBeLessThan(500);
    expect((await school.get(at)).body).toMatchObject({ state: 'submitted' });
  });

  it('lets the school go on: its next file is checked and submitted beside the undo', async () => {
    const { upload, set: other } = await submitted([teacherRow(1, { title: '高级', mobile: '15499990001' })]);
    expect(await county.post(`/change-sets/${other}/return`, { reason: '请稍后' })).toMatchObject({
      status: 200,
    });
    expect((await school.get(`/uploads/${upload}`)).body).toMatchObject({ state: 'returned' });
    expect((await setOf(county, undo.id)).state).toBe('submitted');
  });

  it('is decided and applied like any other, and the records are what they were', async () => {
    const { verified_at } = await teacherNamed('张试1');
    await approved(undo.id);
    await web.apply(undo.upload_id);
    expect(await setOf(county, undo.id)).toMatchObject({ state: 'applied' });
    const added = await teacherNamed('张试50');
    expect(added).toMatchObject({ status: '离职', version: 2 });
    const others = (await everybody()).filter(({ id }) => id !== added.id);
    expect(others).toEqual(before);
    // The county took it back; the school has not said that it is right.
    expect(await teacherNamed('张试1')).toMatchObject({ verified_at });
  });

  it('makes histories longer: the undo is a version with its receipt and what it undid', async () => {
    const { id, version } = await teacherNamed('张试1');
    expect(version).toBe(3);
    const { body } = await county.get(`/teachers/${id}/history`);
    expect(body).toMatchObject({
      revisions: [
        { version: 3, upload_id: undo.upload_id, undid: set.receipt, cells: { title: { new: '一级' } } },
        { version: 2, upload_id: set.upload, undid: null, cells: { title: { new: '高级' } } },
        { version: 1 },
      ],
    });
    expect((await reviewer.page(`/teachers/${id}`)).html).toContain('撤销回执');
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', set.upload));
    expect(events.at(-1)).toMatchObject({ action: 'revert', detail: { changes: 3, refused: 0 } });
  });

  it('leaves nothing to undo a second time, but can be undone itself', async () => {
    expect(await ask(set.set)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:nothing-to-revert', params: { count: 4 } },
    });
    const page = await reviewer.page(`/change-sets/${set.set}/revert`);
    expect(page.html).toContain('没有可以撤销的内容');
    expect((await county.get(`/change-sets/${undo.id}/revert`)).body).toMatchObject({
      ...{ teachers: 3, cells: 4, refused: [] },
    });
  });
});

describe('an undo after later changes', () => {
  it('leaves their cells alone, and says what stands there since which receipt', async () => {
    const first = await applied([teacherRow(3, { title: '高级', mobile: '15499990003' })]);
    const later = await applied([teacherRow(3, { title: '高级', mobile: '15488880003' })]);
    const undo = await asked(first.set);
    expect(undo.changes.map(({ cells }) => cells)).toEqual([{ title: { old: '高级', new: '一级' } }]);
    expect(undo.reverts?.refused).toEqual([
      {
        teacher: { id: expect.any(String), name: '张试3', id_number: '3799**********0076' },
        ...{ field: 'mobile', written: '154****0003', now: '154****0003' },
        ...{ since: later.receipt, why: 'changed-later' },
      },
    ]);
    const { html } = await reviewer.page(`/change-sets/${undo.id}`);
    expect(html).toContain('1 项不撤销');
    expect(html).toContain(later.receipt);
    expect(html).not.toContain('15488880003');
    await approved(undo.id);
    await web.apply(undo.upload_id);
    expect(await teacherNamed('张试3')).toMatchObject({ title: '一级', version: 4 });
    const { body } = await county.post('/teachers/search', { id_number: identityNumberOf(3) });
    expect(JSON.stringify(body)).toContain('154****0003');
  });

  it('is made again when the registry moves before it is applied, and keeps the decisions that still fit', async () => {
    const first = await applied([teacherRow(3, { title: '高级' }), teacherRow(4, { title: '高级' })]);
    const undo = await asked(first.set);
    const later = await applied([teacherRow(3, { title: '高级' }), teacherRow(4, { title: '正高级' })]);
    await approved(undo.id);
    await web.apply(undo.upload_id);
    expect((await school.get(`/uploads/${undo.upload_id}`)).body).toMatchObject({ state: 'received' });
    await web.check(undo.upload_id);
    await web.check(undo.upload_id);
    const { change_set_id } = (await school.get(`/uploads/${undo.upload_id}`)).body as {
      change_set_id: string;
    };
    expect(change_set_id).not.toBe(undo.id);
    const again = await setOf(county, change_set_id);
    expect(again).toMatchObject({ state: 'submitted', undecided: 0 });
    expect(again.changes).toMatchObject([{ teacher: { name: '张试3' }, decision: 'approve' }]);
    expect(again.reverts?.refused).toMatchObject([{ field: 'title', now: '正高级', since: later.receipt }]);
    await approved(change_set_id);
    await web.apply(undo.upload_id);
    expect(await teacherNamed('张试3')).toMatchObject({ title: '一级' });
    expect(await teacherNamed('张试4')).toMatchObject({ title: '正高级' });
  });

  it('never takes the place of a file, whatever the file waits for', async () => {
    const first = await applied([teacherRow(3, { email: 'a@example.com' })]);
    const bad = await school.upload(Uint8Array.from(csvOf([teacherRow(3, { title: null })])), 'bad.csv');
    const { id } = bad.body as { id: string };
    const undo = await asked(first.set);
    await web.check(id);
    expect((await school.get(`/uploads/${id}`)).body).toMatchObject({ state: 'needs_fix' });
    await approved(undo.id);
    await web.apply(undo.upload_id);
    expect((await school.get(`/uploads/${id}`)).body).toMatchObject({ state: 'needs_fix' });
    expect(await teacherNamed('张试3')).toMatchObject({ email: null });
  });
});

describe('the undo of a departure', () => {
  it('brings nobody back who is in service at another school by now', async () => {
    const { neighbour } = web.places;
    const first = await applied([teacherRow(4, { title: '正高级', status: '离职', action: '离职' })]);
    await enrolTeachers(web.db, neighbour, [teacherRecord(4)]);
    expect((await county.get(`/change-sets/${first.set}/revert`)).body).toMatchObject({
      teachers: 0,
      refused: [{ teacher: { name: '张试4' }, field: 'status', now: '离职', why: 'document-in-use' }],
    });
    const answer = await ask(first.set);
    expect(answer).toMatchObject({ status: 409, body: { params: { count: 1 } } });
    expect(JSON.stringify(answer.body)).not.toContain(neighbour.unit.name);
  });
});

describe('an undo that is dropped', () => {
  it('changes nothing, says why, and may be asked for again', async () => {
    const first = await applied([teacherRow(1, { email: 'b@example.com' })]);
    const undo = await asked(first.set);
    await reviewer.page(`/change-sets/${undo.id}`);
    const answer = await reviewer.post(`/change-sets/${undo.id}/return`, { reason: '', other: '原来的无误' });
    expect(answer.headers.get('location')).toBe(`/change-sets?returned=${undo.id}`);
    expect((await reviewer.page(`/change-sets?returned=${undo.id}`)).html).toContain(
      '已放弃“甲县实验小学”的撤销',
    );
    expect((await reviewer.page(`/change-sets/${first.set}`)).html).toContain('已放弃');
    expect(await teacherNamed('张试1')).toMatchObject({ email: 'b@example.com' });
    const again = await asked(first.set);
    expect(again.state).toBe('submitted');
    await county.post(`/change-sets/${again.id}/return`, { reason: '原来的无误' });
  });
});

describe('two undos of one set asked for at the same moment', () => {
  it('are one, and the other is told of it', async () => {
    const first = await applied([teacherRow(1, { email: 'c@example.com' })]);
    const answers = await Promise.all([ask(first.set), ask(first.set), ask(first.set)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const { status, body } of answers) {
      if (status === 409) expect(body).toMatchObject({ type: 'urn:muster:problem:revert-under-way' });
    }
    expect((await setOf(county, first.set)).reverted_by).toHaveLength(1);
  });
});
