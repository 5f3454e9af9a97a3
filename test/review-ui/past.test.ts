/** The registry as it was: each unit sees its own past whole, and nothing of anybody's time elsewhere. */
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterAsOf, twoMoments } from '../../database/past-rosters.ts';
import { inScope } from '../../database/scope.ts';
import { momentOf } from '../../schemas/moment.ts';
import { madeOn, nextVersion } from '../setup/past.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let callers: Record<'school' | 'stranger' | 'county' | 'otherCounty' | 'city', Program>;
let reviewer: Browser;
/** Stays; leaves in March; moves to the other county in February, where a cell changes in April; comes in March. */
const ids = { stays: '', leaves: '', moves: '', comes: '' };

beforeAll(async () => {
  web = await openWeb();
  const { db, places, database } = web;
  const [stays = '', leaves = '', moves = ''] = await enrolTeachers(db, places.school, [
    teacherRecord(1),
    teacherRecord(2),
    teacherRecord(3),
  ]);
  const [comes = ''] = await enrolTeachers(db, places.neighbour, [
    teacherRecord(4, { stage: '幼儿园', subject: null }),
  ]);
  Object.assign(ids, { stays, leaves, moves, comes });
  await nextVersion(db, stays, { cells: { title: '高级', mobile: '15499990001' } });
  await nextVersion(db, leaves, { cells: { status: '离职' } });
  await nextVersion(db, moves, { to: places.stranger });
  await nextVersion(db, moves, { cells: { title: '正高级' } });
  await madeOn(database.ownerUrl, stays, ['2026-01-10', '2026-03-10']);
  await madeOn(database.ownerUrl, leaves, ['2026-01-10', '2026-03-10']);
  await madeOn(database.ownerUrl, moves, ['2026-01-10', '2026-02-10', '2026-04-10']);
  await madeOn(database.ownerUrl, comes, ['2026-03-10']);
  callers = {
    school: await program(web, places.school),
    stranger: await program(web, places.stranger),
    county: await program(web, places.county),
    otherCounty: await program(web, places.otherCounty),
    city: await program(web, places.city),
  };
  reviewer = await signIn(web, places.county);
});
afterAll(() => web.close());

type Caller = keyof typeof callers;
const rosterOf = async (who: Caller, query: string) => {
  const { body } = await callers[who].get(`/teachers?${query}`);
  const { teachers, total } = body as { teachers: Record<string, unknown>[]; total: number };
  return { names: teachers.map(({ name }) => name), total, teachers, body };
};

describe('GET /teachers?as_of=', () => {
  it.each([
    ['county', '2026-01-09', []],
    ['county', '2026-01-10', ['张试1', '张试2', '张试3']],
    ['county', '2026-01-10T11:59', []],
    ['county', '2026-01-10T12:00', ['张试1', '张试2', '张试3']],
    ['county', '2026-02-09', ['张试1', '张试2', '张试3']],
    ['county', '2026-02-10', ['张试1', '张试2']],
    ['county', '2026-03-10', ['张试1', '张试4']],
    ['otherCounty', '2026-02-09', []],
    ['otherCounty', '2026-02-10', ['张试3']],
    ['city', '2026-02-10', ['张试1', '张试2', '张试3']],
    ['school', '2026-03-10', ['张试1']],
    ['stranger', '2026-01-10', []],
  ] as const)('of a %s at %s lists who was in service there then', async (who, as_of, names) => {
    const found = await rosterOf(who, `as_of=${as_of}`);
    expect(found.names).toEqual(names);
    expect(found.total).toBe(names.length);
  });

  it('shows whoever has moved away since as registered here, and no later cell', async () => {
    const { teachers, body } = await rosterOf('county', 'as_of=2026-02-01');
    expect(teachers[2]).toMatchObject({
      ...{ id: ids.moves, version: 1, title: '一级', unit: { name: '甲县实验小学' } },
      id_number: '3799**********0076',
    });
    expect(JSON.stringify(body)).not.toContain('正高级');
    expect(JSON.stringify(body)).not.toContain(identityNumberOf(3));
  });

  it('is narrowed to a unit, a name and a stage', async () => {
    const { neighbour, stranger } = web.places;
    expect((await rosterOf('county', `as_of=2026-03-10&unit=${neighbour.unit.id}`)).names).toEqual(['张试4']);
    expect((await rosterOf('county', 'as_of=2026-03-10&name=试1')).names).toEqual(['张试1']);
    expect((await rosterOf('county', 'as_of=2026-03-10&stage=幼儿园')).names).toEqual(['张试4']);
    expect(await callers.county.get(`/teachers?as_of=2026-03-10&unit=${stranger.unit.id}`)).toMatchObject({
      status: 404,
    });
  });

  it('counts everybody on a page that lies beyond the last one', async () => {
    expect(await rosterOf('county', 'as_of=2026-01-10&page=9')).toMatchObject({ names: [], total: 3 });
  });

  it('says on the page that it is the past, and leads back to now', async () => {
    const { html } = await reviewer.page('/teachers?as_of=2026-02-01');
    expect(html).toContain('这是2026-02-01 日终的情况，不是现在的');
    expect(html).toContain(`href="/teachers?unit=${web.places.county.unit.id}"`);
    expect(html).toContain(`href="/teachers/${ids.moves}?as_of=2026-02-01"`);
  });

  it.each(['2999-01-01', 'soon', '2026-02-30'])(
    'refuses %s, which is no moment of the past',
    async (as_of) => {
      expect(await callers.county.get(`/teachers?as_of=${as_of}`)).toMatchObject({
        status: 422,
        body: { params: { fields: 'as_of' } },
      });
    },
  );
});

