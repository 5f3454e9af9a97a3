/** A file's way as its people and their programs see it: sent, checked, submitted, withdrawn, decided, in the registry. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let school: Program;
let clerk: Browser;
let county: Browser;
beforeAll(async () => {
  web = await openWeb({
    limits: { ...(await import('../../schemas/workbook.ts')).defaultReadLimits, file_bytes: 1024 * 1024 },
  });
  await enrolTeachers(web.db, web.places.school, [teacherRecord(1), teacherRecord(2), teacherRecord(3)]);
  school = await program(web, web.places.school);
  clerk = await signIn(web, web.places.school);
  county = await signIn(web, web.places.county);
});
afterAll(() => web.close());

const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(buffer);
/** Teachers 1 and 2 unchanged but for a title, one new person, teacher 3 left out. */
const goodFile = () =>
  bytesOf(csvOf([teacherRow(1), teacherRow(2, { title: '高级' }), teacherRow(50, { action: '新增' })]));
/** Unlike any other file, so that it is no repetition. */
const fileOf = (from: number) => bytesOf(csvOf(rowsAt(web.places.school, from, 2)));
/** Two rows of one person, a birth date against the ID, a subject that primary schools don't teach. */
const badFile = () =>
  bytesOf(
    csvOf([
      teacherRow(1),
      teacherRow(1),
      teacherRow(2, { birth_date: '1990-01-01' }),
      teacherRow(3, { subject: '物理' }),
    ]),
  );

const sent = async (bytes: Uint8Array<ArrayBuffer>, name = '教师信息.csv'): Promise<string> => {
  const { body } = await school.upload(bytes, name);
  return (body as { id: string }).id;
};

describe('POST /uploads', () => {
  it('answers a program with a receipt at once', async () => {
    const answer = await school.upload(fileOf(100), '教师 信息（终稿）.csv', { template: 'teacher' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      receipt: expect.stringMatching(/^\d{8}-\d{6}$/),
      state: 'received',
      received_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      file_name: '教师 信息（终稿）.csv',
      actions: [],
    });
  });

  it('sends a person to the page of the upload', async () => {
    const answer = await clerk.upload(fileOf(110), 'a.csv');
    expect(answer.status).toBe(303);
    const { html, status } = await clerk.page(answer.headers.get('location') ?? '');
    expect(status).toBe(200);
    expect(html).toContain('可关闭页面，结果会保留');
    for (const step of ['上传', '读取', '校验', '比对']) expect(html).toContain(step);
  });

  it('answers the same bytes with the same upload, before its check and after', async () => {
    const first = await sent(fileOf(120));
    expect(await sent(fileOf(120))).toBe(first);
    await web.check(first);
    expect(await sent(fileOf(120), 'other name.csv')).toBe(first);
  });

  it('keeps the name of the file without its path and without what a screen could stumble over', async () => {
    const { body } = await school.upload(fileOf(130), '..\\..\\secret\u202E\u200Bgpj.csv');
    expect(body).toMatchObject({ file_name: 'secretgpj.csv' });
  });

  it('refuses a file over the limit while it streams', async () => {
    const answer = await school.upload(new Uint8Array(1024 * 1024 + 1), 'large.xlsx');
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({
      type: 'urn:muster:problem:file-too-large',
      params: { limit_mib: 1 },
    });
  });

  it('refuses by the announced length before it streams', async () => {
    const answer = await school.upload(new Uint8Array(3 * 1024 * 1024), 'large.xlsx');
    expect(answer.status).toBe(413);
  });

  it('takes a file of exactly the limit', async () => {
    expect((await school.upload(new Uint8Array(1024 * 1024), 'large.xlsx')).status).toBe(201);
  });

  it('refuses what is not a form with a file', async () => {
    expect((await school.post('/uploads', { file: 'a' })).status).toBe(415);
    const form = new FormData();
    form.append('template', 'teacher');
    const answer = await clerk.request('/uploads', {
      method: 'POST',
      body: form,
      headers: { 'x-csrf-token': clerk.csrf },
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('请选择要上传的文件');
  });

  it('refuses a template and a unit that make no sense, naming the field', async () => {
    expect(await school.upload(fileOf(140), 'a.csv', { template: 'unknown' })).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:invalid-input', params: { fields: 'template' } },
    });
    const { body } = await school.upload(fileOf(140), 'a.csv', { unit: web.places.stranger.unit.id });
    expect(body).toMatchObject({ status: 404 });
  });

  it('refuses an authority that sends a file for itself, and takes one for a school below', async () => {
    const office = await program(web, web.places.county);
    expect(await office.upload(fileOf(150), 'a.csv')).toMatchObject({
      status: 422,
      body: { params: { unit: '甲县' } },
    });
    expect(await office.upload(fileOf(150), 'a.csv', { unit: web.places.neighbour.unit.id })).toMatchObject({
      status: 201,
      body: { unit: { id: web.places.neighbour.unit.id, name: '甲县第二小学', code: '2137000002' } },
    });
  });
});

