/** An archive's way: each file to its school, what has none to a person, and what is bad spoiling only itself. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../database/events.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { uploadById } from '../../database/uploads.ts';
import { definitions } from '../../schemas/sheets.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { type Part, zipOf } from '../pipeline/read/archive.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { addPlace, addSchool, csvOf, enrolTeachers, type Place, rowsAt } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
let officer: Browser;
beforeAll(async () => {
  web = await openWeb();
  await enrolTeachers(web.db, web.places.neighbour, [teacherRecord(1), teacherRecord(2)]);
  county = await program(web, web.places.county);
  officer = await signIn(web, web.places.county);
});
afterAll(() => web.close());

interface Item {
  readonly position: number;
  readonly name: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly message?: string;
  readonly refusal?: { readonly code: string; readonly message: string; readonly advice: string };
  readonly claim?: { readonly by: string; readonly said?: string };
  readonly unit?: { readonly id: string; readonly name: string };
  readonly upload?: { readonly id: string; readonly state: string; readonly errors: number | null };
  readonly of_unit?: number;
}
interface Bundle {
  readonly id: string;
  readonly receipt: string;
  readonly standings: Readonly<Record<string, number>>;
  readonly items: readonly Item[];
  readonly total: number;
  readonly files: number;
}

/** Teachers that no other file of these tests has. */
let next = 1_000;
const fresh = (place: Place, count = 2): Buffer => {
  next += count;
  return csvOf(rowsAt(place, next, count));
};
const file = (name: string, content: Uint8Array, more: Partial<Part> = {}): Part => ({
  name,
  content,
  ...more,
});
const archive = (parts: readonly Part[]): Uint8Array<ArrayBuffer> => Uint8Array.from(zipOf(parts));

const post = (bytes: Uint8Array<ArrayBuffer>, who = county, name = '甲县.zip') =>
  who.upload(bytes, name, {}, '/bundles');
async function sent(parts: readonly Part[], who = county): Promise<Bundle> {
  const { status, body } = await post(archive(parts), who);
  expect(status).toBe(201);
  return body as Bundle;
}
const get = async (id: string, query = '', who = county): Promise<Bundle> =>
  (await who.get(`/bundles/${id}${query}`)).body as Bundle;

/** A file whose rows name a school as given. */
function naming(school_code: string | null, school_name: string): Buffer {
  next += 1;
  return csvOf([teacherRow(next, {}, { school_code, school_name })]);
}

describe('a file finds its school', () => {
  it('by the stamp of its template, whatever it is called', async () => {
    const { neighbour } = web.places;
    const answer = await officer.request(`/templates/teacher.xlsx?unit=${neighbour.unit.id}`);
    const { items } = await sent([file('不知道是谁的.xlsx', Buffer.from(await answer.arrayBuffer()))]);
    expect(items).toMatchObject([
      {
        outcome: 'routed',
        claim: { by: 'stamp' },
        unit: { name: '甲县第二小学' },
        upload: { state: 'received' },
      },
    ]);
  });

  it('by the code of its rows, and by the name alone where they have none', async () => {
    const { school } = web.places;
    const { items } = await sent([
      file('县/一.csv', fresh(school)),
      file('二.csv', naming(null, '甲县 第二小学')),
    ]);
    expect(items).toMatchObject([
      { outcome: 'routed', claim: { by: 'code', said: '2137000001' }, unit: { id: school.unit.id } },
      { outcome: 'routed', claim: { by: 'name' }, unit: { name: '甲县第二小学' } },
    ]);
  });

  it('by a name that the school had before', async () => {
    await asSystem(web.db, (tx) =>
      sql`update units set aliases = '{乡中心小学}' where id = ${web.places.school.unit.id}`.execute(tx.sql),
    );
    const { items } = await sent([file('旧名.csv', naming(null, '乡中心小学'))]);
    expect(items).toMatchObject([{ outcome: 'routed', unit: { name: '甲县实验小学' } }]);
  });

  it('and lies there as an upload of that school under its own name, sealed bytes and all', async () => {
    const { school } = web.places;
    const bytes = fresh(school);
    const { items } = await sent([file('镇上/教师.csv', bytes)]);
    const id = items[0]?.upload?.id ?? '';
    await web.check(id);
    const seen = await inScope(web.db, school.actor.unit_path, (tx) => uploadById(tx, id));
    expect(seen).toMatchObject({ file_name: '教师.csv', state: 'ready', size_bytes: bytes.length });
  });
});

