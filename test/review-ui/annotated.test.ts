/** A file back over HTTP with its issues marked: for its own unit, in words where there is none, and written down. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import { mostRowsAnnotated } from '../../schemas/desk.ts';
import { csvOf, type Place, rowsAt } from '../setup/registry.ts';
import { submit } from '../setup/working.ts';
import { type Browser, openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let clerk: Browser;
beforeAll(async () => {
  web = await openWeb();
  clerk = await signIn(web, web.places.school);
});
afterAll(() => web.close());

/** Sends a file in as the place's program, and has it checked. */
async function sent(bytes: Uint8Array, name: string, place: Place = web.places.school): Promise<string> {
  const { body } = await (await program(web, place)).upload(Uint8Array.from(bytes), name);
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
/** Two people, the second without a number that could be called. */
const withError = (from: number, place: Place = web.places.school) =>
  csvOf(rowsAt(place, from, 2).map((row, i) => (i === 0 ? row : { ...row, mobile: '12' })));
const annotated = (id: string, browser = clerk) => browser.request(`/uploads/${id}/annotated.xlsx`);
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const rowsIn = (bytes: Uint8Array) =>
  readWorkbook(bytes).sheets[0]?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? [];

describe('what the reviewer rejected', () => {
  it('comes back with its reason on the page of the file and at its row of the workbook, once the review is over', async () => {
    const { db, places } = web;
    const clerkOfNeighbour = await signIn(web, places.neighbour);
    const school = await program(web, places.neighbour);
    const county = await program(web, places.county);
    const id = await sent(csvOf(rowsAt(places.neighbour, 70, 2)), '未通过.csv', places.neighbour);
    await submit(db, places.neighbour, id);
    const { change_set_id } = (await school.get(`/uploads/${id}`)).body as { change_set_id: string };
    const set = (await county.get(`/change-sets/${change_set_id}`)).body as { changes: { id: string }[] };
    await county.post(`/change-sets/${change_set_id}/decisions`, {
      ...{ changes: [set.changes[1]?.id], decision: 'reject', reason: '与身份证件不符，请核对原件' },
    });
    const before = await clerkOfNeighbour.page(`/uploads/${id}`);
    expect(before.html).not.toContain('与身份证件不符');
    await county.post(`/change-sets/${change_set_id}/return`, { reason: '请更正' });
    const { html } = await clerkOfNeighbour.page(`/uploads/${id}`);
    expect(html).toContain('审核未通过的内容');
    expect(html).toContain('与身份证件不符，请核对原件');
    const rows = rowsIn(await bytesOf(await annotated(id, clerkOfNeighbour)));
    expect(rows[4]?.[0]).toContain('审核未通过：与身份证件不符，请核对原件');
    expect(rows[3]?.[0] ?? '').not.toContain('审核未通过');
    expect(web.logged.join('\n')).not.toContain('与身份证件不符');
  });
});

describe('GET /uploads/:id/annotated.xlsx', () => {
  it('is a workbook by the name of the file, whole numbers and marks in it, kept by nobody on the way', async () => {
    const id = await sent(withError(10), '甲县实验小学.csv');
    const answer = await annotated(id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
    expect(decodeURIComponent(name)).toBe('甲县实验小学-问题标注.xlsx');
    const rows = rowsIn(await bytesOf(answer));
    expect(rows[4]?.[0]).toBe('【错误】“手机”不是手机号');
    expect(rows[4]).toContain('12');
    expect(rows[3]).toContain(rowsAt(web.places.school, 10, 1)[0]?.id_number);
  });

  it('lists what was found against the registry too', async () => {
    const id = await sent(withError(20), '二.csv');
    const list = readWorkbook(await bytesOf(await annotated(id))).sheets.find(
      ({ name }) => name === '问题清单',
    );
    const causes = list?.rows.slice(2).map(({ cells }) => cells.find(({ column }) => column === 4)?.text);
    expect(causes).toEqual(['手机号格式不对', '操作已自动识别', '操作已自动识别']);
  });

  it('shows cells as they were mended since', async () => {
    const id = await sent(withError(25), '三.csv');
    const school = await program(web, web.places.school);
    const { body } = await school.get(`/uploads/${id}/issues`);
    const [issue] = (body as { issues: { sheet: string; row: number; column: string }[] }).issues;
    const mended = await school.patch(`/uploads/${id}/cells`, {
      ...{ sheet: issue?.sheet, row: issue?.row, column: issue?.column, value: '13800001234' },
    });
    expect(mended.status).toBe(200);
    const rows = rowsIn(await bytesOf(await annotated(id)));
    expect(rows[4]).toContain('13800001234');
    expect(rows.flat()).not.toContain('【错误】“手机”不是手机号');
  });

  it('speaks the language of its reader', async () => {
    const id = await sent(withError(30), '三.csv');
    const answer = await clerk.request(`/uploads/${id}/annotated.xlsx?lang=en`);
    expect(rowsIn(await bytesOf(answer))[4]?.[0]).toMatch(/^Error: "Mobile" is not a mobile number$/);
  });

  it('sent back as it is has the issues of the file', async () => {
    const id = await sent(withError(40), '四.csv');
    const again = await sent(await bytesOf(await annotated(id)), '四-问题标注.xlsx');
    const school = await program(web, web.places.school);
    const found = async (upload: string) => {
      const { body } = await school.get(`/uploads/${upload}/issues`);
      return (body as { issues: { rule: string; field: string }[] }).issues.map(({ rule, field }) => [
        rule,
        field,
      ]);
    };
    expect((await found(again))[0]).toEqual(['bad-mobile', 'mobile']);
    expect(await found(again)).toEqual(await found(id));
  });

  it('is for its own unit alone: 403 to whoever is above, 404 to others', async () => {
    const id = await sent(withError(50), '五.csv');
    const county = await signIn(web, web.places.county);
    const neighbour = await signIn(web, web.places.neighbour);
    expect((await annotated(id, county)).status).toBe(403);
    expect((await annotated(id, neighbour)).status).toBe(404);
  });

  it('of a file that could not be read is a 409 in words, as while it is being checked', async () => {
    const refused = await sent(Buffer.from('%PDF-1.4 no table'), '扫描件.xlsx');
    const school = await program(web, web.places.school);
    expect(await school.get(`/uploads/${refused}/annotated.xlsx`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:nothing-to-annotate' },
    });
    const { body } = await school.upload(Uint8Array.from(withError(60)), '六.csv');
    expect(await school.get(`/uploads/${(body as { id: string }).id}/annotated.xlsx`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:wrong-state' },
    });
  });

  it('is offered to its unit where something was found, to nobody else, and not for a clean file', async () => {
    const withWarning = rowsAt(web.places.school, 80, 1).map((row) => ({ ...row, work_start: '1990-01' }));
    const offered = async (id: string, browser = clerk) =>
      (await browser.page(`/uploads/${id}`)).html.includes(`/uploads/${id}/annotated.xlsx`);
    const faulty = await sent(withError(90), '八.csv');
    expect(await offered(faulty)).toBe(true);
    expect(await offered(faulty, await signIn(web, web.places.county))).toBe(false);
    expect(await offered(await sent(csvOf(withWarning), '九.csv'))).toBe(true);
    expect(await offered(await sent(csvOf(rowsAt(web.places.school, 95, 1)), '十.csv'))).toBe(false);
  });

  it('is described in the published API', async () => {
    const school = await program(web, web.places.school);
    const { body } = await school.get('/openapi.json');
    const { paths } = body as { paths: Record<string, { get?: { responses: object } }> };
    expect(paths['/uploads/{id}/annotated.xlsx']?.get?.responses).toMatchObject({
      200: { content: { 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {} } },
    });
  });

  it('is written down without a name or number', async () => {
    const id = await sent(withError(70), '七.csv');
    await annotated(id);
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', id));
    expect(events.at(-1)).toMatchObject({ action: 'download-annotated', detail: { issues: 3 } });
  });

  it('of a file too large to be written again is a 409, and the page sends to the list of issues', async () => {
    const rows = rowsAt(web.places.school, 1, 1).flatMap((row) =>
      Array.from({ length: mostRowsAnnotated + 1 }, () => ({ ...row, mobile: '12' })),
    );
    const id = await sent(csvOf(rows), '大.csv');
    const school = await program(web, web.places.school);
    expect(await school.get(`/uploads/${id}/annotated.xlsx`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:too-large-to-annotate', params: { limit: 20_000 } },
    });
    const { html } = await clerk.page(`/uploads/${id}`);
    expect(html).toContain('文件超过 20,000 行，不生成标注后的表格');
    expect(html).not.toContain('annotated.xlsx');
  }, 120_000);
});