describe('a file with errors', () => {
  let id = '';
  beforeAll(async () => {
    id = await sent(badFile(), '有错误.csv');
    await web.check(id);
  });

  it('is told as JSON with its counts and without anything to submit', async () => {
    const { body } = await school.get(`/uploads/${id}`);
    expect(body).toMatchObject({
      ...{ id, state: 'needs_fix', template: 'teacher', progress: null },
      actions: ['recheck', 'mend', 'match-columns', 'answer-missing'],
      counts: { rows: 4, errors: 4 },
    });
  });

  it('lists its findings with message, masked numbers and places', async () => {
    const { body } = await school.get(`/uploads/${id}/issues`);
    const { issues, total } = body as { issues: Record<string, unknown>[]; total: number };
    expect(total).toBe(issues.length);
    const duplicate = issues.find((issue) => issue.rule === 'duplicate-in-file');
    expect(duplicate).toMatchObject({ severity: 'error', row: 2, column: 'C', params: { rows: '3' } });
    expect(duplicate?.message).toBe('与第 3 行是同一人');
    expect(JSON.stringify(body)).not.toContain(String(teacherRecord(1).id_number));
    const english = await school.get(`/uploads/${id}/issues?lang=en&rule=duplicate-in-file`);
    expect((english.body as { issues: { message: string }[] }).issues.map((issue) => issue.message)).toEqual([
      'Same person as in row 3',
      'Same person as in row 2',
    ]);
  });

  it('shows causes before rows, then each row with what to do', async () => {
    const { html } = await clerk.page(`/uploads/${id}`);
    const [causes, rows] = [html.indexOf('必须修改'), html.indexOf('逐行明细')];
    expect(causes).toBeGreaterThan(0);
    expect(rows).toBeGreaterThan(causes);
    expect(html).toContain('同一人重复出现');
    expect(html).toContain('请保留一行');
    expect(html).not.toContain(String(teacherRecord(1).id_number));
  });

  it('narrows to one cause, and takes nonsense in the address for no choice', async () => {
    const { html } = await clerk.page(`/uploads/${id}?rule=subject-of-stage`);
    expect(html).toContain('物理');
    expect(html).not.toContain('与第 3 行是同一人');
    expect((await clerk.page(`/uploads/${id}?severity=terrible&page=-7&rule=%3Cscript%3E`)).status).toBe(200);
  });

  it('can not be submitted, and the answer says what state it is in', async () => {
    expect(await school.post(`/uploads/${id}/submit`)).toMatchObject({
      status: 409,
      body: { params: { state: 'needs_fix', action: 'submit' }, detail: '当前状态是“需修改”，不能提交审核' },
    });
  });
});

describe('a file that is no spreadsheet', () => {
  it('is refused with a code and with what to do', async () => {
    const id = await sent(new TextEncoder().encode('%PDF-1.7 made up'), '教师.xlsx');
    await web.check(id);
    const { body } = await school.get(`/uploads/${id}`);
    expect(body).toMatchObject({ state: 'refused', refusal: { code: 'not-a-spreadsheet' } });
    const { html } = await clerk.page(`/uploads/${id}`);
    expect(html).toContain('这不是表格文件');
    expect(html).toContain('另存为 .xlsx');
    expect(html).toContain('not-a-spreadsheet');
  });
});

