/** Notices and the calendar over HTTP: told where something happened to a unit, read per account, planned by the province. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tell } from '../../database/notices.ts';
import { asSystem } from '../../database/scope.ts';
import { noticeKinds } from '../../schemas/notice.ts';
import { teacherRow } from '../setup/people.ts';
import { csvOf } from '../setup/registry.ts';
import { submit } from '../setup/working.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let clerk: Browser;
let school: Program;
let county: Program;
beforeAll(async () => {
  web = await openWeb({ now: () => new Date('2026-07-18T13:30:00+08:00') });
  clerk = await signIn(web, web.places.school);
  school = await program(web, web.places.school);
  county = await program(web, web.places.county);
});
afterAll(() => web.close());

interface NoticesJson {
  readonly notices: readonly {
    readonly id: string;
    readonly kind: string;
    readonly href: string;
    readonly text: string;
    readonly read: boolean;
  }[];
  readonly unread: number;
}
const noticesOf = async (caller: Program) => (await caller.get('/notices')).body as NoticesJson;

async function submitted(): Promise<{ id: string; set: string; receipt: string }> {
  const sent = await school.upload(
    Uint8Array.from(csvOf([teacherRow(1, { action: '新增' })])),
    `${Math.random()}.csv`,
    {
      campaign: String(1 + Math.floor(Math.random() * 1e9)),
    },
  );
  const { id, receipt } = sent.body as { id: string; receipt: string };
  await web.check(id);
  await submit(web.db, web.places.school, id);
  const { change_set_id } = (await school.get(`/uploads/${id}`)).body as { change_set_id: string };
  return { id, set: change_set_id, receipt };
}

describe('notices', () => {
  it('say what will be here while there are none, and the bell has no number', async () => {
    const { html } = await clerk.page('/notices');
    expect(html).toContain('还没有消息');
    expect(html).toContain('aria-label="消息"');
    expect(html).not.toContain('bell-count');
  });

  it('tell the school that its file was returned, and later that one is in the registry', async () => {
    const first = await submitted();
    await county.post(`/change-sets/${first.set}/return`, { reason: '请补充手机号' });
    const second = await submitted();
    await county.post(`/change-sets/${second.set}/decisions`, { changes: 'all', decision: 'approve' });
    await county.post(`/change-sets/${second.set}/approve`);
    await web.apply(second.id);
    const { notices, unread } = await noticesOf(school);
    expect(unread).toBe(2);
    expect(notices).toMatchObject([
      { kind: 'set-applied', href: `/uploads/${second.id}`, read: false },
      { kind: 'upload-returned', href: `/uploads/${first.id}`, read: false },
    ]);
    expect(notices[0]?.text).toBe(
      `上报的信息已入库（回执 ${second.receipt}）：新增 1 人，修改 0 人，核实 0 人`,
    );
    expect(JSON.stringify(notices)).not.toContain('请补充手机号');
    expect((await noticesOf(county)).notices).toEqual([]);
  });

  it('are counted in the bell of every page, opened by a form, and then read', async () => {
    const { html } = await clerk.page('/');
    expect(html).toContain('aria-label="消息：2 条未读"');
    const { notices } = await noticesOf(school);
    const [, returned] = notices;
    await clerk.page('/notices');
    const opened = await clerk.post(`/notices/${returned?.id}/read`, { open: 'true' });
    expect([opened.status, opened.headers.get('location')]).toEqual([303, returned?.href]);
    expect((await clerk.page('/')).html).toContain('1 条未读');
    const all = await clerk.post('/notices/read');
    expect([all.status, all.headers.get('location')]).toEqual([303, '/notices']);
    const after = await clerk.page('/notices');
    expect(after.html).not.toContain('bell-count');
    expect(after.html).not.toContain('全部标为已读');
    expect(after.html).toContain('文件被退回');
  });

  it('are not found by another unit', async () => {
    const [notice] = (await noticesOf(school)).notices;
    expect(await county.post(`/notices/${notice?.id}/read`)).toMatchObject({ status: 404 });
  });

  it('are paged by fifty, unread first', async () => {
    await asSystem(web.db, (tx) =>
      tell(
        tx,
        Array.from(
          { length: 55 },
          () =>
            ({
              unit: web.places.city.unit.id,
              kind: 'reminder',
              params: { unit: '山东省' },
              href: '/',
            }) as const,
        ),
      ),
    );
    const city = await program(web, web.places.city);
    expect(((await city.get('/notices?page=2')).body as NoticesJson).notices).toHaveLength(5);
    expect((await (await signIn(web, web.places.city)).page('/notices')).html).toContain('第 1 页，共 2 页');
  });

  it('name the same parameters in both languages', () => {
    const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const { words } of Object.values(noticeKinds)) expect(named(words.zh)).toEqual(named(words.en));
  });
});

describe('the calendar', () => {
  const planned = {
    name: '2026年“互联网+教师专业发展”',
    windows: {
      collection: { opens_on: '2026-06-01', closes_on: '2026-07-05' },
      enrolment: { opens_on: '2026-07-06', closes_on: '2026-07-20' },
    },
  };

  it('says what will be here while nothing is planned', async () => {
    expect((await clerk.page('/campaigns')).html).toContain('还没有安排');
  });

  it('is added to by the province alone, with days that make sense', async () => {
    const province = await program(web, web.places.province);
    expect(await county.post('/campaigns', planned)).toMatchObject({ status: 403 });
    const wrong = {
      ...planned,
      windows: { collection: { opens_on: '2026-07-05', closes_on: '2026-07-04' } },
    };
    for (const body of [wrong, { ...planned, windows: {} }, { ...planned, name: ' ' }]) {
      expect(await province.post('/campaigns', body)).toMatchObject({ status: 422 });
    }
    expect(await province.post('/campaigns', planned)).toMatchObject({
      status: 201,
      body: {
        ...{ year: 2026, name: planned.name, current: true },
        windows: {
          collection: { phase: 'closed', closes_at: '2026-07-06T00:00:00+08:00' },
          enrolment: { phase: 'open', opens_at: '2026-07-06T00:00:00+08:00' },
        },
      },
    });
    expect(await province.post('/campaigns', planned)).toMatchObject({ status: 409 });
  });

  it('is added to by a form, blank steps left out', async () => {
    const planner = await signIn(web, web.places.province);
    await planner.page('/campaigns');
    const answer = await planner.post('/campaigns', {
      ...{ name: '2027年', year: '', collection_opens_on: '2027-06-01', collection_closes_on: '2027-07-05' },
      ...{ enrolment_opens_on: '', enrolment_closes_on: '', experts_opens_on: '', experts_closes_on: '' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/campaigns']);
  });

  it('is read by everybody: days, what is open and how long', async () => {
    const { html } = await clerk.page('/campaigns');
    expect(html).toContain('2026年“互联网+教师专业发展”');
    expect(html).toContain('2026-07-20');
    expect(html).toContain('2 天 10 小时');
    expect(html).not.toContain('action="/campaigns"');
    const { campaigns } = (await school.get('/campaigns')).body as {
      campaigns: { name: string; current: boolean }[];
    };
    expect(campaigns.map(({ name, current }) => `${name} ${current}`)).toEqual([
      '2027年 false',
      '2026年“互联网+教师专业发展” true',
    ]);
  });
});
