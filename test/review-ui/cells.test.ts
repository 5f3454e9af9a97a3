/** Mending in the browser: a cell, a row or everything certain at once; checked as one leaves it, and taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mendUpload } from '../../database/mending.ts';
import { takeOwed } from '../../database/outbox.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { fileOf } from '../../database/uploads.ts';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let school: Program;
let clerk: Browser;
beforeAll(async () => {
  web = await openWeb();
  await enrolTeachers(web.db, web.places.school, [teacherRecord(1), teacherRecord(2), teacherRecord(3)]);
  school = await program(web, web.places.school);
  clerk = await signIn(web, web.places.school);
});
afterAll(() => web.close());

/** Columns of the file: A name, C ID number, D gender, E birth date, G school code, K subject, L rural, R mobile. */
const sheet = 'CSV';
let sendings = 0;
/** A checked upload of these rows; the file is unlike any other. */
async function checked(rows: readonly TeacherRow[]): Promise<string> {
  sendings += 1;
  const bytes = Uint8Array.from(csvOf(rows.map((row) => ({ ...row, email: `n${sendings}@example.com` }))));
  const { body } = await school.upload(bytes, '教师.csv');
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
const three = (first: Partial<TeacherRow> = {}, second: Partial<TeacherRow> = {}): TeacherRow[] => [
  teacherRow(1, { action: '修正', ...first }),
  teacherRow(2, { action: '修正', ...second }),
  teacherRow(3),
];
interface Shown {
  state: string;
  counts: { errors: number; rows: number };
  issues: { rule: string; row: number }[];
  mending: { edits: number; steps: number; repairable: number };
  actions: string[];
}
const patch = async (id: string, row: number, column: string, value: string) => {
  const { status, body } = await school.patch(`/uploads/${id}/cells`, { sheet, row, column, value });
  return { status, body: body as Shown };
};
const uploadNow = async (id: string) => (await school.get(`/uploads/${id}`)).body as Shown;

describe('PATCH /uploads/{id}/cells', () => {
  it('checks the row again at once and counts what is left', async () => {
    const id = await checked(three({ mobile: '0531-1' }, { is_rural: null }));
    expect(await uploadNow(id)).toMatchObject({ state: 'needs_fix', counts: { errors: 2 } });
    const first = await patch(id, 2, 'R', '15400000001');
    expect(first).toMatchObject({
      status: 200,
      body: { state: 'needs_fix', counts: { errors: 1 }, issues: [] },
    });
    expect(first.body.mending).toEqual({ edits: 1, steps: 1, repairable: 0 });
    const still = await patch(id, 3, 'L', '不清楚');
    expect(still.body.issues).toMatchObject([{ rule: 'bad-yes-no', row: 3 }]);
    const last = await patch(id, 3, 'L', '否');
    expect(last.body).toMatchObject({ state: 'ready', counts: { errors: 0, rows: 3 }, issues: [] });
    expect(last.body.actions).toContain('submit');
  });

  it('leaves the bytes as they were sent', async () => {
    const rows = three({ mobile: '0531-1' });
    const id = await checked(rows);
    const before = await asSystem(web.db, (tx) => fileOf(tx, id));
    await patch(id, 2, 'R', '15400000001');
    expect((await asSystem(web.db, (tx) => fileOf(tx, id))).equals(before)).toBe(true);
  });

  it('changes what will be reviewed', async () => {
    const id = await checked(three());
    await patch(id, 3, 'O', '高级');
    const { body } = await school.get(`/uploads/${id}`);
    const { change_set_id } = body as { change_set_id: string };
    const set = (await school.get(`/change-sets/${change_set_id}`)).body as { changes: unknown[] };
    expect(set.changes).toContainEqual(
      expect.objectContaining({
        kind: 'change',
        cells: expect.objectContaining({ title: { old: '一级', new: '高级' } }),
      }),
    );
  });

  it('finds what one mended cell does to another row', async () => {
    const id = await checked([teacherRow(1, { action: '新增' }), teacherRow(1, { action: '新增' })]);
    expect(await uploadNow(id)).toMatchObject({ counts: { errors: 2 } });
    expect((await patch(id, 3, 'C', teacherRow(5).id_number ?? '')).body).toMatchObject({
      counts: { errors: 0 },
    });
  });

  it('keeps every one of many edits made at the same moment', async () => {
    const id = await checked(
      Array.from({ length: 12 }, (_, n) => teacherRow(n + 1, { is_rural: null, action: '新增' })),
    );
    expect(await uploadNow(id)).toMatchObject({ counts: { errors: 12 } });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => patch(id, n + 2, 'L', '否')));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(await uploadNow(id)).toMatchObject({ state: 'ready', counts: { errors: 0 } });
  });

  it.each([
    ['a row that is not there', 99, 'L', sheet],
    ['a row of the header', 1, 'L', sheet],
    ['a column that is not there', 2, 'ZZ', sheet],
    ['a sheet that is not there', 2, 'L', '别的'],
  ])('says no to %s', async (_, row, column, name) => {
    const id = await checked(three({ is_rural: null }));
    const answer = await school.patch(`/uploads/${id}/cells`, { sheet: name, row, column, value: '否' });
    expect(answer).toMatchObject({ status: 422, body: { type: 'urn:muster:problem:no-such-cell' } });
    expect(await uploadNow(id)).toMatchObject({ state: 'needs_fix', counts: { errors: 1 } });
  });

  it('is for the unit itself while nobody reviews the file', async () => {
    const id = await checked(three());
    const body = { sheet, row: 2, column: 'L', value: '是' };
    const county = await program(web, web.places.county);
    const neighbour = await program(web, web.places.neighbour);
    expect((await county.patch(`/uploads/${id}/cells`, body)).status).toBe(403);
    expect((await county.get(`/uploads/${id}/cells`)).status).toBe(403);
    expect((await neighbour.patch(`/uploads/${id}/cells`, body)).status).toBe(404);
    await school.post(`/uploads/${id}/submit`);
    expect((await school.patch(`/uploads/${id}/cells`, body)).status).toBe(409);
    await school.post(`/uploads/${id}/withdraw`);
  });

  it('lets a returned file be mended, which is then the school’s word again only when it says so', async () => {
    const id = await checked(three());
    await school.post(`/uploads/${id}/submit`);
    const county = await program(web, web.places.county);
    const { change_set_id } = (await school.get(`/uploads/${id}`)).body as { change_set_id: string };
    await county.post(`/change-sets/${change_set_id}/return`, { reason: '职称不对' });
    const answer = await patch(id, 2, 'O', '高级');
    expect(answer.body).toMatchObject({ state: 'ready', submitted_at: null });
    await school.post(`/uploads/${id}/submit`);
    await school.post(`/uploads/${id}/withdraw`);
  });
});

