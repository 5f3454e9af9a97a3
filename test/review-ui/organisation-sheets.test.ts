/** The sheet of schools: downloaded filled, sent back, told row by row, and carried out whole or not at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../pipeline/examine.ts';
import { organisationSheet } from '../../schemas/sheets/organisation.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
beforeAll(async () => {
  web = await openWeb();
  county = await program(web, web.places.county);
  await enrolTeachers(web.db, web.places.neighbour, [teacherRecord(1), teacherRecord(2)]);
});
afterAll(() => web.close());

const fields = Object.keys(organisationSheet.columns) as (keyof typeof organisationSheet.columns)[];
const plain = {
  ...{ operation: '变更', school_code: '2137000001', school_name: '甲县实验小学', school_kind: '小学' },
  ...{ stages: '小学', sector: '公办', city: '甲市', county: '甲县', urban_rural_class: '主城区' },
  ...{ admin_name: '李四光', admin_mobile: '15400001111' },
};
type Row = Partial<Record<keyof typeof organisationSheet.columns, string>>;
const csvOf = (rows: readonly Row[]): Uint8Array<ArrayBuffer> => {
  const header = fields.map((field) => organisationSheet.columns[field].label.zh).join(',');
  const lines = rows.map((row) => fields.map((field) => ({ ...plain, ...row })[field] ?? '').join(','));
  return Uint8Array.from(Buffer.from(`\uFEFF${[header, ...lines].join('\r\n')}\r\n`));
};
async function sent(rows: readonly Row[], by = county): Promise<string> {
  const { status, body } = await by.upload(csvOf(rows), '学校.csv', { template: 'organisation' });
  expect(status).toBe(201);
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
const stateOf = async (id: string) => ((await county.get(`/uploads/${id}`)).body as { state: string }).state;

describe('a sheet of schools', () => {
  it('says what each row will do, does it at the word, and makes accounts that wait for a password', async () => {
    const id = await sent([
      {
        operation: '新增',
        school_code: '3137000050',
        school_name: '甲县新建初中',
        school_kind: '初级中学',
        stages: '初中',
      },
      { school_name: '甲县第一实验小学' },
      { operation: '撤并', old_code: '2137000002', school_code: '3137000050', school_name: '甲县第二小学' },
    ]);
    expect(await stateOf(id)).toBe('ready');
    const { body } = await county.get(`/uploads/${id}/form`);
    expect(body).toMatchObject({
      lines: [
        { subject: '甲县新建初中', does: expect.stringContaining('新增：初级中学') },
        { subject: '甲县实验小学', does: '名称：甲县实验小学 → 甲县第一实验小学' },
        { subject: '甲县第二小学', does: expect.stringContaining('2 位在职教师随之转去') },
      ],
    });
    expect(await county.post(`/uploads/${id}/submit`)).toMatchObject({
      status: 200,
      body: { state: 'applied' },
    });
    const made = (await county.get('/units?search=3137000050')).body as { units: { id: string }[] };
    expect(made.units).toMatchObject([{ name: '甲县新建初中', teachers: 2 }]);
    expect((await county.get(`/units/${web.places.neighbour.unit.id}`)).body).toMatchObject({
      merged_into: { name: '甲县新建初中' },
    });
    expect((await county.get(`/units/${web.places.school.unit.id}`)).body).toMatchObject({
      ...{ name: '甲县第一实验小学', aliases: ['甲县实验小学'] },
    });
    const { accounts } = (await county.get('/accounts?search=3137000050')).body as {
      accounts: { id: string; actions: string[] }[];
    };
    expect(accounts).toMatchObject([{ name: '李四光', must_change_password: true }]);
    expect(await county.post(`/accounts/${accounts[0]?.id}/reset`)).toMatchObject({
      body: { username: '3137000050', password: expect.any(String) },
    });
  });

  it('with a row that the registry forbids is not carried out, and says where', async () => {
    const id = await sent([
      { operation: '新增', school_code: '2137000060', school_name: '甲县好小学' },
      { school_code: '2137000003', school_name: '乙县实验小学' },
    ]);
    expect(await stateOf(id)).toBe('needs_fix');
    const { body } = await county.get(`/uploads/${id}/issues`);
    expect(body).toMatchObject({ issues: [{ rule: 'organisation-outside', row: 3, column: 'B' }] });
    expect(await county.post(`/uploads/${id}/submit`)).toMatchObject({ status: 409 });
    expect((await county.get('/units?search=2137000060')).body).toMatchObject({ total: 0 });
  });

  it('that the registry has overtaken since its check does nothing', async () => {
    const id = await sent([{ operation: '新增', school_code: '2137000070', school_name: '甲县七十小学' }]);
    const same = {
      kind: 'school',
      school_kind: '211',
      stages: ['小学'],
      sector: '公办',
      urban_rural_class: '111',
    };
    await county.post('/units', {
      parent: web.places.county.unit.id,
      name: '甲县抢先小学',
      code: '2137000070',
      ...same,
    });
    expect(await county.post(`/uploads/${id}/submit`)).toMatchObject({
      status: 409,
      body: { code: 'form-moved' },
    });
  });

  it('is not for a school', async () => {
    const school = await program(web, web.places.school);
    const answer = await school.upload(csvOf([{}]), '学校.csv', { template: 'organisation' });
    expect(answer).toMatchObject({ status: 403 });
  });
});

describe('its template', () => {
  it('is filled with the units of the area, and sent back as it is changes nothing', async () => {
    const person = await signIn(web, web.places.otherCounty);
    const other = await program(web, web.places.otherCounty);
    await other.post('/accounts', {
      ...{
        unit: web.places.stranger.unit.id,
        username: 'stranger-clerk',
        name: '王五',
        mobile: '15400002222',
      },
    });
    const answer = await person.request('/templates/organisation.xlsx');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const examined = examine(bytes, {
      ...{ template: 'organisation', unit: web.places.otherCounty.unit, today: '2026-11-24' },
      ...{ allow_test_ids: true, rural_classes: nationalReading, stamp_key: null, limits: defaultReadLimits },
    });
    expect(examined).toMatchObject({
      rows: [
        {
          values: {
            ...{
              operation: '变更',
              school_code: '2137000003',
              school_name: '乙县实验小学',
              school_kind: '小学',
            },
            ...{ city: '甲市', county: '乙县', admin_name: '王五', admin_mobile: '15400002222' },
          },
        },
      ],
      issues: [],
    });
    const { body } = await other.upload(bytes, '学校.xlsx', { template: 'organisation' });
    const { id } = body as { id: string };
    await web.check(id);
    expect((await other.get(`/uploads/${id}/form`)).body).toMatchObject({
      lines: [{ subject: '乙县实验小学', does: '与登记一致，不变' }],
    });
  });
});