describe('a file without a school', () => {
  it('is told why: silent, in contradiction, unknown, ambiguous, or an authority', async () => {
    await asSystem(web.db, async (tx) => {
      await addSchool(tx, web.places.county, '同名小学', '2137000011');
      await addSchool(tx, web.places.county, '同名小学', '2137000012');
    });
    const twoCodes = csvOf([...rowsAt(web.places.school, 1, 1), ...rowsAt(web.places.neighbour, 2, 1)]);
    const { items, standings } = await sent([
      file('矛盾.csv', twoCodes),
      file('无此校.csv', naming(null, '没有的小学')),
      file('同名.csv', naming(null, '同名小学')),
      file('管理单位.csv', naming(null, '甲县')),
    ]);
    expect(items.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['unrouted', 'says-nothing'],
      ['unrouted', 'unknown'],
      ['unrouted', 'ambiguous'],
      ['unrouted', 'not-a-school'],
    ]);
    expect(standings).toEqual({ unrouted: 4 });
  });

  it('never tells whether a school outside the scope exists', async () => {
    const { items } = await sent([
      file('外县.csv', fresh(web.places.stranger)),
      file('无此码.csv', naming('2137999999', '没有的小学')),
      file('外县名.csv', naming(null, '乙县实验小学')),
    ]);
    const told = items.map(({ outcome, reason, message, unit, upload }) => ({
      outcome,
      reason,
      message,
      unit,
      upload,
    }));
    expect(told[0]).toMatchObject({ outcome: 'unrouted', reason: 'unknown' });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it('is told so when it carries the stamp of another county, and nothing arrives there', async () => {
    const { stranger, city } = web.places;
    await enrolTeachers(web.db, stranger, [teacherRecord(800)]);
    const above = await signIn(web, city);
    const answer = await above.request(`/templates/teacher.xlsx?unit=${stranger.unit.id}`);
    const { items } = await sent([file('外县模板.xlsx', Buffer.from(await answer.arrayBuffer()))]);
    expect(items).toMatchObject([{ outcome: 'unrouted', reason: 'outside', claim: { by: 'stamp' } }]);
    const theirs = await program(web, web.places.otherCounty);
    expect((await theirs.get('/uploads')).body).toMatchObject({ total: 0 });
  });
});

describe('a bad file spoils only itself', () => {
  it('among good ones, each with what to do in words of an archive', async () => {
    const { school, neighbour } = web.places;
    const { id, items, standings } = await sent([
      file('好.csv', fresh(school)),
      file('坏.csv', fresh(school), { crc: 1 }),
      file('照片.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])),
      file('空.csv', Buffer.alloc(0)),
      file('也好.csv', fresh(neighbour)),
      file('__MACOSX/._好.csv', Buffer.from('x')),
    ]);
    expect(items.map(({ outcome, refusal }) => refusal?.code ?? outcome)).toEqual([
      ...['routed', 'bundled-damaged', 'not-a-spreadsheet', 'empty-file', 'routed'],
    ]);
    expect(items[1]?.refusal?.advice).toContain('重新压缩');
    expect(standings).toEqual({ received: 2, refused: 3, ignored: 1 });
    expect((await get(id, '?show=ignored')).items).toMatchObject([{ name: '__MACOSX/._好.csv' }]);
  });

  it('also a file of another template, which is told so', async () => {
    const columns = Object.values(definitions.expert.columns);
    const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
    const header = line(columns.map(({ label }) => label.zh));
    const experts = Buffer.from(header + line(columns.map(({ example }) => example)));
    const { items } = await sent([file('专家.csv', experts)]);
    expect(items).toMatchObject([{ outcome: 'refused', refusal: { code: 'wrong-template' } }]);
    expect(items[0]?.refusal?.message).toContain(definitions.expert.title.zh);
  });
});

it('a header with a column nobody knows is no bad file: its school is found, and asked', async () => {
  const text = fresh(web.places.school).toString('utf8').replace('证件号码', '号码（本人）');
  const { items } = await sent([file('老表.csv', Buffer.from(text))]);
  expect(items).toMatchObject([{ outcome: 'routed', unit: { name: '甲县实验小学' } }]);
  const id = items[0]?.upload?.id ?? '';
  await web.check(id);
  const school = await program(web, web.places.school);
  expect(await school.get(`/uploads/${id}`)).toMatchObject({ body: { refusal: { code: 'no-header' } } });
});

describe('the same again', () => {
  it('as bytes answers the same bundle and receives nothing twice', async () => {
    const parts = [file('一.csv', fresh(web.places.school)), file('二.csv', naming(null, '没有的小学'))];
    const first = await sent(parts);
    const again = await sent(parts);
    expect(again).toEqual(first);
    const both = await Promise.all([sent([...parts].reverse()), sent([...parts].reverse())]);
    expect(both[0].id).toBe(both[1].id);
    expect(both[0].items.map(({ outcome }) => outcome)).toEqual(['unrouted', 'repeated']);
  });

  it('as a file of one school is told: equal bytes once, different ones both, and how many there are', async () => {
    const { school } = web.places;
    const same = fresh(school);
    const { items } = await sent([file('a.csv', same), file('b.csv', same), file('c.csv', fresh(school))]);
    expect(items.map(({ outcome, of_unit }) => [outcome, of_unit])).toEqual([
      ['routed', 3],
      ['repeated', 3],
      ['routed', 3],
    ]);
    expect(items[1]?.upload?.id).toBe(items[0]?.upload?.id);
    for (const at of [0, 2]) await web.check(items[at]?.upload?.id ?? '');
    const { id } = await sent([
      file('a.csv', same),
      file('b.csv', same),
      file('d.csv', fresh(web.places.neighbour)),
    ]);
    expect((await get(id)).items[0]?.upload?.state).toBe('superseded');
  });
});

describe('what is no bundle', () => {
  const refused = async (bytes: Uint8Array<ArrayBuffer>) => {
    const { status, body } = await post(bytes);
    return { status, body: body as { type: string; detail: string; params: { refusal?: string } } };
  };

  it('is told by what it is and by what to do', async () => {
    const workbook = await refused(Uint8Array.from(fresh(web.places.school)));
    expect(workbook).toMatchObject({
      status: 422,
      body: { type: 'urn:muster:problem:bundle-refused', params: { refusal: 'single-file' } },
    });
    expect(workbook.body.detail).toContain('/uploads');
    const cut = archive([file('一.csv', fresh(web.places.school))]).slice(0, -4);
    expect((await refused(cut)).body.params.refusal).toBe('bundle-damaged');
    const locked = archive([file('一.csv', fresh(web.places.school), { flags: 1 })]);
    expect((await refused(locked)).body.detail).toContain('不要设置密码');
    expect((await refused(archive([]))).body.params.refusal).toBe('bundle-empty');
  });

  it('holds more than 500 files, and nothing of it is kept', async () => {
    const before = (await county.get('/bundles')).body as { total: number };
    const parts = Array.from({ length: 501 }, (_, at) => file(`${at}.csv`, Buffer.from('x')));
    expect((await refused(archive(parts))).body).toMatchObject({ params: { refusal: 'too-many-files' } });
    expect((await county.get('/bundles')).body).toMatchObject({ total: before.total });
  });

  it('is sent by a school, which is told where its own file goes', async () => {
    const school = await program(web, web.places.school);
    const answer = await post(archive([file('一.csv', fresh(web.places.school))]), school);
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:muster:problem:bundle-from-a-school' } });
  });

  it('or is one sent to /uploads, which names the right door', async () => {
    const bytes = archive([file('一.xlsx', Buffer.from('x'))]);
    const { status, body } = await county.upload(bytes, '各校.zip');
    expect(status).toBe(422);
    expect(body).toMatchObject({ detail: expect.stringContaining('/bundles') });
    const school = await program(web, web.places.school);
    const { id } = (await school.upload(bytes, '各校.zip')).body as { id: string };
    await web.check(id);
    const { refusal } = (await school.get(`/uploads/${id}`)).body as {
      refusal: { code: string; advice: string };
    };
    expect(refusal).toMatchObject({
      code: 'not-a-spreadsheet',
      advice: expect.stringContaining('请解压后上传'),
    });
  });
});

it('files that there was no time to ask are kept for a person, none is lost', async () => {
  // The archive is unpacked by a reader with time enough; the pages have none left.
  const hurried = await openWeb({ limits: { ...defaultReadLimits, time_ms: 0 } });
  try {
    const office = await program(hurried, hurried.places.county);
    const { items, id } = await sent([file('一.csv', fresh(web.places.school))], office);
    expect(items).toMatchObject([{ outcome: 'unrouted', reason: 'not-read' }]);
    const answer = await office.post(`/bundles/${id}/files/1/route`, { unit: '2137000001' });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'routed' } });
  } finally {
    await hurried.close();
  }
});