describe('an edit whose check never came', () => {
  it('is still owed, and the outbox hands it over', async () => {
    const id = await checked(three({ is_rural: null }));
    const edit = { sheet, row: 2, column: 11, text: '否' };
    await inScope(web.db, web.places.school.actor.unit_path, (tx) =>
      mendUpload(tx, web.places.school.actor, id, [edit]),
    );
    expect((await takeOwed(web.db, 10, 60)).map((job) => job.id)).not.toContain(id);
    expect((await takeOwed(web.db, 10, -1)).map((job) => job.id)).toContain(id);
    await web.check(id);
    expect(await uploadNow(id)).toMatchObject({ state: 'ready' });
  });
});

describe('one-click repairs', () => {
  const faulty = () =>
    three({ gender: '女', birth_date: '1985-03' }, { school_code: '2137000009', is_rural: null });

  it('are counted by cause, with the proposal, and mend only what is certain', async () => {
    const id = await checked(faulty());
    expect(await uploadNow(id)).toMatchObject({ counts: { errors: 4 } });
    const { body } = await school.post(`/uploads/${id}/repairs`);
    expect(body).toMatchObject({ state: 'needs_fix', counts: { errors: 1 } });
    const left = (await school.get(`/uploads/${id}/issues?severity=error`)).body as {
      issues: { rule: string }[];
    };
    expect(left.issues.map(({ rule }) => rule)).toEqual(['rural-flag-required']);
  });

  it('of one cause leave the others alone', async () => {
    const id = await checked(faulty());
    const { body } = await school.post(`/uploads/${id}/repairs`, { rule: 'gender-against-identity' });
    expect(body).toMatchObject({ counts: { errors: 3 } });
  });

  it('say so where nothing is certain', async () => {
    const id = await checked(three({ is_rural: null }));
    expect(await school.post(`/uploads/${id}/repairs`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:nothing-to-repair' },
    });
  });

  it('take out a row that stands twice', async () => {
    const id = await checked([...three(), teacherRow(3)]);
    const { body } = await school.post(`/uploads/${id}/repairs`);
    expect(body).toMatchObject({ state: 'ready', counts: { rows: 3, errors: 0 } });
  });
});