describe('one teacher who moved away', () => {
  it('is shown to the former county as of her time there, with the versions of it alone', async () => {
    const { body } = await callers.county.get(`/teachers/${ids.moves}?as_of=2026-02-01`);
    expect(body).toMatchObject({
      version: 1,
      title: '一级',
      is_elsewhere: true,
      unit: { name: '甲县实验小学' },
    });
    const { html } = await reviewer.page(`/teachers/${ids.moves}?as_of=2026-02-01`);
    expect(html).toContain('现不在本辖区');
    expect(html).toContain('第 1 版');
    expect(html).not.toContain('第 2 版');
    expect(html).not.toContain('正高级');
    expect(html).not.toContain('乙县');
  });

  it('is not found by the former county now, nor as of a later day, nor by her history', async () => {
    for (const path of ['', '?as_of=2026-02-10', '?as_of=2026-04-10', '/history', '?as_of=2026-01-09']) {
      expect(await callers.county.get(`/teachers/${ids.moves}${path}`)).toMatchObject({ status: 404 });
    }
  });

  it('brings her whole history along to the new one, with where each version was', async () => {
    const { body } = await callers.otherCounty.get(`/teachers/${ids.moves}/history`);
    expect(body).toMatchObject({
      revisions: [
        {
          version: 3,
          unit: '乙县实验小学',
          came_from: null,
          cells: { title: { old: '一级', new: '正高级' } },
        },
        { version: 2, kind: 'transfer', unit: '乙县实验小学', came_from: '甲县实验小学', cells: {} },
        { version: 1, unit: '甲县实验小学', came_from: null },
      ],
    });
    expect((await callers.otherCounty.get(`/teachers/${ids.moves}?as_of=2026-02-01`)).body).toMatchObject({
      unit: { name: '甲县实验小学' },
      version: 1,
      registered: true,
    });
  });
});

describe('with the filter of the application taken away', () => {
  it('the server hides versions made elsewhere, and rosters of another area', async () => {
    const moment = momentOf('2026-05-01');
    if (moment === null) throw new Error('no moment');
    const { county, otherCounty } = web.places;
    const seen = await inScope(web.db, county.unit.path, async (tx) => ({
      versions: await tx.sql
        .selectFrom('teacher_revisions')
        .where('teacher_id', '=', ids.moves)
        .select('version')
        .execute(),
      roster: await rosterAsOf(tx, { area: otherCounty.unit.path, moment, limit: 9 }),
      above: await rosterAsOf(tx, { area: '/', moment, limit: 9 }),
      compared: await twoMoments(tx, { area: otherCounty.unit.path, from: moment, to: moment }),
    }));
    expect(seen.versions).toEqual([{ version: 1 }]);
    expect(seen.roster.total).toBe(0);
    expect(seen.above.total).toBe(0);
    expect(seen.compared.same).toBe(0);
  });
});

