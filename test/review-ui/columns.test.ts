/** Columns that nobody knows: the unit says once what they are, later files are read so at once, and it can be taken back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../database/events.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { csvOf, type Place, rowsAt } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
beforeAll(async () => {
  web = await openWeb();
});
// Whatever a unit confirmed lasts, and would be there for the next test.
afterEach(() => asSystem(web.db, (tx) => tx.sql.deleteFrom('header_mappings').execute()));
afterAll(() => web.close());

interface Shown {
  id: string;
  state: string;
  counts: { rows: number; errors: number; warnings: number; notes: number } | null;
  refusal?: { code: string };
  type?: string;
}
interface Columns {
  columns: { columns: string[]; label: string; examples: string[] }[];
  missing: { field: string; label: string; required: boolean }[];
  remembered: { id: string; label: string; field: string | null; by: string }[];
}

let sendings = 0;
/** A checked file of two new people whose header was changed in these words. */
async function sent(words: Record<string, string>, place: Place = web.places.school): Promise<string> {
  sendings += 1;
  let text = csvOf(rowsAt(place, sendings * 10, 2)).toString('utf8');
  for (const [ours, theirs] of Object.entries(words)) text = text.replace(ours, theirs);
  const { body } = await (await program(web, place)).upload(Uint8Array.from(Buffer.from(text)), '教师.csv');
  const { id } = body as { id: string };
  await web.check(id);
  return id;
}
const at = async (place: Place = web.places.school) => {
  const caller = await program(web, place);
  return {
    upload: async (id: string) => (await caller.get(`/uploads/${id}`)).body as Shown,
    columns: async (id: string) => (await caller.get(`/uploads/${id}/columns`)).body as Columns,
    issues: async (id: string) =>
      ((await caller.get(`/uploads/${id}/issues`)).body as { issues: { rule: string; message: string }[] })
        .issues,
    say: async (id: string, answers: unknown) => {
      const { status, body } = await caller.post(`/uploads/${id}/columns`, answers);
      return { status, body: body as Shown };
    },
    forget: async (id: string, mapping: string) => {
      const { status, body } = await caller.post(`/uploads/${id}/columns/forget`, { mapping });
      return { status, body: body as Shown };
    },
  };
};
const strange = { 证件号码: '公民身份号' };
const problemOf = ({ status, body }: { status: number; body: Shown }) => [status, body.type];

describe('a file without a column that it needs', () => {
  it('is read once its unit has said which one it is, and the next such file at once', async () => {
    const school = await at();
    const first = await sent(strange);
    expect(await school.upload(first)).toMatchObject({ state: 'refused', refusal: { code: 'no-header' } });
    expect(await school.columns(first)).toEqual({
      ...{ upload_id: first, template: 'teacher', remembered: [] },
      columns: [
        {
          columns: ['C'],
          label: '公民身份号',
          examples: [expect.stringMatching(/^3799\*{10}/), expect.any(String)],
        },
      ],
      missing: [{ field: 'id_number', label: '证件号码', required: true }],
    });
    const answer = await school.say(first, { 'column.C': 'id_number' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'received' } });
    expect(answer.body.refusal).toBeUndefined();
    await web.check(first);
    expect(await school.upload(first)).toMatchObject({ state: 'ready', counts: { rows: 2, errors: 0 } });
    const told = (await school.issues(first)).filter(({ rule }) => rule === 'column-as-confirmed');
    expect(told.map(({ message }) => message)).toEqual([
      '第 C 列“公民身份号”按本单位确认过的对应关系读作“证件号码”',
    ]);
    expect(await school.upload(await sent(strange))).toMatchObject({ state: 'ready' });
  });

  it('of another unit is refused all the same', async () => {
    const school = await at();
    const first = await sent(strange);
    await school.say(first, { 'column.C': 'id_number' });
    const neighbour = await at(web.places.neighbour);
    const theirs = await sent(strange, web.places.neighbour);
    expect(await neighbour.upload(theirs)).toMatchObject({ state: 'refused' });
    expect((await neighbour.columns(theirs)).remembered).toEqual([]);
  });

  it('is mended and annotated as it was read', async () => {
    const school = await at();
    const id = await sent(strange);
    await school.say(id, { 'column.C': 'id_number' });
    await web.check(id);
    const caller = await program(web, web.places.school);
    const row = (await caller.get(`/uploads/${id}/cells?row=2`)).body as {
      rows: { cells: { field: string; hidden: boolean }[] }[];
    };
    expect(row.rows[0]?.cells).toContainEqual(expect.objectContaining({ field: 'id_number', hidden: true }));
    const mended = await caller.patch(`/uploads/${id}/cells`, {
      ...{ sheet: 'CSV', row: 2, column: 'O', value: '高级' },
    });
    expect(mended).toMatchObject({ status: 200, body: { state: 'ready' } });
    expect((await caller.get(`/uploads/${id}/annotated.xlsx`)).status).toBe(200);
  });

  it('is refused again after its unit has taken the answer back', async () => {
    const school = await at();
    const id = await sent(strange);
    await school.say(id, { 'column.C': 'id_number' });
    await web.check(id);
    const [mapping] = (await school.columns(id)).remembered;
    expect(mapping).toMatchObject({ label: '公民身份号', field: 'id_number' });
    expect(await school.forget(id, mapping?.id ?? '')).toMatchObject({
      status: 200,
      body: { state: 'received' },
    });
    await web.check(id);
    expect(await school.upload(id)).toMatchObject({ state: 'refused', refusal: { code: 'no-header' } });
    expect(problemOf(await school.forget(id, mapping?.id ?? ''))).toEqual([
      404,
      'urn:muster:problem:not-found',
    ]);
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', id));
    expect(events.filter(({ action }) => action === 'match-columns').map(({ detail }) => detail)).toEqual([
      { confirmed: 1, from: 'refused', to: 'received' },
      { forgotten: 1, from: 'ready', to: 'received' },
    ]);
  });

  it('stays as it was read when the answer is taken back after it was submitted', async () => {
    const school = await at();
    const id = await sent(strange);
    await school.say(id, { 'column.C': 'id_number' });
    await web.check(id);
    const caller = await program(web, web.places.school);
    await caller.post(`/uploads/${id}/submit`);
    expect(problemOf(await school.say(id, { 'column.C': '-' }))[0]).toBe(422);
    const [mapping] = (await school.columns(id)).remembered;
    expect(await school.forget(id, mapping?.id ?? '')).toMatchObject({
      status: 200,
      body: { state: 'submitted' },
    });
    expect((await school.columns(id)).remembered).toEqual([]);
    await caller.post(`/uploads/${id}/withdraw`);
  });
});

