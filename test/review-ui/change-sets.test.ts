/** Review over HTTP: what a reviewer is shown, who may decide what, and what becomes of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeJson } from '../../review-ui/pages/change-sets/change-json.ts';
import { identityNumberOf, teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type Place } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

interface SetJson {
  readonly id: string;
  readonly upload_id: string;
  readonly state: string;
  readonly changes: readonly ChangeJson[];
  readonly total: number;
  readonly undecided: number;
  readonly actions: readonly string[];
}

let web: Web;
let school: Program;
let county: Program;
let reviewer: Browser;
beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  school = await program(web, places.school);
  county = await program(web, places.county);
  reviewer = await signIn(web, places.county);
  await enrolTeachers(
    db,
    places.school,
    [1, 2, 3, 4, 5].map((n) => teacherRecord(n)),
  );
  await enrolTeachers(db, places.neighbour, [teacherRecord(60)]);
});
afterAll(() => web.close());

/** Sends a file as the place, lets it be checked, says that whoever is missing is still there, submits it, and answers its change set. */
async function submitted(
  place: Place,
  rows: Parameters<typeof csvOf>[0],
): Promise<{ upload: string; set: string }> {
  const caller = await program(web, place);
  const sent = await caller.upload(Uint8Array.from(csvOf(rows)), `${rows.length}-rows.csv`);
  const { id } = sent.body as { id: string };
  await web.check(id);
  await caller.post(`/uploads/${id}/missing`, { rest: 'kept' });
  const answer = await caller.post(`/uploads/${id}/submit`);
  const { state, change_set_id } = answer.body as { state: string; change_set_id: string };
  if (state !== 'submitted') throw new Error(`the file is ${state}`);
  return { upload: id, set: change_set_id };
}

/** One of each: a title, a phone, a departure, somebody missing, somebody new, and a neighbour's teacher. */
const mixedRows = () => [
  teacherRow(1),
  teacherRow(2, { title: '高级' }),
  teacherRow(3, { mobile: '15499990003' }),
  teacherRow(4, { status: '离职', action: '离职' }),
  teacherRow(50, { action: '新增', name: '<script>alert(1)</script>' }),
  teacherRow(60, { action: '调入' }),
];

const setOf = async (caller: Program, id: string, query = ''): Promise<SetJson> =>
  (await caller.get(`/change-sets/${id}${query}`)).body as SetJson;