describe('a clean file', () => {
  let id = '';
  beforeAll(async () => {
    id = await sent(goodFile(), '教师信息.csv');
    await web.check(id);
  });

  it('says what it would change, and always who is missing', async () => {
    const { body } = await school.get(`/uploads/${id}`);
    expect(body).toMatchObject({
      state: 'ready',
      counts: {
        rows: 3,
        errors: 0,
        added: 1,
        changed: 1,
        verified: 1,
        missing: 1,
        unanswered: 1,
        transferred: 0,
        risky: 3,
        conflicts: 0,
      },
      change_set_id: expect.stringMatching(/^\d+$/),
      actions: ['submit', 'recheck', 'mend', 'match-columns', 'answer-missing'],
    });
    const { html } = await clerk.page(`/uploads/${id}`);
    for (const label of ['新增', '变更', '核实无误', '未出现']) expect(html).toContain(label);
    expect(html).toMatch(/\/change-sets\/\d+\?kind=missing/);
    expect(html).toContain('检查通过；提交前请答复 1 位未出现的教师');
  });

  it('can be submitted when the school has said what became of who is missing', async () => {
    expect(await school.post(`/uploads/${id}/missing`, { rest: 'kept' })).toMatchObject({ status: 200 });
    expect((await clerk.page(`/uploads/${id}`)).html).toContain('提交后由 甲县 审核');
  });

  it('is submitted by the school alone', async () => {
    expect((await county.post(`/uploads/${id}/submit`)).status).toBe(403);
    const answer = await clerk.post(`/uploads/${id}/submit`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/uploads/${id}`);
    const { html } = await clerk.page(`/uploads/${id}`);
    expect(html).toContain('已提交，等待甲县审核');
    expect(html).toContain(`action="/uploads/${id}/withdraw"`);
  });

  it('then waits in the queue of the county, which may open the review', async () => {
    const { html } = await county.page('/');
    expect(html).toContain('待审核');
    expect(html).toContain('甲县实验小学');
    expect((await county.page(`/uploads/${id}`)).html).toContain('去审核');
  });

  it('is withdrawn and submitted again', async () => {
    expect(await school.post(`/uploads/${id}/withdraw`)).toMatchObject({
      status: 200,
      body: { state: 'ready' },
    });
    expect(await school.post(`/uploads/${id}/submit`)).toMatchObject({
      status: 200,
      body: { state: 'submitted', actions: ['withdraw'] },
    });
  });

  it('keeps a second file of the unit waiting, and names the first', async () => {
    const second = await sent(fileOf(160));
    await web.check(second);
    const answer = await school.post(`/uploads/${second}/submit`);
    expect(answer).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:another-in-review', params: { receipt: expect.any(String) } },
    });
  });

  it('answers htmx with the part of the page that changes, and a whole page to a boosted link', async () => {
    const part = await clerk.request(`/uploads/${id}`, { headers: { 'HX-Request': 'true' } });
    const html = await part.text();
    expect(html.startsWith('<section id="upload"')).toBe(true);
    expect(part.headers.get('vary')).toContain('HX-Request');
    const whole = await clerk.request(`/uploads/${id}`, {
      headers: { 'HX-Request': 'true', 'HX-Request-Type': 'full' },
    });
    expect(await whole.text()).toContain('<!doctype html>');
  });

  it('tells htmx of a refusal in the place for notices, not in the row', async () => {
    const answer = await clerk.post(`/uploads/${id}/submit`, {}, { 'HX-Request': 'true' });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('hx-retarget')).toBe('#notice');
    expect(await answer.text()).toBe('<p>当前状态是“待审核”，不能提交审核</p>');
  });
});

describe('GET /uploads', () => {
  it('lists newest first, narrowed by state', async () => {
    const { body } = await school.get('/uploads?state=submitted');
    expect(body).toMatchObject({ total: 1, page: 1, uploads: [{ state: 'submitted' }] });
    const all = (await school.get('/uploads')).body as { uploads: { id: string }[]; total: number };
    const ids = all.uploads.map((upload) => Number(upload.id));
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(all.total).toBe(ids.length);
  });

  it('shows a person the table, with the state in words', async () => {
    const { html } = await clerk.page('/uploads');
    expect(html).toContain('待审核');
    expect((await clerk.page('/uploads?state=applied')).html).toContain('没有符合条件的上传记录');
  });
});
