/** Template B from its download to the enrolments: prefilled, with lists that follow the stage, checked, shown, and done at one word. */
import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCampaign, campaignById } from '../../database/campaigns.ts';
import { setOpenings } from '../../database/openings.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { daysAfter } from '../../schemas/campaign-window.ts';
import { enrolmentSheet } from '../../schemas/sheets/enrolment.ts';
import { subjectsOfStage } from '../../schemas/subject.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { openEnrolment } from '../setup/enrolling.ts';
import { savedByLibreOffice } from '../setup/libreoffice.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let ids: string[];
let current: Campaign;
beforeAll(async () => {
  web = await openWeb();
  ids = await enrolTeachers(web.db, web.places.school, [
    teacherRecord(1),
    teacherRecord(2, { subject: '数学' }),
    teacherRecord(3, { subject: '音乐' }),
  ]);
  await enrolTeachers(web.db, web.places.neighbour, [teacherRecord(50)]);
  current = await openEnrolment(web.db, web.places, new Date());
});
afterAll(() => web.close());

const fields = Object.keys(enrolmentSheet.columns) as (keyof typeof enrolmentSheet.columns)[];
type Cells = Partial<Record<(typeof fields)[number], string>>;
const today = new Date().toISOString().slice(0, 10);
const campaignName = '2022年“互联网+教师专业发展”';
const row = (n: number, changed: Cells = {}): Cells => ({
  ...{ project: campaignName, name: `张试${n}`, id_type: '居民身份证', id_number: identityNumberOf(n) },
  ...{ school_code: '2137000001', stage: '小学', subject: '语文', ...changed },
});
async function sent(place: Place, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<string> {
  const { status, body } = await (await program(web, place)).upload(bytes, name, { template: 'enrolment' });
  expect(status).toBe(201);
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
const csv = (rows: readonly Cells[]) =>
  Uint8Array.from(
    Buffer.from(
      `\uFEFF${[
        fields.map((field) => enrolmentSheet.columns[field].label.zh),
        ...rows.map((one) => fields.map((field) => one[field] ?? '')),
      ]
        .map((line) => line.join(','))
        .join('\r\n')}\r\n`,
    ),
  );
const sentRows = (place: Place, ...rows: Cells[]) => sent(place, csv(rows), `${randomUUID()}.csv`);
const get = async (place: Place, path: string) => (await (await program(web, place)).get(path)).body as never;
const submit = async (place: Place, id: string) => (await program(web, place)).post(`/uploads/${id}/submit`);
const rulesOf = async (id: string) => {
  const { issues } = (await get(web.places.school, `/uploads/${id}/issues`)) as {
    issues: { rule: string; row: number; column: string; message: string; severity: string }[];
  };
  return issues;
};
const subjects = () =>
  asSystem(web.db, (tx) =>
    tx.sql
      .selectFrom('enrolments')
      .where('state', '=', 'enrolled')
      .select(['teacher_id', 'subject'])
      .orderBy('teacher_id')
      .execute(),
  );
const template = async (place: Place) => {
  const answer = await (await signIn(web, place)).request('/templates/enrolment.xlsx');
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};
const opened = async (bytes: Uint8Array) => {
  const workbook = new ExcelJS.Workbook();
  const buffer = Buffer.from(bytes);
  await workbook.xlsx.load(
    buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length) as ArrayBuffer,
  );
  return workbook;
};

it('the template comes with who is in service, and its subjects follow the stage in Excel and after LibreOffice', async () => {
  const bytes = await template(web.places.school);
  const [saved = Buffer.alloc(0)] = await savedByLibreOffice([bytes]);
  for (const one of [bytes, saved]) {
    const workbook = await opened(one);
    const sheet = workbook.worksheets[0];
    expect(sheet?.getRow(4).getCell(2).text).toBe('张试1');
    expect(
      [4, 5, 6].map((at) => [sheet?.getRow(at).getCell(6).text, sheet?.getRow(at).getCell(7).text]),
    ).toEqual([
      ['小学', '语文'],
      ['小学', '数学'],
      ['小学', '音乐'],
    ]);
    // A school of one stage offers that one alone.
    const stage = sheet?.getCell('F5').dataValidation;
    expect(stage).toMatchObject({ type: 'list' });
    expect(workbook.getWorksheet('_lists')?.getCell(listStart(String(stage?.formulae[0]))).text).toBe('小学');
    const subject = sheet?.getCell('G5').dataValidation;
    expect(subject).toMatchObject({ type: 'list' });
    // Relative to its own row, wherever a reader has kept it.
    expect(String(subject?.formulae[0])).toMatch(/^INDIRECT\("list_"&\$F\d+\)$/);
    const named = workbook.definedNames.getRanges('list_小学').ranges;
    expect(named).toHaveLength(1);
    const [, from = '', to = ''] = /\$(\w+\$\d+):\$(\w+\$\d+)/.exec(named[0] ?? '') ?? [];
    const lists = workbook.getWorksheet('_lists');
    expect(lists?.getCell(from.replace('$', '')).text).toBe('语文');
    expect(lists?.getCell(to.replace('$', '')).text).toBe('心理健康教育');
  }
  const cells = (one: Uint8Array) =>
    readWorkbook(one, defaultReadLimits).sheets[0]?.rows.map(({ cells }) => cells.map(({ text }) => text));
  expect(cells(saved)).toEqual(cells(bytes));
});
const listStart = (formula: string): string => /\$([A-Z]+)\$(\d+)/.exec(formula)?.slice(1, 3).join('') ?? '';

it('sent back as it came it enrols everybody at one word, each line read before', async () => {
  const id = await sent(web.places.school, await template(web.places.school), '报名.xlsx');
  expect(await rulesOf(id)).toEqual([]);
  const { lines } = (await get(web.places.school, `/uploads/${id}/form`)) as { lines: { does: string }[] };
  expect(lines.map(({ does }) => does)).toEqual(['新报名：小学语文', '新报名：小学数学', '新报名：小学音乐']);
  expect(await subjects()).toEqual([]);
  expect(await submit(web.places.school, id)).toMatchObject({ status: 200, body: { state: 'applied' } });
  expect((await subjects()).map(({ subject }) => subject)).toEqual(['语文', '数学', '音乐']);
});

it('a later file changes a subject, leaves the same as it is, and releases nobody who is not in it: that is told', async () => {
  const id = await sentRows(web.places.school, row(1, { subject: '数学' }), row(2, { subject: '数学' }));
  expect(await rulesOf(id)).toEqual([
    expect.objectContaining({ rule: 'enrolment-not-in-file', severity: 'note' }),
  ]);
  const { lines } = (await get(web.places.school, `/uploads/${id}/form`)) as { lines: { does: string }[] };
  expect(lines.map(({ does }) => does)).toEqual(['改报：小学语文 → 小学数学', '不变：小学数学']);
  expect(await submit(web.places.school, id)).toMatchObject({ status: 200 });
  expect((await subjects()).map(({ subject }) => subject)).toEqual(['数学', '数学', '音乐']);
});

it.each([
  ['a person the registry has not', { ...row(90) }, 'enrolment-person-unknown', 'D'],
  ['a teacher of another school', row(50), 'enrolment-not-here', 'D'],
  [
    'a project of another stage',
    row(1, { project: `${campaignName}初中` }),
    'enrolment-project-of-stage',
    'A',
  ],
  ['no project of the campaign', row(1, { project: '2019年培训' }), 'enrolment-project-unknown', 'A'],
  [
    'a stage that the school has not',
    row(1, { stage: '初中', subject: '物理' }),
    'enrolment-stage-not-offered',
    'F',
  ],
  ['a subject of another stage', row(1, { subject: '物理' }), 'enrolment-subject-not-listed', 'G'],
] as const)('%s is an error at its cell', async (_what, one, rule, column) => {
  const id = await sentRows(web.places.school, one);
  const errors = (await rulesOf(id)).filter(({ severity }) => severity === 'error');
  expect(errors).toContainEqual(expect.objectContaining({ rule, column, row: 2 }));
});

it('who is enrolled at the school left behind is told with where, in what, and who can release it', async () => {
  await enrolTeachers(web.db, web.places.stranger, [teacherRecord(60)]);
  const there = await sentRows(web.places.stranger, row(60, { school_code: '2137000003', subject: '英语' }));
  await submit(web.places.stranger, there);
  // Kept at the old school, as under the setting that lets it end with the move: behind the registry's back.
  await asSystem(web.db, (tx) =>
    tx.sql
      .updateTable('teachers')
      .set({ unit_id: web.places.school.unit.id, unit_path: web.places.school.unit.path })
      .where('name', '=', '张试60')
      .execute(),
  );
  const id = await sentRows(web.places.school, row(60));
  const [issue] = (await rulesOf(id)).filter(({ severity }) => severity === 'error');
  expect(issue).toMatchObject({ rule: 'enrolment-elsewhere', column: 'D' });
  expect(issue?.message).toBe('此人今年已在“乙县实验小学”报名小学英语，一人只报一个学科');
});

it('a file that is not needed any more is put aside, stands in nobody’s way, and is taken up again when it is sent again', async () => {
  const { neighbour } = web.places;
  const clerk = await program(web, neighbour);
  const wrong = csv([row(50, { subject: '物理', school_code: '2137000002' })]);
  const id = await sent(neighbour, wrong, '错.csv');
  await clerk.post('/enrolments', { all: 'registered', count: 1 });
  const own = `/submissions/${current.id}-enrolment-${neighbour.unit.id}`;
  const word = async () => (await clerk.post(`${own}/submit`)).body;
  expect(await word()).toMatchObject({ type: 'urn:muster:problem:files-in-work' });
  expect(await clerk.post(`/uploads/${id}/withdraw`)).toMatchObject({ body: { state: 'superseded' } });
  expect(await word()).toMatchObject({ state: 'submitted' });
  await clerk.post(`${own}/withdraw`);
  const again = await clerk.upload(wrong, '错.csv', { template: 'enrolment' });
  expect(again.body).toMatchObject({ id, state: 'superseded', actions: ['recheck'] });
  expect(await clerk.post(`/uploads/${id}/recheck`)).toMatchObject({ body: { state: 'received' } });
  await web.check(id);
  expect(await clerk.get(`/uploads/${id}`)).toMatchObject({ body: { state: 'needs_fix' } });
});

it('a county sends no enrolment for a school', async () => {
  const { status } = await (await program(web, web.places.county)).upload(csv([row(1)]), '代报.csv', {
    template: 'enrolment',
  });
  expect(status).toBe(403);
  expect(ids).toHaveLength(3);
});

it('a file sent in for a campaign with subjects of its own is judged by them, and shows and does what that campaign says', async () => {
  const { school, city, county, province } = web.places;
  const [first = '', second = ''] = ids;
  // Begun before the other, in which both are enrolled: people work in that one, and this file is for this one.
  const days = { opens_on: daysAfter(today, -11), closes_on: daysAfter(today, 10) };
  const name = '2021年补训';
  const campaign = await inScope(web.db, province.actor.unit_path, async (tx) => {
    const windows = { openings: days, enrolment: days };
    const subjects = { ...subjectsOfStage, 小学: ['语文', '物理'] } as const;
    return campaignById(tx, await addCampaign(tx, province.actor, { year: 2021, name, windows, subjects }));
  });
  for (const { actor } of [city, county]) {
    await inScope(web.db, actor.unit_path, (tx) =>
      setOpenings(tx, actor, campaign, { units: 'all', stages: 'all', open: true }, new Date()),
    );
  }
  const send = async (...rows: Cells[]) => {
    const fields = { template: 'enrolment', campaign: campaign.id };
    const answer = await (await program(web, school)).upload(csv(rows), `${randomUUID()}.csv`, fields);
    expect(answer.status).toBe(201);
    const { id } = answer.body as { id: string };
    await web.check(id);
    return id;
  };
  const of = (n: number, subject: string) => row(n, { project: name, subject });
  const wrong = await send(of(1, '物理'), of(2, '数学'));
  expect((await rulesOf(wrong)).filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({
      ...{ rule: 'enrolment-subject-not-listed', row: 3, column: 'G' },
      message: '本次活动的小学没有“数学”',
    }),
  ]);
  const id = await send(of(1, '物理'), of(2, '语文'));
  const lines = async () =>
    ((await get(school, `/uploads/${id}/form`)) as { lines: { does: string }[] }).lines.map(
      ({ does }) => does,
    );
  expect(await lines()).toEqual(['新报名：小学物理', '新报名：小学语文']);
  expect(await submit(school, id)).toMatchObject({ status: 200 });
  const rows = await asSystem(web.db, (tx) =>
    tx.sql
      .selectFrom('enrolments')
      .where('campaign_id', '=', campaign.id)
      .where('teacher_id', 'in', [first, second])
      .select('subject')
      .orderBy('teacher_id')
      .execute(),
  );
  expect(rows.map(({ subject }) => subject)).toEqual(['物理', '语文']);
});