const changeOf = ({ changes }: SetJson, kind: string): ChangeJson => {
  const found = changes.find((change) => change.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};

describe('a submitted change set', () => {
  let mixed = { upload: '', set: '' };
  beforeAll(async () => {
    mixed = await submitted(web.places.school, mixedRows());
  });

  it('waits in the queue of the unit right above, with what is risky about it', async () => {
    const { body } = await county.get('/change-sets');
    expect(body).toMatchObject({
      change_sets: [
        {
          id: mixed.set,
          upload_id: mixed.upload,
          state: 'submitted',
          unit: { id: web.places.school.unit.id, name: '甲县实验小学' },
          risky: 5,
          counts: { added: 1, changed: 2, departed: 1, missing: 1, transferred: 1, verified: 1 },
        },
      ],
      total: 1,
      page: 1,
    });
  });

  it('waits for nobody else', async () => {
    for (const place of [web.places.city, web.places.otherCounty]) {
      const { body } = await (await program(web, place)).get('/change-sets');
      expect(body).toMatchObject({ change_sets: [], total: 0 });
    }
  });

  it('gives a program every change in order of risk, personal cells masked', async () => {
    const set = await setOf(county, mixed.set);
    expect(set).toMatchObject({
      id: mixed.set,
      state: 'submitted',
      upload_id: mixed.upload,
      unit: { id: web.places.school.unit.id, name: '甲县实验小学', code: '2137000001' },
      total: 7,
      undecided: 5,
      actions: ['return', 'approve'],
    });
    expect(set.changes.map(({ kind, risk }) => [kind, risk])).toEqual([
      ['depart', 3],
      ['transfer', 3],
      ['missing', 3],
      ['change', 4],
      ['add', 5],
      ['change', 6],
      ['verify', 7],
    ]);
    expect(set.changes[5]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      kind: 'change',
      identity: false,
      risk: 6,
      base_version: 1,
      decision: null,
      decided_at: null,
      carried: false,
      sheet: expect.any(String),
      row: 4,
      teacher: { id: expect.any(String), name: '张试3', id_number: '3799**********0076' },
      cells: { mobile: { old: '154****0003', new: '154****0003' } },
    });
    expect(changeOf(set, 'transfer')).toMatchObject({ other_unit: '甲县第二小学' });
    expect(changeOf(set, 'missing')).toMatchObject({ teacher: { name: '张试5' }, cells: {}, row: null });
    expect(JSON.stringify(set)).not.toContain(identityNumberOf(3));
  });

  it('is narrowed by kind, by field, and to what is undecided', async () => {
    const names = async (query: string) =>
      (await setOf(county, mixed.set, query)).changes.map(({ teacher }) => teacher.name);
    expect(await names('?kind=missing')).toEqual(['张试5']);
    expect(await names('?field=title')).toEqual(['张试2']);
    expect(await names('?undecided=1')).toHaveLength(5);
    expect(await names('?kind=nonsense')).toHaveLength(7);
  });

  it('shows a person changed cells in words, and names as text', async () => {
    const { html } = await reviewer.page(`/change-sets/${mixed.set}`);
    expect(html).toContain('<del><span class="visually-hidden">原值 </span><span>一级</span></del>');
    expect(html).toContain('<ins><span class="visually-hidden">新值 </span><span>高级</span></ins>');
    expect(html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('从“甲县第二小学”调入“甲县实验小学”');
    expect(html).toContain('学校答复仍在本校');
    expect(html).not.toContain(identityNumberOf(3));
  });

  it('tells where masked numbers differ that look the same', async () => {
    const { html } = await reviewer.page(`/change-sets/${mixed.set}?field=mobile`);
    expect(html).toContain('第 4–7 位不同');
  });

  it('is read by the school without any button of a review', async () => {
    const clerk = await signIn(web, web.places.school);
    const { html, status } = await clerk.page(`/change-sets/${mixed.set}`);
    expect(status).toBe(200);
    expect(html).not.toContain('value="approve"');
    expect((await setOf(school, mixed.set)).actions).toEqual(['withdraw']);
  });

  it('is decided by the unit right above alone', async () => {
    const everything = { changes: 'all', decision: 'approve' };
    for (const place of [web.places.school, web.places.city, web.places.province]) {
      const caller = await program(web, place);
      expect(await caller.post(`/change-sets/${mixed.set}/decisions`, everything)).toMatchObject({
        status: 403,
        body: { type: 'urn:muster:problem:not-your-tier' },
      });
      expect(await caller.post(`/change-sets/${mixed.set}/return`, { reason: '…' })).toMatchObject({
        status: 403,
      });
    }
    const stranger = await program(web, web.places.otherCounty);
    expect(await stranger.post(`/change-sets/${mixed.set}/decisions`, everything)).toMatchObject({
      status: 404,
    });
    expect((await setOf(county, mixed.set)).undecided).toBe(5);
  });

  it('takes no rejection without a reason, no question, and nobody else’s change', async () => {
    const set = await setOf(county, mixed.set);
    const decide = (body: object) => county.post(`/change-sets/${mixed.set}/decisions`, body);
    const [added, missing] = [changeOf(set, 'add').id, changeOf(set, 'missing').id];
    expect(await decide({ changes: [added], decision: 'reject' })).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:reason-missing' },
    });
    expect(await decide({ changes: [added, missing], decision: 'approve' })).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:not-decidable' },
    });
    expect(await decide({ changes: ['999999'], decision: 'approve' })).toMatchObject({ status: 404 });
    expect(await decide({ changes: [], decision: 'approve' })).toMatchObject({ status: 422 });
    expect((await setOf(county, mixed.set)).undecided).toBe(5);
  });

  it('is not closed while something is undecided, and says how many', async () => {
    expect(await county.post(`/change-sets/${mixed.set}/approve`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:undecided-changes', params: { count: 5 } },
    });
  });

  it('draws a sample before a bulk approval, of low-risk changes alone', async () => {
    const { body } = await county.get(`/change-sets/${mixed.set}/low-risk`);
    const { count, sample } = body as { count: number; sample: ChangeJson[] };
    expect(count).toBe(2);
    expect(sample.map(({ teacher }) => teacher.name).sort()).toEqual(['张试1', '张试3']);
  });

  it('answers a decision made in the list with that row, the bar and what to announce', async () => {
    const { id } = changeOf(await setOf(county, mixed.set), 'depart');
    const answer = await reviewer.post(
      `/change-sets/${mixed.set}/decisions`,
      { changes: id, decision: 'approve', back: `/change-sets/${mixed.set}?kind=depart#change-${id}` },
      { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
    );
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html.match(/<tr /g)).toHaveLength(1);
    expect(html).toMatch(new RegExp(`^<tr id="change-${id}"`));
    expect(html).toContain('id="review-bar"');
    expect(html).toContain('已通过：张试4。 还有 4 条未处理');
    expect(html).toContain(`value="/change-sets/${mixed.set}?kind=depart#change-${id}"`);
  });

  it('takes a decision back', async () => {
    const { id } = changeOf(await setOf(county, mixed.set), 'depart');
    const answer = await county.post(`/change-sets/${mixed.set}/decisions`, {
      changes: [id],
      decision: 'clear',
    });
    expect(answer).toMatchObject({ status: 200, body: { changed: 1, undecided: 5, state: 'submitted' } });
  });

  it('goes its whole way by forms alone: low-risk, each of the rest, closed, in the registry', async () => {
    const address = `/change-sets/${mixed.set}`;
    const safe = await reviewer.post(`${address}/decisions`, {
      changes: 'safe',
      decision: 'approve',
      back: address,
    });
    expect(safe.headers.get('location')).toBe(address);
    const set = await setOf(county, mixed.set);
    expect(set.undecided).toBe(3);
    const added = changeOf(set, 'add').id;
    const page = await reviewer.page(`${address}/changes/${added}`);
    expect(page.html).toContain('不通过的原因');
    const rejected = await reviewer.post(`${address}/decisions`, {
      ...{ changes: added, decision: 'reject', reason: '缺少证明材料', other: '请附资格证', back: address },
    });
    expect(rejected.status).toBe(303);
    await county.post(`${address}/decisions`, { changes: 'all', decision: 'approve' });
    const closed = await reviewer.post(`${address}/approve`);
    expect(closed.headers.get('location')).toBe(`/change-sets?closed=${mixed.set}`);
    expect((await reviewer.page(`/change-sets?closed=${mixed.set}`)).html).toContain(
      '“甲县实验小学”的审核已完成',
    );
    expect((await setOf(county, mixed.set)).state).toBe('approved');
    await web.apply(mixed.upload);
    const after = await setOf(school, mixed.set);
    expect(after).toMatchObject({ state: 'applied', undecided: 0, actions: [] });
    expect(changeOf(after, 'add')).toMatchObject({ decision: 'reject', reason: '缺少证明材料；请附资格证' });
    const { body } = await county.get('/teachers?name=张试2');
    expect(body).toMatchObject({ teachers: [{ name: '张试2', title: '高级', version: 2 }] });
  });

  it('can not be decided once more', async () => {
    expect(
      await county.post(`/change-sets/${mixed.set}/decisions`, { changes: 'all', decision: 'clear' }),
    ).toMatchObject({ status: 409, body: { type: 'urn:muster:problem:wrong-state' } });
  });
});

