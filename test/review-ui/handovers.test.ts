/** Accounts tier by tier: who may do what to whose account, over JSON; and accounts in other hands, with a trace. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, latestEvents } from '../../database/events.ts';
import { inScope } from '../../database/scope.ts';
import type { SeededRegistry } from '../setup/registry.ts';
import { Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
const programs = new Map<keyof SeededRegistry, Program>();
const as = (who: keyof SeededRegistry): Program => programs.get(who) as Program;
beforeAll(async () => {
  web = await openWeb();
  const all = Object.entries(web.places) as [keyof SeededRegistry, SeededRegistry['city']][];
  for (const [who, place] of all) programs.set(who, await program(web, place));
});
afterAll(() => web.close());

interface HandedOut {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}
let serial = 0;
const mobile = () => `156${String(++serial).padStart(8, '0')}`;
async function made(by: keyof SeededRegistry, at: keyof SeededRegistry): Promise<HandedOut> {
  const who = { username: `held-${++serial}`, name: '李四光', mobile: mobile(), email: '' };
  const { status, body } = await as(by).post('/accounts', { unit: web.places[at].unit.id, ...who });
  expect(status).toBe(201);
  return body as HandedOut;
}
const post = async (secret: string, username: string) => {
  const browser = new Browser(web);
  return { browser, answer: await browser.post('/sign-in', { username, password: secret }) };
};
/** An account at a unit whose holder has chosen a password. */
async function settled(by: keyof SeededRegistry, at: keyof SeededRegistry, chosen = 'Own-choice-2026') {
  const account = await made(by, at);
  const { browser } = await post(account.password, account.username);
  await browser.page('/password');
  await browser.post('/password', { chosen, repeated: chosen });
  await browser.page('/');
  return { ...account, browser, chosen };
}

/** Right below whom each stands; nobody else acts on its accounts. */
const above: Readonly<Record<keyof SeededRegistry, keyof SeededRegistry | null>> = {
  ...{ province: null, city: 'province', county: 'city', otherCounty: 'city' },
  ...{ school: 'county', neighbour: 'county', stranger: 'otherCounty' },
};
/** Whose scope doesn't reach so far is told that there is nothing. */
const hidden: readonly string[] = [
  ...['county>province', 'county>city', 'county>otherCounty', 'county>stranger', 'city>province'],
  ...[
    'otherCounty>province',
    'otherCounty>city',
    'otherCounty>county',
    'otherCounty>school',
    'otherCounty>neighbour',
  ],
];
const places = Object.keys(above) as (keyof SeededRegistry)[];
const authorities = ['province', 'city', 'county', 'otherCounty'] as const;
const pairs = places.flatMap((by) => places.map((at) => [by, at] as const));
const deeds = ['disable', 'reset', 'hand-over'] as const;

describe('accounts tier by tier', () => {
  it.each(pairs)('%s and the accounts of %s', async (by, at) => {
    const target = web.places[at].actor.account_id;
    const body = { name: '王五', mobile: mobile(), email: '' };
    const isAuthority = (authorities as readonly string[]).includes(by);
    const isHidden = hidden.includes(`${by}>${at}`);
    if (above[at] === by) {
      const { id } = await made(by, at);
      for (const deed of ['reset', 'hand-over']) {
        expect(await as(by).post(`/accounts/${id}/${deed}`, body)).toMatchObject({ status: 200 });
      }
      expect(await as(by).post(`/accounts/${id}/decline-hand-over`)).toMatchObject({ status: 409 });
      expect(await as(by).post(`/accounts/${id}/disable`)).toMatchObject({ status: 200 });
      expect(await as(by).post(`/accounts/${id}/enable`)).toMatchObject({ status: 200 });
      return;
    }
    const status = isAuthority && isHidden ? 404 : 403;
    for (const deed of [...deeds, 'enable', 'decline-hand-over']) {
      const came = await as(by).post(`/accounts/${target}/${deed}`, body);
      // Enabling and declining are refused by state or by tier, and never done.
      if (deed === 'enable' || deed === 'decline-hand-over') expect([403, 404, 409]).toContain(came.status);
      else expect(came).toMatchObject({ status });
    }
    const wanted = { unit: web.places[at].unit.id, username: `not-${++serial}`, ...body };
    expect(await as(by).post('/accounts', wanted)).toMatchObject({ status });
    expect((await as(by).get(`/accounts/${target}/hand-over`)).status).toBe(status);
  });

  it('nobody resets themselves, a colleague, or somebody two tiers below by writing to the address', async () => {
    const colleague = await made('city', 'county');
    for (const [who, id] of [
      ['county', web.places.county.actor.account_id],
      ['county', colleague.id],
      ['province', web.places.county.actor.account_id],
      ['city', web.places.school.actor.account_id],
    ] as const) {
      expect(await as(who).post(`/accounts/${id}/reset`)).toMatchObject({
        ...{ status: 403, body: { code: 'not-your-tier' } },
      });
    }
    expect((await as('county').get('/teachers')).status).toBe(200);
  });
});

