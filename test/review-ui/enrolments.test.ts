/** Enrolment without a workbook: chosen by page or program, confirmed with a count, released above, and asked for before a word is given. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEnrolment } from '../setup/enrolling.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let ids: string[];
let school: Program;
let campaignId: string;
beforeAll(async () => {
  web = await openWeb();
  ids = await enrolTeachers(web.db, web.places.school, [
    teacherRecord(1),
    teacherRecord(2, { subject: '数学' }),
    teacherRecord(3, { subject: '音乐' }),
    teacherRecord(4, { subject: null, post_type: '其他' }),
  ]);
  await enrolTeachers(web.db, web.places.stranger, [teacherRecord(30)]);
  campaignId = (await openEnrolment(web.db, web.places, new Date())).id;
  school = await program(web, web.places.school);
});
afterAll(() => web.close());

interface Answer {
  tally: Record<string, number>;
  locked: boolean;
  may_change: boolean;
  teachers: { id: string; name: string; state: string; enrolment: { id: string; subject: string } | null }[];
  units: { name: string; locked: boolean; tally: Record<string, number> }[];
  cells: { stage: string; subject: string | null; registered: number; enrolled: number }[];
}
const see = async (place: Place, query = '') =>
  (await (await program(web, place)).get(`/enrolments${query}`)).body as Answer;
const at = (n: number) => ids[n] ?? '';
const submission = () => `/submissions/${campaignId}-enrolment-${web.places.school.unit.id}/submit`;

describe('before anybody is enrolled', () => {
  it('the school sees all of its teachers as not settled, and may not give its word: the answer counts them', async () => {
    expect(await see(web.places.school)).toMatchObject({
      ...{ may_change: true, locked: false },
      tally: { neither: 4, enrolled: 0, excused: 0, broken: 0 },
    });
    const { status, body } = await school.post(submission());
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: 'urn:muster:problem:teachers-not-enrolled', params: { count: 4 } });
  });

  it('a program enrols and excuses in one call, all or nothing', async () => {
    const bad = await school.post('/enrolments', {
      choices: [
        { teacher_id: at(0), stage: '小学', subject: '语文' },
        { teacher_id: at(1), stage: '小学', subject: '物理' },
      ],
    });
    expect(bad).toMatchObject({ status: 422, body: { params: { why: 'subject-not-of-stage' } } });
    expect((await see(web.places.school)).tally.enrolled).toBe(0);
    const good = await school.post('/enrolments', {
      choices: [
        { teacher_id: at(0), stage: '小学', subject: '语文' },
        { teacher_id: at(3), excuse: 'maternity' },
      ],
    });
    expect(good).toMatchObject({ status: 200, body: { enrolled: 1, changed: 0, excused: 1 } });
  });
});

describe('the page', () => {
  it('offers one choice for each teacher: subjects of open stages, and reasons; saved without a script', async () => {
    const clerk = await signIn(web, web.places.school);
    const { html } = await clerk.page('/enrolments');
    expect(html).toContain(`<select id="pick-${at(1)}"`);
    expect(html).toContain('value="小学|科学"');
    expect(html).not.toContain('value="初中|物理"');
    expect(html).toContain('value="!sick"');
    // Of the page only what differs from what was shown is done.
    const answer = await clerk.post('/enrolments', {
      ...{ [`pick.${at(0)}`]: '小学|语文', [`was.${at(0)}`]: '小学|语文' },
      ...{ [`pick.${at(1)}`]: '小学|科学', [`was.${at(1)}`]: '' },
      ...{ [`pick.${at(2)}`]: '', [`was.${at(2)}`]: '' },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/enrolments');
    const { teachers } = await see(web.places.school);
    expect(teachers.map(({ enrolment, state }) => enrolment?.subject ?? state)).toEqual([
      ...['语文', '科学', 'neither', 'excused'],
    ]);
  });

  it('a choice made upon what somebody else has changed since is refused', async () => {
    const clerk = await signIn(web, web.places.school);
    const answer = await clerk.post('/enrolments', {
      ...{ [`pick.${at(1)}`]: '小学|美术', [`was.${at(1)}`]: '小学|英语' },
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('张试2的报名刚刚被改动');
  });

  it('taking what everybody is registered for is shown with its count first, and refused with another count', async () => {
    const clerk = await signIn(web, web.places.school);
    const { html } = await clerk.page('/enrolments?propose=registered');
    expect(html).toContain('按登记的学段、学科报名：1 位');
    expect(html).toContain('小学音乐 1');
    expect((await see(web.places.school)).tally).toMatchObject({ neither: 1 });
    expect((await clerk.post('/enrolments', { all: 'registered', count: '9' })).status).toBe(409);
    expect((await clerk.post('/enrolments', { all: 'registered', count: '1' })).status).toBe(303);
    expect((await see(web.places.school)).tally).toEqual({ neither: 0, enrolled: 3, excused: 1, broken: 0 });
  });

  it('shows the county how complete each unit is, with registered beside enrolled, and no other county', async () => {
    const { units, cells } = await see(web.places.county);
    expect(units.map(({ name, tally }) => [name, tally.enrolled])).toEqual([
      ['甲县实验小学', 3],
      ['甲县第二小学', 0],
    ]);
    expect(cells).toContainEqual({ stage: '小学', subject: '科学', registered: 0, enrolled: 1 });
    const other = await program(web, web.places.otherCounty);
    expect((await other.get(`/enrolments?unit=${web.places.school.unit.id}`)).status).toBe(404);
    const { tally } = await see(web.places.city);
    expect(tally).toEqual({ neither: 1, enrolled: 3, excused: 1, broken: 0 });
    const { html } = await (await signIn(web, web.places.county)).page('/enrolments');
    expect(html).toContain('/enrolments/unsubmitted?unit=');
  });

  it('names all that have not submitted on one page and in a file, and reminds all of them together, once a day', async () => {
    const { county, city, school: own } = web.places;
    const clerk = await signIn(web, county);
    expect((await clerk.page('/enrolments/unsubmitted')).html).toContain('甲县第二小学');
    const { body } = await (await program(web, city)).get('/enrolments/unsubmitted');
    const { units } = body as { units: { name: string; superior: string; state: string }[] };
    expect(units.map(({ superior, name, state }) => [superior, name, state])).toEqual([
      ['甲县', '甲县实验小学', 'open'],
      ['甲县', '甲县第二小学', 'open'],
      ['乙县', '乙县实验小学', 'open'],
    ]);
    const { html: file } = await clerk.page('/enrolments/unsubmitted.csv');
    expect(file.split('\r\n')).toEqual([
      '直接上级,单位,学校标识码,是否上报',
      '甲县,甲县实验小学,2137000001,未上报',
      '甲县,甲县第二小学,2137000002,未上报',
      '',
    ]);
    const asked = await clerk.page(`/reminders/new?below=${county.unit.id}&step=enrolment`);
    expect(asked.html).toContain('甲县催报：请尽快完成参训报名并上报');
    const all = { below: county.unit.id, step: 'enrolment' };
    const told = await clerk.post('/reminders', all);
    expect(told.headers.get('location')).toBe(
      `/enrolments/unsubmitted?unit=${county.unit.id}&reminded=2&skipped=0&done=0`,
    );
    expect((await clerk.post('/reminders', all)).status).toBe(409);
    expect((await (await signIn(web, own)).page('/notices')).html).toContain('甲县催报：请尽快完成参训报名');
    // Of the collection it may still hear today.
    const other = await (await program(web, county)).post('/reminders', { below: county.unit.id });
    expect(other).toMatchObject({ status: 200, body: { reminded: 2, skipped: 0 } });
  });
});

describe('release, and the word', () => {
  it('the county releases one with a reason; nobody else’s enrolment is found', async () => {
    const { teachers } = await see(web.places.school, '?state=enrolled');
    const id = teachers[2]?.enrolment?.id ?? '';
    const release = async (place: Place, body: unknown) =>
      (await (await program(web, place)).post(`/enrolments/${id}/release`, body)).status;
    expect(await release(web.places.otherCounty, { reason: '错报' })).toBe(404);
    expect(await release(web.places.county, {})).toBe(422);
    expect(await release(web.places.county, { reason: '错报' })).toBe(200);
    expect((await see(web.places.school)).tally).toMatchObject({ neither: 1, enrolled: 2 });
    // The school is told, is led to who is left, and reads the reason there; so does its county.
    const clerk = await signIn(web, web.places.school);
    const newest = /\/notices\/\d+\/read/.exec((await clerk.page('/notices')).html)?.[0] ?? '';
    const followed = await clerk.post(newest, { open: 'true' });
    expect(followed.headers.get('location')).toBe('/enrolments?state=neither');
    expect((await clerk.page('/enrolments?state=neither')).html).toContain('报名已被取消，原因：错报');
    const { html } = await (await signIn(web, web.places.county)).page(
      `/enrolments?unit=${web.places.school.unit.id}`,
    );
    expect(html).toContain('报名已被取消，原因：错报');
    expect((await see(web.places.school, '?state=neither')).teachers).toEqual([
      expect.objectContaining({ id: at(2), released_reason: '错报' }),
    ]);
  });

  it('the trail of the released one names each step with who did it, at the enrolment and in the history of its teacher', async () => {
    const county = await program(web, web.places.county);
    const { body } = await county.get(`/teachers/${at(2)}/history`);
    const { enrolments } = body as { enrolments: { action: string; by: string; cell: unknown }[] };
    expect(enrolments.map(({ action, by, cell }) => [action, by, cell])).toEqual([
      ['enrol', expect.stringContaining('甲县实验小学'), { stage: '小学', subject: '音乐' }],
      ['release', expect.stringContaining('甲县'), { stage: '小学', subject: '音乐' }],
    ]);
    const { html } = await (await signIn(web, web.places.county)).page(`/teachers/${at(2)}`);
    expect(html).toContain('参训报名记录');
  });

  it('an enrolment has a page of its own, with its release for who may, and none for another county', async () => {
    const { teachers } = await see(web.places.school, '?state=enrolled');
    const id = teachers[0]?.enrolment?.id ?? '';
    const { body } = await school.get(`/enrolments/${id}`);
    expect(body).toMatchObject({
      ...{ id, state: 'enrolled', subject: '语文', actions: ['change', 'release'] },
      trail: [{ action: 'enrol', unit: '甲县实验小学', cell: { stage: '小学', subject: '语文' } }],
    });
    const other = await program(web, web.places.otherCounty);
    expect((await other.get(`/enrolments/${id}`)).status).toBe(404);
    const { html } = await (await signIn(web, web.places.county)).page(`/enrolments/${id}`);
    expect(html).toContain(`action="/enrolments/${id}/release"`);
  });

  it('once all are enrolled or excused the school submits, and then nothing changes: the answer says who reopens it', async () => {
    await school.post('/enrolments', {
      choices: [{ teacher_id: at(2), excuse: 'other', note: '借调外单位' }],
    });
    expect(await school.post(submission())).toMatchObject({ status: 200 });
    const { status, body } = await school.post('/enrolments', {
      choices: [{ teacher_id: at(0), stage: '小学', subject: '数学' }],
    });
    expect(status).toBe(423);
    expect(body).toMatchObject({ params: { unit: '甲县实验小学', superior: '甲县' } });
    expect(await see(web.places.school)).toMatchObject({ locked: true, may_change: false });
    expect((await see(web.places.county)).units[0]).toMatchObject({ name: '甲县实验小学', locked: true });
  });
});

it('a county enrols nobody itself', async () => {
  const county = await program(web, web.places.county);
  const { status } = await county.post('/enrolments', { choices: [{ teacher_id: at(0), excuse: 'sick' }] });
  expect(status).toBe(403);
});