describe('a column that is none of ours', () => {
  it('is no warning any more once it is said', async () => {
    const school = await at();
    const id = await sent({ 操作: '操作,班主任' });
    expect(await school.upload(id)).toMatchObject({ state: 'ready', counts: { warnings: 1 } });
    await school.say(id, { 'column.V': '-' });
    await web.check(id);
    expect(await school.upload(id)).toMatchObject({ state: 'ready', counts: { warnings: 0 } });
    expect((await school.issues(id)).map(({ rule }) => rule)).toContain('column-left-out');
    expect((await school.columns(id)).columns).toEqual([]);
  });

  it('is one of ours after all when the unit says so later', async () => {
    const school = await at();
    const id = await sent(strange);
    await school.say(id, { 'column.C': '-' });
    await web.check(id);
    expect(await school.upload(id)).toMatchObject({ state: 'refused' });
    const [mapping] = (await school.columns(id)).remembered;
    await school.forget(id, mapping?.id ?? '');
    await web.check(id);
    await school.say(id, { 'column.C': 'id_number' });
    await web.check(id);
    expect(await school.upload(id)).toMatchObject({ state: 'ready' });
  });
});

describe('an answer that makes no sense', () => {
  it.each([
    ['nothing at all', {}, 'no-column-chosen'],
    ['nobody sure of any', { 'column.C': '', 'column.R': '' }, 'no-column-chosen'],
    ['two columns as one', { 'column.C': 'id_number', 'column.R': 'id_number' }, 'column-chosen-twice'],
    ['a field that stands in the file', { 'column.C': 'name' }, 'invalid-input'],
    ['a field that there is not', { 'column.C': '__proto__' }, 'invalid-input'],
    ['a column that is known', { 'column.A': 'id_number' }, 'invalid-input'],
    ['a column that there is not', { 'column.ZZ': 'id_number' }, 'invalid-input'],
  ])('such as %s is said no to', async (_what, answers, code) => {
    const school = await at();
    const id = await sent({ ...strange, 手机: '随身' });
    expect(problemOf(await school.say(id, answers))).toEqual([422, `urn:muster:problem:${code}`]);
    expect(await school.upload(id)).toMatchObject({ state: 'refused' });
    expect((await school.columns(id)).remembered).toEqual([]);
  });
});

