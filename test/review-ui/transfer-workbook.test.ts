/** The transfer workbook as a form: checked beside the registry, shown line by line, and done by its sender's word. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { transferSheet } from '../../schemas/sheets/transfer.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { type WiderRegistry, widen } from '../setup/wider-registry.ts';
import { givePasswords, openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let places: WiderRegistry;
let from = 0;
let ids: string[];
beforeAll(async () => {
  web = await openWeb();
  places = await widen(web.db, web.places);
  await givePasswords(web.db, Object.values(places));
});
afterAll(() => web.close());
beforeEach(async () => {
  from += 10;
  ids = await enrolTeachers(web.db, places.school, [teacherRecord(from), teacherRecord(from + 1)]);
});

const fields = Object.keys(transferSheet.columns) as (keyof typeof transferSheet.columns)[];
type Cells = Partial<Record<(typeof fields)[number], string>>;
const row = (n: number, changed: Cells = {}): Cells => ({
  ...{ name: `张试${n}`, id_type: '居民身份证', id_number: identityNumberOf(n) },
  ...{ from_school: '甲县实验小学', to_school: '甲县第二小学', effective_date: '2026-11-01' },
  ...{ stage: '小学', subject: '数学', is_rural: '否', reason: '工作需要', ...changed },
});

/** Sends a workbook of these rows, checked. */
async function sent(place: Place, ...rows: Cells[]): Promise<string> {
  const lines = [
    fields.map((field) => transferSheet.columns[field].label.zh),
    ...rows.map((one) => fields.map((f) => one[f] ?? '')),
  ];
  const bytes = Uint8Array.from(Buffer.from(`\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`));
  const { status, body } = await (await program(web, place)).upload(bytes, `${randomUUID()}.csv`, {
    template: 'transfer',
  });
  expect(status).toBe(201);
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
const get = async (place: Place, path: string) => (await (await program(web, place)).get(path)).body;
const submit = async (place: Place, id: string) => {
  const { status, body } = await (await program(web, place)).post(`/uploads/${id}/submit`);
  return { status, body: body as { state?: string; type?: string; params?: unknown } };
};
const unitOf = async (id: string) =>
  ((await get(places.province, `/teachers/${id}`)) as { unit: { name: string } }).unit.name;

it('is sent from the page of transfers, under its own name', async () => {
  for (const place of [places.school, places.county, places.city]) {
    const { html } = await (await signIn(web, place)).page('/transfers');
    expect(html).toContain('<input type="hidden" name="template" value="transfer"/>');
  }
});

it('of a county that acts moves everybody at its word, each line read before', async () => {
  const id = await sent(places.county, row(from), row(from + 1, { to_school: '2137000002' }));
  expect(await get(places.county, `/uploads/${id}`)).toMatchObject({ state: 'ready', counts: { errors: 0 } });
  const { lines } = (await get(places.county, `/uploads/${id}/form`)) as {
    lines: { subject: string; does: string }[];
  };
  expect(lines.map(({ does }) => does)).toEqual([
    '甲县实验小学 → 甲县第二小学；同县调动，由“甲县”办理；提交后立即生效',
    '甲县实验小学 → 甲县第二小学；同县调动，由“甲县”办理；提交后立即生效',
  ]);
  expect(JSON.stringify(lines)).not.toContain(identityNumberOf(from));
  const { html } = await (await signIn(web, places.county)).page(`/uploads/${id}`);
  const buttons = [...html.matchAll(/<form method="post" action="\/uploads\/\d+\/(\w+)"/g)].map(
    ([, verb]) => verb,
  );
  expect(buttons).toEqual(['submit', 'withdraw', 'recheck']);
  expect(await submit(places.county, id)).toMatchObject({ status: 200, body: { state: 'applied' } });
  expect(await Promise.all(ids.map(unitOf))).toEqual(['甲县第二小学', '甲县第二小学']);
});

it('of a school proposes, and the other school’s own form for the same move only confirms it', async () => {
  const id = await sent(places.neighbour, row(from));
  expect(await submit(places.neighbour, id)).toMatchObject({ status: 200 });
  expect(await unitOf(ids[0] ?? '')).toBe('甲县实验小学');
  const again = await sent(places.school, row(from, { reason: '本人申请' }));
  expect(await submit(places.school, again)).toMatchObject({ status: 200 });
  const { transfers } = (await get(places.county, '/transfers?state=proposed')) as {
    transfers: { teacher: { id: string }; confirmed: unknown; reason: string }[];
  };
  const own = transfers.filter(({ teacher }) => teacher.id === ids[0]);
  expect(own).toHaveLength(1);
  expect(own[0]).toMatchObject({ reason: '本人申请', confirmed: { side: 'giving' } });
});

it('tells at their cells whom and which school the registry does not know, and what is not the sender’s', async () => {
  const id = await sent(
    places.neighbour,
    row(from, { name: '李四' }),
    row(from + 1, { to_school: '没有的学校' }),
    row(from + 2, { from_school: '乙县实验小学', to_school: '丙县实验小学' }),
  );
  const { issues } = (await get(places.neighbour, `/uploads/${id}/issues`)) as {
    issues: { rule: string; row: number; message: string }[];
  };
  expect(issues.map(({ rule, row }) => `${row} ${rule}`)).toEqual([
    '2 transfer-person-unknown',
    '3 transfer-school-unknown',
    '4 transfer-person-unknown',
  ]);
  expect(issues[1]?.message).toContain('没有的学校');
});

it('finds out at its word that the registry has moved since, and then does nothing', async () => {
  const id = await sent(places.county, row(from), row(from + 1));
  const before = await sent(places.city, row(from + 1));
  expect((await get(places.city, `/uploads/${before}`)) as object).toMatchObject({ counts: { errors: 1 } });
  const { status } = await (await program(web, places.stranger)).post('/transfers', {
    ...{ id_type: '居民身份证', id_number: identityNumberOf(from + 1), name: `张试${from + 1}` },
    ...{ stage: '小学', subject: '语文', is_rural: 'no', effective_date: '2026-11-01' },
  });
  expect(status).toBe(201);
  const refused = await submit(places.county, id);
  expect(refused).toMatchObject({
    status: 409,
    body: { type: 'urn:muster:problem:form-moved', params: { count: 1 } },
  });
  expect(await unitOf(ids[0] ?? '')).toBe('甲县实验小学');
});
