/** Templates over HTTP: one's own, filled and stamped; sent back unchanged it verifies everybody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let clerk: Browser;
beforeAll(async () => {
  web = await openWeb();
  await enrolTeachers(
    web.db,
    web.places.school,
    [1, 2, 3].map((n) => teacherRecord(n)),
  );
  clerk = await signIn(web, web.places.school);
});
afterAll(() => web.close());

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

describe('GET /templates/teacher.xlsx', () => {
  it('is a workbook with a Chinese name that every browser keeps', async () => {
    const answer = await clerk.request('/templates/teacher.xlsx');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
    expect(decodeURIComponent(name)).toMatch(/^教师信息采集表-甲县实验小学-\d{4}-\d\d-\d\d\.xlsx$/);
    expect(new TextDecoder('latin1').decode((await bytesOf(answer)).subarray(0, 2))).toBe('PK');
  });

  it('sent back as it came verifies everybody and changes nobody', async () => {
    const template = await bytesOf(await clerk.request('/templates/teacher.xlsx'));
    const school = await program(web, web.places.school);
    const { body } = await school.upload(template, '模板.xlsx');
    const { id } = body as { id: string };
    await web.check(id);
    expect((await school.get(`/uploads/${id}`)).body).toMatchObject({
      state: 'ready',
      counts: { rows: 3, errors: 0, verified: 3, added: 0, changed: 0, missing: 0, conflicts: 0 },
    });
  });

  it('of another unit is refused when this unit sends it', async () => {
    const county = await signIn(web, web.places.county);
    const answer = await county.request(`/templates/teacher.xlsx?unit=${web.places.neighbour.unit.id}`);
    expect(answer.status).toBe(200);
    const school = await program(web, web.places.school);
    const { body } = await school.upload(await bytesOf(answer), '别校.xlsx');
    const { id } = body as { id: string };
    await web.check(id);
    expect((await school.get(`/uploads/${id}`)).body).toMatchObject({
      state: 'refused',
      refusal: { code: 'other-unit' },
    });
  });

  it('is no thing of an authority, and there is no other template', async () => {
    const county = await signIn(web, web.places.county);
    expect((await county.request('/templates/teacher.xlsx')).status).toBe(422);
    expect((await clerk.request('/templates/nonsense.xlsx')).status).toBe(404);
  });

  it.each(['enrolment', 'organisation', 'transfer', 'expert'])(
    'of %s comes without rows, for anybody',
    async (template) => {
      const county = await signIn(web, web.places.county);
      const answer = await county.request(`/templates/${template}.xlsx`);
      expect(answer.status).toBe(200);
      expect(new TextDecoder('latin1').decode((await bytesOf(answer)).subarray(0, 2))).toBe('PK');
    },
  );

  it('of experts is for authorities to send, not for a school', async () => {
    const school = await program(web, web.places.school);
    const answer = await school.upload(Uint8Array.of(1, 2, 3), '专家.xlsx', { template: 'expert' });
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:muster:problem:not-your-tier' } });
  });

  it('is written down, since numbers leave the house', async () => {
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'unit', web.places.school.unit.id));
    expect(events[0]).toMatchObject({
      action: 'download-template',
      detail: { template: 'teacher', teachers: 3 },
    });
  });
});