describe('scope', () => {
  it('what a file’s columns are is for its own unit, and nobody’s business further off', async () => {
    const id = await sent(strange);
    const school = await at();
    for (const [place, status] of [
      [web.places.county, 403],
      [web.places.neighbour, 404],
      [web.places.otherCounty, 404],
    ] as const) {
      const caller = await program(web, place);
      expect((await caller.get(`/uploads/${id}/columns`)).status).toBe(status);
      expect((await caller.post(`/uploads/${id}/columns`, { 'column.C': 'id_number' })).status).toBe(status);
      expect((await caller.post(`/uploads/${id}/columns/forget`, { mapping: '1' })).status).toBe(status);
    }
    expect((await school.columns(id)).remembered).toEqual([]);
  });

  it('the server shows an answer to nobody outside the unit’s part of the tree, and takes none from there', async () => {
    const id = await sent(strange);
    await (await at()).say(id, { 'column.C': 'id_number' });
    const seenBy = ({ actor }: Place) =>
      inScope(web.db, actor.unit_path, (tx) => tx.sql.selectFrom('header_mappings').selectAll().execute());
    expect(await seenBy(web.places.school)).toHaveLength(1);
    expect(await seenBy(web.places.county)).toHaveLength(1);
    expect(await seenBy(web.places.neighbour)).toEqual([]);
    expect(await seenBy(web.places.otherCounty)).toEqual([]);
    const { unit, actor } = web.places.school;
    const forged = inScope(web.db, web.places.neighbour.actor.unit_path, (tx) =>
      tx.sql
        .insertInto('header_mappings')
        .values({
          ...{ unit_id: unit.id, unit_path: unit.path, template: 'teacher', key: '甲', label: '甲' },
          ...{ field: 'name', made_by: actor.account_id },
        })
        .execute(),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  it('an answer of another unit can not be taken back by its number', async () => {
    const school = await at();
    const mine = await sent(strange);
    await school.say(mine, { 'column.C': 'id_number' });
    const [mapping] = (await school.columns(mine)).remembered;
    const theirs = await sent(strange, web.places.neighbour);
    const neighbour = await at(web.places.neighbour);
    expect((await neighbour.forget(theirs, mapping?.id ?? '')).status).toBe(404);
    await web.check(mine);
    expect((await school.columns(mine)).remembered).toHaveLength(1);
  });
});

describe('the page', () => {
  const values = (html: string) =>
    [...html.matchAll(/<option value(?:="([^"]*)")?/g)].map((match) => match[1] ?? '');

  it('asks beside the refusal, with nothing chosen beforehand, and works as a form', async () => {
    const clerk = await signIn(web, web.places.school);
    const id = await sent({ ...strange, 学科: '教什么', 邮箱: '信箱' });
    const { html } = await clerk.page(`/uploads/${id}`);
    expect(html).toContain('这些列是什么？');
    expect(values(html).slice(0, 5)).toEqual(['', 'id_number', 'subject', 'email', '-']);
    expect(html).not.toMatch(/<option[^>]* selected/);
    expect(html).toContain('3799**********');
    const answer = await clerk.post(`/uploads/${id}/columns`, {
      'column.C': 'id_number',
      'column.K': 'subject',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/uploads/${id}`]);
    await web.check(id);
    const after = await clerk.page(`/uploads/${id}`);
    expect(after.html).toContain('有 1 列认不出，没有读取。');
    expect(after.html).toContain('有 2 列按本单位确认过的对应关系处理。');
    const columns = await clerk.page(`/uploads/${id}/columns`);
    expect(values(columns.html)).toEqual(['', 'email', '-']);
    expect(columns.html).toContain('本单位确认过的对应关系');
    expect(columns.html).toContain('撤销“公民身份号”的对应关系');
  });

  it('is not asked where no header can be told, nor of whoever did not send the file', async () => {
    const clerk = await signIn(web, web.places.school);
    const caller = await program(web, web.places.school);
    const { body } = await caller.upload(Uint8Array.from(Buffer.from('甲,乙\n张试,2\n')), '无表头.csv');
    const { id } = body as { id: string };
    await web.check(id);
    const { html } = await clerk.page(`/uploads/${id}`);
    expect(html).toContain('没有找到完整的表头');
    expect(html).not.toContain('这些列是什么？');
    expect((await clerk.page(`/uploads/${id}/columns`)).html).toContain('表里没有能认出的表头');
    const county = await signIn(web, web.places.county);
    const theirs = await sent(strange);
    expect((await county.page(`/uploads/${theirs}`)).html).not.toContain('这些列是什么？');
  });

  it('escapes what stands in the header and below it', async () => {
    const clerk = await signIn(web, web.places.school);
    const id = await sent({ 证件号码: '<img src=x onerror=alert(1)>' });
    const { html } = await clerk.page(`/uploads/${id}`);
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img src=x');
  });
});