describe('a handover', () => {
  it('ends the visits and the password of the one before, and lets the new holder in by an initial one', async () => {
    const account = await settled('county', 'school');
    const to = { name: '王五', mobile: mobile(), email: '' };
    const { body } = await as('county').post(`/accounts/${account.id}/hand-over`, to);
    const handed = body as HandedOut;
    expect(handed.username).toBe(account.username);
    expect((await account.browser.page('/')).headers.get('location')).toBe('/sign-in');
    expect((await post(account.chosen, account.username)).answer.status).toBe(401);
    const { browser, answer } = await post(handed.password, account.username);
    expect(answer.headers.get('location')).toBe('/password');
    await browser.page('/password');
    // What the one before used is nobody's secret from the new one: it may be chosen, and gives nothing away.
    const chosen = { chosen: account.chosen, repeated: account.chosen };
    expect((await browser.post('/password', chosen)).headers.get('location')).toBe('/');
  });

  it('keeps who held it from when to when, and names in the trail who held it then', async () => {
    const account = await settled('county', 'school');
    await as('county').post(`/accounts/${account.id}/hand-over`, {
      name: '王五',
      mobile: mobile(),
      email: '',
    });
    const after = await as('county').get(`/accounts/${account.id}/hand-over`);
    const { holders } = after.body as {
      holders: { name: string; held_since: string; held_until: string | null }[];
    };
    expect(holders.map(({ name }) => name)).toEqual(['王五', '李四光']);
    expect(holders[0]?.held_until).toBeNull();
    expect(holders[1]?.held_until).toBe(holders[0]?.held_since);
    const trail = await inScope(web.db, web.places.county.unit.path, (tx) =>
      eventsOf(tx, 'account', account.id),
    );
    expect(trail.map(({ action, by }) => [action, by?.replace(/held-\d+/, 'x')])).toEqual([
      ['create', '甲县 · county-3'],
      ['change-password', '甲县实验小学 · x · 李四光'],
      ['hand-over', '甲县 · county-3'],
    ]);
  });

  it('shows a school no person of its county', async () => {
    const clerk = await settled('city', 'county');
    const { school } = web.places;
    await inScope(web.db, '/', (tx) =>
      tx.sql
        .insertInto('events')
        .values({
          ...{ account_id: clerk.id, unit_id: school.unit.id, unit_path: school.unit.path, detail: '{}' },
          ...{ subject: 'upload', subject_id: '1', action: 'decide' },
        })
        .execute(),
    );
    const read = (path: string) =>
      inScope(web.db, path, (tx) => latestEvents(tx, 'upload', '1', { path: school.unit.path, limit: 1 }));
    expect((await read(school.unit.path))[0]?.by).toBe(`甲县 · ${clerk.username}`);
    expect((await read(web.places.county.unit.path))[0]?.by).toBe(`甲县 · ${clerk.username} · 李四光`);
  });

  it('is asked for by its holder, told to the unit above, and done as asked', async () => {
    const account = await settled('county', 'school');
    const tel = mobile();
    const asked = await account.browser.post('/handover', { name: '赵六', mobile: tel, email: '' });
    expect(asked.headers.get('location')).toBe('/handover');
    expect((await account.browser.page('/handover')).html).toContain(
      `已申请移交给 赵六（156****${tel.slice(-4)}）`,
    );
    const county = await signIn(web, web.places.county);
    expect((await county.page('/notices')).html).toContain(`甲县实验小学的账号“${account.username}”申请移交`);
    expect((await county.page(`/accounts?search=${account.username}`)).html).toContain('申请移交');
    const page = await county.page(`/accounts/${account.id}/hand-over`);
    expect(page.html).toContain('使用人申请把账号移交给 赵六');
    expect(page.html).not.toContain(tel);
    const [, named_at = ''] = /name="named_at" value="([^"]+)"/.exec(page.html) ?? [];
    const done = await county.post(`/accounts/${account.id}/hand-over`, { named_at });
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('账号已移交');
    const { body } = await as('county').get(`/accounts/${account.id}/hand-over`);
    expect(body).toMatchObject({ account: { name: '赵六', state: 'active' }, successor: null });
  });

  it('that was asked for may be taken back or declined, and then nothing has changed', async () => {
    const account = await settled('county', 'school');
    const to = { name: '赵六', mobile: mobile(), email: '' };
    await account.browser.page('/handover');
    await account.browser.post('/handover', to);
    expect((await account.browser.post('/handover/take-back')).status).toBe(303);
    expect((await account.browser.post('/handover/take-back')).status).toBe(409);
    await account.browser.post('/handover', to);
    expect(await as('county').post(`/accounts/${account.id}/decline-hand-over`)).toMatchObject({
      ...{ status: 200, body: { name: '李四光', state: 'active' } },
    });
    expect((await account.browser.page('/notices')).html).toContain('移交申请未获同意');
    expect((await account.browser.page('/')).status).toBe(200);
  });

  it('that was agreed to goes to whom the unit above saw, and to nobody who was named since', async () => {
    const account = await settled('county', 'school');
    const at = `/accounts/${account.id}/hand-over`;
    await account.browser.page('/handover');
    await account.browser.post('/handover', { name: '赵六', mobile: mobile(), email: '' });
    const { body } = await as('county').get(at);
    const { named_at } = (body as { successor: { named_at: string } }).successor;
    await account.browser.post('/handover/take-back');
    expect(await as('county').post(at, { named_at })).toMatchObject({ status: 409, body: { code: 'stale' } });
    await account.browser.post('/handover', { name: '孙七', mobile: mobile(), email: '' });
    expect(await as('county').post(at, { named_at })).toMatchObject({ status: 409, body: { code: 'stale' } });
    expect((await as('county').get(at)).body).toMatchObject({ account: { name: '李四光' } });
  });

  it('without a name says so in the form and keeps what was typed', async () => {
    const { id } = await made('county', 'school');
    const county = await signIn(web, web.places.county);
    await county.page(`/accounts/${id}/hand-over`);
    const answer = await county.post(`/accounts/${id}/hand-over`, {
      name: '',
      mobile: '123',
      email: 'a@example.com',
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('账号没有移交，请修改标出的栏目');
    expect([...html.matchAll(/class="field-error" id="(\w+)-error"/g)].map(([, field]) => field)).toEqual([
      ...['name', 'mobile'],
    ]);
    expect(html).toContain('value="123"');
    expect(html).toContain('value="a@example.com"');
    expect((await as('county').post(`/accounts/${id}/hand-over`)).status).toBe(422);
  });

  it('never gives a person a second account at the unit', async () => {
    const first = await made('county', 'school');
    const tel = mobile();
    await as('county').post(`/accounts/${first.id}/hand-over`, { name: '王五', mobile: tel, email: '' });
    const second = await made('county', 'school');
    expect(
      await as('county').post(`/accounts/${second.id}/hand-over`, { name: '王五', mobile: tel, email: '' }),
    ).toMatchObject({ status: 409, body: { code: 'person-has-account' } });
  });

  it("of the province's account is for the operator, and the page says so", async () => {
    const province = await signIn(web, web.places.province);
    expect((await province.page('/handover')).html).toContain('muster admin hand-over');
    const refused = await province.post('/handover', { name: '王五', mobile: mobile(), email: '' });
    expect(refused.status).toBe(403);
  });
});