it('500 files arrive at 500 schools, 50 on a page', async () => {
  const schools = await asSystem(web.db, async (tx) => {
    const places: Place[] = [];
    for (let n = 0; n < 500; n++) {
      places.push(await addSchool(tx, web.places.otherCounty, `村小${n}`, String(2_137_100_000 + n)));
    }
    return places;
  });
  const other = await program(web, web.places.otherCounty);
  const bundle = await sent(
    schools.map((place, n) => file(`${n}.csv`, fresh(place, 1))),
    other,
  );
  expect(bundle).toMatchObject({ files: 500, total: 500, standings: { received: 500 } });
  expect(bundle.items).toHaveLength(50);
  const last = await get(bundle.id, '?page=10', other);
  expect(last.items.at(-1)).toMatchObject({ position: 500, unit: { name: '村小499' } });
}, 60_000);

describe('a school chosen by hand', () => {
  const route = (id: string, position: number, unit: string, who = county) =>
    who.post(`/bundles/${id}/files/${position}/route`, { unit });
  const lost = async () => (await sent([file('无主.csv', naming(null, '没有的小学'))])).id;
  const sealedOf = async (id: string) =>
    (
      await asSystem(web.db, (tx) =>
        sql<{ sealed: Buffer | null }>`select sealed from bundle_files where bundle_id = ${id}`.execute(
          tx.sql,
        ),
      )
    ).rows.map(({ sealed }) => sealed !== null);

  it('receives the file there, and the bundle forgets its bytes', async () => {
    const id = await lost();
    expect(await sealedOf(id)).toEqual([true]);
    const answer = await route(id, 1, '2137000002');
    expect(answer).toMatchObject({
      status: 200,
      body: { outcome: 'routed', unit: { name: '甲县第二小学' }, upload: { state: 'received' } },
    });
    expect(await sealedOf(id)).toEqual([false]);
    await web.check((answer.body as Item).upload?.id ?? '');
    expect((await get(id)).standings).toEqual({ needs_fix: 1 });
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'bundle', id));
    expect(events.map(({ action }) => action)).toEqual(['receive', 'route']);
    expect(await route(id, 1, '2137000001')).toMatchObject({ status: 409 });
  });

  it('may be named, or given as the list of the page writes it', async () => {
    const [one, two] = [await lost(), await lost()];
    expect(await route(one, 1, '甲县第二小学')).toMatchObject({ status: 200 });
    expect(await route(two, 1, '２１３７０００００１ 甲县实验小学')).toMatchObject({
      body: { unit: { name: '甲县实验小学' } },
    });
  });

  it('must be one school below: the rest is told apart in words, and the file keeps waiting', async () => {
    const id = await lost();
    const codes = async (unit: string) => ((await route(id, 1, unit)).body as { code: string }).code;
    expect(await codes('没有的小学')).toBe('no-such-school');
    expect(await codes(web.places.stranger.unit.code ?? '')).toBe('no-such-school');
    expect(await codes('同名小学')).toBe('school-ambiguous');
    expect(await codes('甲县')).toBe('unit-not-collecting');
    expect((await get(id)).standings).toEqual({ unrouted: 1 });
    expect(await route(id, 2, '2137000002')).toMatchObject({ status: 404 });
  });

  it('and the archive itself go by plain forms: what was sent is a page, what is refused one too', async () => {
    const bytes = archive([file('一.csv', fresh(web.places.school))]);
    const answer = await officer.upload(bytes, '甲县.zip', {}, '/bundles');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/bundles\/\d+$/);
    const refused = await officer.upload(bytes.slice(0, -4), '甲县.zip', {}, '/bundles?lang=en');
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('The archive is damaged or incomplete. Pack the schools');
    expect((await officer.upload(bytes, '', {}, '/bundles')).status).toBe(422);
  });

  it('is chosen on the page without a script, which then says what happened', async () => {
    const id = await lost();
    const { html } = await officer.page(`/bundles/${id}?show=unrouted`);
    expect(html).toContain(`action="/bundles/${id}/files/1/route"`);
    expect(html).toContain('<option value="2137000002 甲县第二小学">');
    const answer = await officer.post(`/bundles/${id}/files/1/route`, { unit: '2137000002 甲县第二小学' });
    expect(answer.status).toBe(303);
    const { html: after } = await officer.page(answer.headers.get('location') ?? '');
    expect(after).toContain('“无主.csv”已归到甲县第二小学');
    expect(after).not.toContain('choose-school');
  });
});