describe('POST /uploads/{id}/cells/undo', () => {
  it('takes back one step after the other, and then says that there is none', async () => {
    const id = await checked(three({ gender: '女', mobile: '0531-1' }));
    await school.post(`/uploads/${id}/repairs`);
    await patch(id, 2, 'R', '15400000001');
    expect(await uploadNow(id)).toMatchObject({ state: 'ready' });
    expect((await school.post(`/uploads/${id}/cells/undo`)).body).toMatchObject({ counts: { errors: 1 } });
    expect((await school.post(`/uploads/${id}/cells/undo`)).body).toMatchObject({ counts: { errors: 2 } });
    expect(await school.post(`/uploads/${id}/cells/undo`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:nothing-to-undo' },
    });
    expect(await uploadNow(id)).toMatchObject({ state: 'needs_fix', counts: { errors: 2 } });
  });
});

describe('the page of rows to mend', () => {
  const path = (id: string, query = '') => `/uploads/${id}/cells${query}`;

  it('shows the rows with errors, what is wrong, and what may stand there', async () => {
    const id = await checked(three({ gender: '女' }));
    const { status, html } = await clerk.page(path(id));
    expect(status).toBe(200);
    expect(html).toContain('还有 1 处错误');
    expect(html).toContain('张试1');
    expect(html).not.toContain('张试2');
    expect(html).toContain('改为“男”');
    expect(html).toContain('按证件号码');
  });

  it('hides numbers that nothing is wrong with, and shows the one to mend', async () => {
    const id = await checked(three({ mobile: '0531-77', gender: '女' }));
    const { html } = await clerk.page(path(id));
    expect(html).toContain('0531-77');
    expect(html).not.toContain(teacherRow(1).id_number ?? '');
    expect(html).toContain('3799**********');
  });

  it('finds any row, for what no check can know', async () => {
    const id = await checked(three());
    expect((await clerk.page(path(id))).html).toContain('没有需要修改的行');
    expect((await clerk.page(path(id, '?find=张试2'))).html).toContain('row-3');
    expect((await clerk.page(path(id, '?row=4'))).html).toContain('张试3');
    expect((await clerk.page(path(id, '?find=没有这个人'))).html).toContain('没有找到含“没有这个人”的行');
  });

  it('works as a form, which changes only the cells that were changed', async () => {
    const id = await checked(three({ gender: '女', mobile: '0531-1' }));
    await clerk.page(path(id));
    const answer = await clerk.post(path(id), {
      ...{
        row: '2',
        'cell.gender': '男',
        'cell.name': '张试1',
        'new.id_number': '',
        'cell.mobile': '0531-1',
      },
      back: path(id),
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path(id)]);
    const { html } = await clerk.page(path(id));
    expect(html).toContain('还有 1 处错误');
    expect(html).toContain('已修改 1 处');
  });

  it('takes a proposal by its place, without the value in the page', async () => {
    const id = await checked(three({ id_number: '3.7990019850307E+17' }));
    const { html } = await clerk.page(path(id));
    const use = /name="use" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(use).toBe('number-damaged/id_number/0');
    await clerk.post(path(id), { row: '2', use, back: path(id) });
    expect(await uploadNow(id)).toMatchObject({ state: 'ready' });
    const again = await clerk.post(path(id), { row: '2', use, back: path(id) });
    expect(again.status).toBe(409);
  });

  it('takes a row out, which can be taken back', async () => {
    const id = await checked(three({ gender: '女' }));
    await clerk.post(path(id), { row: '2', remove: '1', back: path(id) });
    expect(await uploadNow(id)).toMatchObject({ counts: { rows: 2, errors: 0 } });
    await clerk.post(`${path(id)}/undo`, { back: path(id) });
    expect(await uploadNow(id)).toMatchObject({ counts: { rows: 3, errors: 1 } });
  });

  it('answers htmx with the row, the bar and what to announce', async () => {
    const id = await checked(three({ gender: '女' }));
    await clerk.page(path(id));
    const answer = await clerk.post(
      path(id),
      { row: '2', 'cell.gender': '男', shown: 'gender', back: path(id) },
      { 'HX-Request': 'true' },
    );
    const html = await answer.text();
    expect(html).toMatch(/^<tr id="row-2"/);
    expect(html).toContain('id="mending-bar"');
    expect(html).toContain('第 2 行已检查，没有错误了');
  });

  it('escapes what was typed', async () => {
    const id = await checked(three({ name: '<img src=x onerror=alert(1)>', gender: '女' }));
    const { html } = await clerk.page(path(id));
    expect(html).not.toContain('<img src=x');
  });
});
