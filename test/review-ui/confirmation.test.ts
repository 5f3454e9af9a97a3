/** The confirmation form and its check by strangers: what is printed is what is recorded, and nothing personal leaves. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign } from '../../database/campaigns.ts';
import { asSystem } from '../../database/scope.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let county: Program;
let reviewer: Browser;
let id: string;
let digest: string;
let now = new Date('2026-07-01T12:00:00+08:00');

beforeAll(async () => {
  web = await openWeb({ now: () => now });
  const { places, db } = web;
  const campaign = await asSystem(db, (tx) =>
    addCampaign(tx, places.province.actor, {
      ...{ year: 2026, name: '2026年活动' },
      windows: { collection: { opens_on: '2026-06-01', closes_on: '2026-07-05' } },
    }),
  );
  await enrolTeachers(db, places.school, [teacherRecord(1), teacherRecord(2, { stage: '初中' })]);
  county = await program(web, places.county);
  reviewer = await signIn(web, places.county);
  for (const { unit } of [places.school, places.neighbour]) {
    await county.post(`/submissions/${campaign}-collection-${unit.id}/excuse`, {
      reason: '张试1所在学校已停办',
    });
  }
  id = `${campaign}-collection-${places.county.unit.id}`;
});
afterAll(() => web.close());

const stranger = async (path: string, accept = 'text/html') => {
  const answer = await fetch(web.url + path, { headers: { accept }, redirect: 'manual' });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
};
const verdict = async (asked = digest) => {
  const { status, text } = await stranger(`/verify/${asked}`, 'application/json');
  return { status, body: JSON.parse(text) as unknown };
};

describe('the confirmation form', () => {
  it('is there once the unit has given its word', async () => {
    expect(await county.get(`/submissions/${id}/form`)).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:no-form-yet' },
    });
    const answer = await county.post(`/submissions/${id}/submit`);
    expect(answer.status).toBe(200);
    digest = (answer.body as { digest: string }).digest;
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says in one page who, what and how many, with the digest and a code that leads to its check', async () => {
    const { html } = await reviewer.page(`/submissions/${id}/form`);
    expect(html).toContain('教师信息采集上报确认表');
    for (const said of [
      '甲县',
      '379901',
      '2026年活动',
      '2026-06-01 至 2026-07-05',
      '2026-07-01 12:00 · 甲县',
      '待上级审核',
      '免报 2',
      '（盖章）',
    ]) {
      expect(html).toContain(said);
    }
    expect(html).toContain(digest.match(/.{8}/g)?.join(' '));
    expect(html).toMatch(/<svg class="qr-code"[^>]*role="img"/);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('style=');
    expect(await county.get(`/submissions/${id}/form`)).toMatchObject({
      status: 200,
      body: {
        digest,
        verify_url: `${web.url}/verify/${digest}`,
        counts: { teachers: 2, stages: { 小学: 1, 初中: 1 } },
      },
    });
  });

  it('is in English for those who read English', async () => {
    const { html } = await reviewer.page(`/submissions/${id}/form?lang=en`);
    expect(html).toContain('Confirmation of submission: Teacher information');
    expect(html).toContain('Head of the unit (signature)');
  });

  it('lies outside the scope of others', async () => {
    const other = await program(web, web.places.otherCounty);
    expect(await other.get(`/submissions/${id}/form`)).toMatchObject({ status: 404 });
    const school = await program(web, web.places.school);
    expect(await school.get(`/submissions/${id}/form`)).toMatchObject({ status: 404 });
  });
});

describe('anybody who holds one', () => {
  it('checks it without an account, and reads nothing personal', async () => {
    expect(await verdict()).toEqual({
      status: 200,
      body: {
        ...{ digest, valid: true, current: true, unit: '甲县', campaign: '2026年活动', step: 'collection' },
        ...{ submitted_at: '2026-07-01T12:00:00+08:00', accepted_at: null },
        counts: {
          teachers: 2,
          stages: { 小学: 1, 初中: 1 },
          added: 0,
          changed: 0,
          departed: 0,
          transferred: 0,
        },
      },
    });
    const { status, text } = await stranger(`/verify/${digest}`);
    expect(status).toBe(200);
    expect(text).toContain('有效：与系统记录一致');
    for (const secret of [web.places.county.actor.username, '张试', '停办', '3799'])
      expect(text).not.toContain(secret);
  });

  it('enters the digest as it is printed, in groups and capitals', async () => {
    expect((await stranger('/verify')).text).toContain('name="digest"');
    const typed = encodeURIComponent(` ${digest.toUpperCase().match(/.{8}/g)?.join(' ')} `);
    expect(await stranger(`/verify?digest=${typed}`)).toMatchObject({
      status: 303,
      location: `/verify/${digest}`,
    });
  });

  it.each(['0'.repeat(64), 'abc', "'; drop table submissions", '%2e%2e'])(
    'is told that %s is nobody’s',
    async (asked) => {
      const { status, text } = await stranger(`/verify/${encodeURIComponent(asked)}`);
      expect(status).toBe(404);
      expect(text).toContain('没有这份记录');
      expect((await verdict(encodeURIComponent(asked))).body).toMatchObject({ valid: false, current: false });
    },
  );

  it('reads when it was accepted, and later that it no longer holds', async () => {
    const city = await program(web, web.places.city);
    await city.post(`/submissions/${id}/accept`);
    expect((await verdict()).body).toMatchObject({ current: true, accepted_at: '2026-07-01T12:00:00+08:00' });
    await city.post(`/submissions/${id}/reopen`, { reason: '需要更正' });
    expect((await verdict()).body).toMatchObject({ valid: true, current: false, accepted_at: null });
    expect((await stranger(`/verify/${digest}`)).text).toContain('已失效');
    await county.post(`/submissions/${id}/submit`);
    expect((await verdict()).body).toMatchObject({ current: true });
  });

  it('is slowed down when it asks too often', async () => {
    await asSystem(web.db, (tx) =>
      sql`update throttles set points = 300 where key like 'verify:%'`.execute(tx.sql),
    );
    expect((await stranger(`/verify/${digest}`)).status).toBe(429);
  });
});

describe('near the end', () => {
  it('the first page of a unit that has not submitted warns how long there is, and of one that has does not', async () => {
    now = new Date('2026-07-03T12:00:00+08:00');
    const clerk = await signIn(web, web.places.stranger);
    const note = async (who: Browser) =>
      /<div class="notice (\w+)">(?:(?!<\/div>).)*href="\/submissions".*?<\/div><\/div>/.exec(
        (await who.page('/')).html,
      ) ?? [];
    expect((await note(clerk))[1]).toBe('info');
    now = new Date('2026-07-04T12:00:00+08:00');
    expect((await note(clerk))[1]).toBe('warning');
    // How long there is stands in the card of the round below, and once only.
    const { html } = await clerk.page('/');
    expect(html).toContain('还剩 1 天 12 小时');
    expect(html).not.toContain('还有 1 天 12 小时截止');
    now = new Date('2026-07-06T00:00:00+08:00');
    expect((await note(clerk))[1]).toBe('warning');
    expect((await clerk.page('/')).html).toContain('2026-07-05');
    const [done, quiet] = await note(reviewer);
    expect(quiet).toBe('good');
    expect(done).not.toContain('截止');
  });

  it('a word given after the last day is late, and still heard', async () => {
    const stranger = await program(web, web.places.stranger);
    const late = id.replace(/\d+$/, web.places.stranger.unit.id);
    expect(await stranger.post(`/submissions/${late}/submit`)).toMatchObject({
      status: 200,
      body: { state: 'submitted', late: true },
    });
  });
});