describe('who sees a bundle', () => {
  it('its county and those above; to another county it does not exist', async () => {
    const { id } = await sent([file('无主.csv', naming(null, '没有的小学'))]);
    const city = await program(web, web.places.city);
    expect((await get(id, '', city)).items).toHaveLength(1);
    const other = await program(web, web.places.otherCounty);
    for (const path of [`/bundles/${id}`, `/bundles/${id}?show=unrouted`]) {
      expect(await other.get(path)).toMatchObject({ status: 404 });
    }
    const route = await other.post(`/bundles/${id}/files/1/route`, { unit: web.places.stranger.unit.code });
    expect(route).toMatchObject({ status: 404 });
    const listed = (await other.get('/bundles')).body as { bundles: { id: string }[] };
    expect(listed.bundles.map((bundle) => bundle.id)).not.toContain(id);
  });

  it('nobody outside by SQL either: the tables themselves keep to the scope', async () => {
    const { id } = await sent([file('无主.csv', naming(null, '没有的小学'))]);
    const seen = (scope: string) =>
      inScope(web.db, scope, async (tx) => {
        const bundles = await sql`select from bundles where id = ${id}`.execute(tx.sql);
        const files = await sql`select from bundle_files where bundle_id = ${id}`.execute(tx.sql);
        return [bundles.rows.length, files.rows.length];
      });
    expect(await seen(web.places.county.unit.path)).toEqual([1, 1]);
    expect(await seen(web.places.otherCounty.unit.path)).toEqual([0, 0]);
    expect(await seen(web.places.school.unit.path)).toEqual([0, 0]);
  });

  it('a city may choose the school of a county’s file, though only below that county', async () => {
    const { id } = await sent([file('无主.csv', naming(null, '没有的小学'))]);
    const city = await program(web, web.places.city);
    const route = (unit: string) => city.post(`/bundles/${id}/files/1/route`, { unit });
    expect(await route('2137000003')).toMatchObject({ status: 422 });
    expect(await route('2137000002')).toMatchObject({ status: 200 });
  });
});