describe('a change set that is returned', () => {
  it('goes back with its reason, and the next one opens', async () => {
    const { set } = await submitted(web.places.neighbour, [
      teacherRow(60, { title: '二级' }, { school_code: '2137000002', school_name: '甲县第二小学' }),
    ]);
    expect(await county.post(`/change-sets/${set}/return`, {})).toMatchObject({ status: 422 });
    const next = await submitted(web.places.school, [teacherRow(1), teacherRow(2, { title: '正高级' })]);
    const answer = await reviewer.post(`/change-sets/${set}/return`, { reason: '', other: '请核对职称' });
    expect(answer.headers.get('location')).toBe(`/change-sets/${next.set}?returned=${set}`);
    const { html } = await reviewer.page(`/change-sets/${next.set}?returned=${set}`);
    expect(html).toContain('已退回“甲县第二小学”');
    const neighbour = await program(web, web.places.neighbour);
    expect(await neighbour.get('/uploads')).toMatchObject({
      body: { uploads: [{ state: 'returned', return_reason: '请核对职称' }] },
    });
  });
});

describe('a new person whom two schools send in', () => {
  it('is told to the reviewer beside the change, with the other school, its receipt and a way to it', async () => {
    const both = { action: '新增' } as const;
    const ours = await submitted(web.places.neighbour, [
      teacherRow(61, both, { school_code: '2137000002', school_name: '甲县第二小学' }),
    ]);
    const theirs = await submitted(web.places.stranger, [
      teacherRow(61, both, { school_code: '2137000003', school_name: '乙县实验小学' }),
    ]);
    const { receipt } = (await (await program(web, web.places.stranger)).get(`/uploads/${theirs.upload}`))
      .body as { receipt: string };
    const added = changeOf(await setOf(county, ours.set), 'add');
    expect(added.also_claimed_by).toEqual([{ unit: '乙县实验小学', receipt }]);
    for (const address of [`/change-sets/${ours.set}`, `/change-sets/${ours.set}/changes/${added.id}`]) {
      const { html } = await reviewer.page(address);
      expect(html).toContain('“乙县实验小学”也在上报此人');
      expect(html).toContain(receipt);
      expect(html).not.toContain(`href="/change-sets/${theirs.set}"`);
    }
    const overseer = await signIn(web, web.places.city);
    expect((await overseer.page(`/change-sets/${ours.set}`)).html).toContain(
      `href="/change-sets/${theirs.set}"`,
    );
  });

  it('is told again in the row that a decision answers with, and to nobody when one of the two is rejected', async () => {
    const { body } = await county.get('/change-sets');
    const { change_sets } = body as { change_sets: { id: string; unit: { name: string } }[] };
    const ours = change_sets.find(({ unit }) => unit.name === '甲县第二小学')?.id ?? '';
    const { id } = changeOf(await setOf(county, ours), 'add');
    const answer = await reviewer.post(
      `/change-sets/${ours}/decisions`,
      { changes: id, decision: 'approve' },
      { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
    );
    expect(await answer.text()).toContain('“乙县实验小学”也在上报此人');
    const others = await program(web, web.places.otherCounty);
    const queue = (await others.get('/change-sets')).body as { change_sets: { id: string }[] };
    const theirs = queue.change_sets[0]?.id ?? '';
    const { id: same } = changeOf(await setOf(others, theirs), 'add');
    await others.post(`/change-sets/${theirs}/decisions`, {
      ...{ changes: [same], decision: 'reject', reason: '不在该校任教' },
    });
    expect(changeOf(await setOf(county, ours), 'add').also_claimed_by).toBeUndefined();
  });
});

describe('a new person who is probably registered already', () => {
  const sameMan = { name: '买买提艾力', mobile: '15400007777', action: '新增' } as const;
  const inNeighbour = { school_code: '2137000002', school_name: '甲县第二小学' };
  let set = '';
  let added: ChangeJson;
  beforeAll(async () => {
    const dotted = { name: '买买提·艾力', mobile: '15400007777' };
    await enrolTeachers(web.db, web.places.school, [teacherRecord(70, dotted)]);
    await enrolTeachers(web.db, web.places.stranger, [teacherRecord(71, { ...dotted, status: '离职' })]);
    const { body } = await county.get('/change-sets');
    const { change_sets } = body as { change_sets: { id: string; unit: { name: string } }[] };
    for (const { id, unit } of change_sets) {
      if (unit.name === '甲县第二小学') await county.post(`/change-sets/${id}/return`, { reason: '请核对' });
    }
    set = (await submitted(web.places.neighbour, [teacherRow(72, sameMan, inNeighbour)])).set;
    added = changeOf(await setOf(county, set), 'add');
  });

  it('is told to a program with score and reasons, and with an id where the teacher is in its scope', () => {
    const reasons = ['same-name-without-dots', 'same-birth-date', 'same-mobile', 'near-sequence'];
    expect(added.alike).toEqual([
      { teacher_id: expect.stringMatching(/^\d+$/), unit: '甲县实验小学', score: 100, reasons },
      { unit: '乙县实验小学', score: 100, reasons },
    ]);
  });

  it('is shown to the reviewer side by side, masked, and without the record of another county', async () => {
    const { html } = await reviewer.page(`/change-sets/${set}/changes/${added.id}`);
    const [, first = '', second = ''] = html.split('class="lookalike"');
    expect(first).toContain('登记在“甲县实验小学” · 相似度 100/100');
    expect(first).toContain('姓名去掉间隔号、空格和大小写后相同、出生日期相同、手机号相同');
    expect(first).toContain('买买提·艾力');
    expect(first).toContain('154****7777');
    expect(first).toMatch(/第 \d+(–\d+)? 位不同|第 [\d、–]+ 位不同/);
    expect(second).toContain('“乙县实验小学”不在您的辖区');
    expect(second).not.toContain('买买提·艾力');
    expect(html).not.toContain(identityNumberOf(70));
    expect(html).not.toContain(identityNumberOf(71));
    expect(html).not.toContain('15400007777');
  });

  it('is announced in the list, with a way to that page', async () => {
    const { html } = await reviewer.page(`/change-sets/${set}`);
    expect(html).toContain('可能已用其他证件登记在“甲县实验小学”');
    expect(html).toContain(`href="/change-sets/${set}/changes/${added.id}#lookalikes"`);
  });

  it('is told to the school as a warning that names neither school nor person', async () => {
    const clerk = await program(web, web.places.neighbour);
    const seen = changeOf(await setOf(clerk, set), 'add');
    expect(seen.alike).toBeUndefined();
    const page = await (await signIn(web, web.places.neighbour)).page(
      `/change-sets/${set}/changes/${added.id}`,
    );
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('甲县实验小学');
    const { upload_id } = await setOf(clerk, set);
    const { body } = await clerk.get(`/uploads/${upload_id}/issues`);
    const { issues } = body as { issues: { rule: string; message: string }[] };
    const told = issues.filter(({ rule }) => rule === 'probable-duplicate');
    expect(told).toHaveLength(1);
    expect(told[0]?.message).toContain('可能与其他单位登记的一位教师是同一人');
    expect(JSON.stringify(told)).not.toContain('甲县实验小学');
  });
});