describe('GET /exports/roster?as_of=', () => {
  it('holds who was in service then, as registered then, and says so in name and cover', async () => {
    const answer = await reviewer.request('/exports/roster.xlsx?as_of=2026-02-01');
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
      '教师名册-甲县-截至2026-02-01 日终.xlsx',
    );
    const book = XLSX.read(await answer.arrayBuffer());
    expect(book.SheetNames).toEqual(['汇总', '小学']);
    const cover = XLSX.utils.sheet_to_json<string[]>(book.Sheets.汇总 ?? {}, { header: 1 }).flat();
    expect(cover).toContain('截至 As of');
    expect(cover).toContain('2026-02-01 日终 end of day');
    const rows = XLSX.utils.sheet_to_json<string[]>(book.Sheets.小学 ?? {}, { header: 1 }).slice(1);
    expect(rows.map((row) => row[4])).toEqual(['张试1', '张试2', '张试3']);
    expect(JSON.stringify(rows)).not.toContain('高级');
  });

  it('is of one unit within scope, and of none outside', async () => {
    const { neighbour, stranger } = web.places;
    const text = (await callers.county.get(`/exports/roster.csv?as_of=2026-03-10&unit=${neighbour.unit.id}`))
      .body;
    expect(text).toContain('张试4');
    expect(text).not.toContain('张试1');
    expect(await callers.county.get(`/exports/roster.csv?unit=${stranger.unit.id}`)).toMatchObject({
      status: 404,
    });
    expect(await callers.county.get('/exports/roster.csv?as_of=2999-01-01')).toMatchObject({ status: 422 });
  });
});

describe('GET /teachers/compare', () => {
  const compare = async (who: Caller, query: string) =>
    (await callers[who].get(`/teachers/compare?${query}`)).body;

  it('counts who came, went, moved and changed, and names the cells', async () => {
    expect(await compare('county', 'from=2026-02-01&to=2026-05-01')).toMatchObject({
      counts: { joined: 1, moved_in: 0, left: 1, moved_out: 1, moved: 0, changed: 1, unchanged: 0 },
      total: 4,
      differences: [
        {
          kind: 'joined',
          teacher: { id: ids.comes },
          unit_before: null,
          unit_after: { name: '甲县第二小学' },
        },
        { kind: 'left', teacher: { id: ids.leaves }, cells: { status: { old: '在职', new: '离职' } } },
        { kind: 'moved_out', teacher: { id: ids.moves }, unit_after: null, cells: {} },
        {
          ...{ kind: 'changed', teacher: { id: ids.stays } },
          cells: {
            title: { old: '一级', new: '高级' },
            mobile: { old: '154****0001', new: '154****0001' },
          },
        },
      ],
    });
  });

  it('tells the new county that she came, and the city above both that she moved within', async () => {
    expect(await compare('otherCounty', 'from=2026-02-01&to=2026-05-01')).toMatchObject({
      counts: { moved_in: 1 },
      differences: [{ kind: 'moved_in', teacher: { id: ids.moves }, unit_before: null, cells: {} }],
    });
    expect(await compare('city', 'from=2026-02-01&to=2026-05-01&kind=moved')).toMatchObject({
      differences: [
        {
          unit_before: { name: '甲县实验小学' },
          unit_after: { name: '乙县实验小学' },
          cells: { title: { old: '一级', new: '正高级' } },
        },
      ],
    });
  });

  it('a moment with itself has only people who are unchanged', async () => {
    expect(await compare('county', 'from=2026-02-01&to=2026-02-01')).toMatchObject({
      counts: { joined: 0, left: 0, changed: 0, moved_out: 0, unchanged: 3 },
      total: 0,
    });
  });

  it('refuses moments the wrong way round, to come, or of a unit outside the scope', async () => {
    const get = (query: string) => callers.county.get(`/teachers/compare?${query}`);
    expect(await get('from=2026-05-01&to=2026-02-01')).toMatchObject({ status: 422 });
    expect(await get('from=2026-02-01&to=2999-01-01')).toMatchObject({ status: 422 });
    expect(await get(`from=2026-02-01&unit=${web.places.stranger.unit.id}`)).toMatchObject({ status: 404 });
  });

  it('has counts that lead to their rows, and asks for days as long as none are chosen', async () => {
    const { html } = await reviewer.page('/teachers/compare?from=2026-02-01&to=2026-05-01');
    expect(html).toContain('2026-02-01 日终 → 2026-05-01 日终');
    expect(html).toContain('kind=moved_out');
    expect(html).toContain('辖区外');
    expect(html).not.toContain('正高级');
    expect((await reviewer.page('/teachers/compare')).html).toContain('选择两个日期');
  });

  it('leaves the house as a file, which is written down', async () => {
    const answer = await reviewer.request('/teachers/compare.csv?from=2026-02-01&to=2026-05-01');
    const text = await answer.text();
    expect(text.split('\r\n')).toHaveLength(1 + 5 + 1);
    expect(text).toContain('调出,张试3');
    expect(text).not.toContain(identityNumberOf(1));
    const events = await inScope(web.db, '/', (tx) =>
      tx.sql.selectFrom('events').where('subject', '=', 'comparison-export').select('detail').execute(),
    );
    expect(events).toEqual([{ detail: { from: '2026-02-01', to: '2026-05-01', rows: 4 } }]);
  });
});