it('the page shows every file with its state as it is now, and each group behind its figure', async () => {
  const { school, neighbour } = web.places;
  const zone = await asSystem(web.db, (tx) =>
    addPlace(tx, {
      parent_id: web.places.county.unit.id,
      kind: 'school',
      name: '丙小学',
      code: '2137000031',
    }),
  );
  const { id, receipt, items } = await sent([
    file('好.csv', fresh(neighbour)),
    file('<b>坏</b>.csv', csvOf(rowsAt(zone, 700, 1).map((row) => ({ ...row, subject: '物理' })))),
    file('损坏.csv', fresh(school), { crc: 1 }),
    file('无主.csv', naming(null, '没有的小学')),
  ]);
  for (const { upload } of items) if (upload) await web.check(upload.id);
  const { html } = await officer.page(`/bundles/${id}`);
  for (const text of [
    receipt,
    '甲县第二小学',
    '丙小学',
    '需修改',
    '可提交',
    '无法读取',
    '待选择学校',
    '重新压缩',
  ]) {
    expect(html).toContain(text);
  }
  expect(html).toContain(`href="/uploads/${items[0]?.upload?.id}"`);
  expect(html).toContain('&lt;b>坏&lt;/b>.csv');
  const { html: refused } = await officer.page(`/bundles/${id}?show=refused`);
  expect(refused).toContain('损坏.csv');
  expect(refused).not.toContain('好.csv');
  expect((await officer.page('/bundles')).html).toContain(`href="/bundles/${id}"`);
  expect((await officer.page('/')).html).toContain('href="/bundles"');
  expect((await officer.page('/uploads')).html).toContain('href="/bundles"');
});

it('nothing that was logged names a person, a school or a file', async () => {
  const told = web.logged.join('\n');
  for (const text of ['张试', '小学', '无主.csv', '甲县.zip']) expect(told).not.toContain(text);
});
