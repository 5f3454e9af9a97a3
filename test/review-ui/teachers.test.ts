/** The registry over HTTP: found by name or by a number that stays out of addresses, shown masked, with its history. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityNumberOf, teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
let reviewer: Browser;
let ids: string[] = [];
beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  ids = await enrolTeachers(db, places.school, [
    teacherRecord(1),
    teacherRecord(2, { name: '李100%' }),
    teacherRecord(3, { status: '退休' }),
  ]);
  await enrolTeachers(db, places.stranger, [teacherRecord(9)]);
  county = await program(web, places.county);
  reviewer = await signIn(web, places.county);
});
afterAll(() => web.close());

const named = async (query: string): Promise<string[]> => {
  const { body } = await county.get(`/teachers${query}`);
  return (body as { teachers: { name: string }[] }).teachers.map(({ name }) => name);
};

describe('GET /teachers', () => {
  it('lists everybody in scope with masked numbers, and nobody else', async () => {
    const { body } = await county.get('/teachers');
    expect(body).toMatchObject({ total: 3, page: 1 });
    const { teachers } = body as { teachers: unknown[] };
    expect(teachers[0]).toMatchObject({
      id: ids[0],
      version: 1,
      unit: { name: '甲县实验小学' },
      name: '张试1',
      id_number: '3799**********0033',
      mobile: '154****0001',
      cert_no: '2007*********0001',
      is_rural: false,
      status: '在职',
    });
    expect(JSON.stringify(body)).not.toContain(identityNumberOf(1));
  });

  it('finds by name, taking signs of a pattern as signs, and by status', async () => {
    expect(await named('?name=试')).toEqual(['张试1', '张试3']);
    expect(await named(`?name=${encodeURIComponent('100%')}`)).toEqual(['李100%']);
    expect(await named(`?name=${encodeURIComponent('_')}`)).toEqual([]);
    expect(await named('?status=退休')).toEqual(['张试3']);
    expect(await named('?stage=高中')).toEqual([]);
  });

  it('refuses a status that there is not', async () => {
    expect(await county.get('/teachers?status=度假')).toMatchObject({ status: 422 });
  });

  it('does not know a unit outside the scope', async () => {
    expect(await county.get(`/teachers?unit=${web.places.stranger.unit.id}`)).toMatchObject({ status: 404 });
  });
});

describe('POST /teachers/search', () => {
  it('finds the one person of a whole number, which stands in no address and no log', async () => {
    const number = identityNumberOf(2);
    const { body } = await county.post('/teachers/search', { id_number: number.toLowerCase() });
    expect(body).toMatchObject({ total: 1, teachers: [{ id: ids[1], name: '李100%' }] });
    const answer = await reviewer.post('/teachers/search', { id_number: number });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/teachers/${ids[1]}`);
    expect(web.logged.join('\n')).not.toContain(number);
  });

  it('does not find people of another county', async () => {
    const { body } = await county.post('/teachers/search', { id_number: identityNumberOf(9) });
    expect(body).toMatchObject({ total: 0, teachers: [] });
  });
});

describe('one teacher', () => {
  it('has a history of who, when, from which file and row, and what changed', async () => {
    const school = await program(web, web.places.school);
    const rows = [teacherRow(1, { title: '高级', mobile: '15499990001' }), teacherRow(2, { name: '李100%' })];
    const { body } = await school.upload(Uint8Array.from(csvOf(rows)), 'history.csv');
    const { id, receipt } = body as { id: string; receipt: string };
    await web.check(id);
    const submitted = (await school.post(`/uploads/${id}/submit`)).body as { change_set_id: string };
    await county.post(`/change-sets/${submitted.change_set_id}/decisions`, {
      changes: 'all',
      decision: 'approve',
    });
    await county.post(`/change-sets/${submitted.change_set_id}/approve`);
    await web.apply(id);

    const history = await county.get(`/teachers/${ids[0]}/history`);
    expect(history.body).toMatchObject({
      id: ids[0],
      revisions: [
        {
          version: 2,
          kind: 'change',
          sent_by: expect.stringContaining('甲县实验小学 · school-'),
          by: expect.stringContaining('甲县 · county-'),
          ...{ upload_id: id, receipt, row: 2 },
          cells: {
            title: { old: '一级', new: '高级' },
            mobile: { old: '154****0001', new: '154****0001' },
          },
        },
        { version: 1, kind: 'add', by: null, upload_id: null, cells: {} },
      ],
    });
    const { html } = await reviewer.page(`/teachers/${ids[0]}`);
    expect(html).toContain('第 2 版');
    expect(html).toContain(receipt);
    expect(html).toContain('初始导入');
  });

  it('is shown as it stood on a day, or not registered yet', async () => {
    expect((await county.get(`/teachers/${ids[0]}?as_of=2020-01-01`)).body).toMatchObject({
      as_of: '2020-01-01',
      registered: false,
    });
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect((await county.get(`/teachers/${ids[0]}?as_of=${today}`)).body).toMatchObject({
      registered: true,
      version: 2,
      title: '高级',
    });
    expect((await reviewer.page(`/teachers/${ids[0]}?as_of=2020-01-01`)).html).toContain('还未登记');
    expect(await county.get(`/teachers/${ids[0]}?as_of=yesterday`)).toMatchObject({ status: 422 });
  });
});
