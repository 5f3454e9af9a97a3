/** The life of an account in the browser, step by step: each page leads on to the next, and nobody sees what is not theirs to see. */
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { password } from '../review-ui/web.ts';
import { codeAt } from '../setup/authenticator.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
let teacher = '';
let now = new Date('2026-11-24T09:00:00+08:00');
const pass = ({ minutes = 0, days = 0 }) => {
  now = new Date(now.getTime() + (days * 24 * 60 + minutes) * 60_000);
};
let county: Page;
let clerk: Page;
let countyKey = '';
const clerkName = 'sy-office';
let initial = '';
let own = 'tvqx-mkwd-hzb-1';

beforeAll(async () => {
  stage = await openStage({ now: () => now, codes: 'required' });
  [teacher = ''] = await enrolTeachers(stage.web.db, stage.web.places.school, [teacherRecord(1)]);
  [county, clerk] = [await stage.stranger(), await stage.stranger()];
  for (const page of [county, clerk]) page.setDefaultTimeout(40_000);
}, 120_000);
afterAll(() => stage.close());
beforeEach(({ onTestFailed }) =>
  onTestFailed(async () => {
    for (const page of [county, clerk]) {
      console.error(page.url(), await page.locator('body').textContent());
    }
  }),
);

async function signIn(page: Page, username: string, secret: string, code = ''): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  if (code !== '') {
    await page.getByText('使用动态验证码').click();
    await page.getByLabel('动态验证码', { exact: true }).fill(code);
  }
  await page.getByRole('button', { name: '登录' }).click();
}
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await page.waitForURL('/sign-in');
};
async function choose(page: Page, chosen: string, current?: string): Promise<void> {
  if (current !== undefined) await page.getByLabel('原密码').fill(current);
  await page.getByLabel('新密码', { exact: true }).fill(chosen);
  await page.getByLabel('再次输入新密码').fill(chosen);
  await page.getByRole('button', { name: '保存新密码' }).click();
}
const readInitial = async (page: Page): Promise<string> =>
  (await page.locator('.initial-password').textContent()) ?? '';

it('a county is led to set up codes, and then to its work', async () => {
  await signIn(county, stage.web.places.county.actor.username, password);
  await county.getByRole('heading', { name: '请先开启动态验证码' }).waitFor();
  countyKey = ((await county.locator('.authenticator-key').textContent()) ?? '').replaceAll(' ', '');
  await county.getByLabel('验证码', { exact: true }).fill(codeAt(countyKey, now));
  await county.getByLabel('登录密码').fill(password);
  await county.getByRole('button', { name: '开启动态验证码' }).click();
  await county.getByRole('link', { name: '我已保存，继续' }).click();
  await county.waitForURL('/');
}, 120_000);

it('it makes an admin for a school, and gets the initial password this once', async () => {
  await county.goto(`/accounts/new?unit=${stage.web.places.school.unit.id}`);
  await county.getByLabel('用户名').fill(clerkName);
  await county.getByLabel('姓名').fill('李四光');
  await county.getByLabel('手机').fill('15400001234');
  await county.getByRole('button', { name: '创建账号' }).click();
  initial = await readInitial(county);
  expect(initial).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  await county.getByRole('link', { name: '返回账号列表' }).click();
  expect(await county.getByRole('row', { name: clerkName }).textContent()).toContain('待改初始密码');
  expect(await county.content()).not.toContain(initial);
}, 120_000);

it("the first sign-in leads to a password of one's own, which is typed unseen and may be pasted", async () => {
  await signIn(clerk, clerkName, initial);
  await clerk.getByRole('heading', { name: '请先设置自己的密码' }).waitFor();
  await clerk.goto('/teachers');
  await clerk.getByRole('heading', { name: '请先设置自己的密码' }).waitFor();
  await choose(clerk, 'password2026');
  await clerk.getByText('这是常见或已泄露的密码').first().waitFor();
  const field = clerk.getByLabel('新密码', { exact: true });
  expect(await field.getAttribute('type')).toBe('password');
  expect(await field.getAttribute('autocomplete')).toBe('new-password');
  const isKept = `const field = document.querySelector('[name=chosen]');
    field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))`;
  expect(await clerk.evaluate(isKept)).toBe(true);
  await choose(clerk, own);
  await clerk.waitForURL('/');
}, 120_000);

it('the way out stands on every page', async () => {
  for (const path of ['/', '/teachers', `/teachers/${teacher}`, '/password', '/sessions', '/exports']) {
    await clerk.goto(path);
    expect(await clerk.getByRole('button', { name: '退出', exact: true }).isVisible(), path).toBe(true);
  }
}, 120_000);

it('a guesser is locked out and the county sees it, while the school comes in at its own computer', async () => {
  const guesser = await stage.stranger();
  for (let n = 0; n < 10; n += 1) {
    await signIn(guesser, clerkName, `guess-${n}`);
    await guesser.getByText('用户名或密码不正确').waitFor();
    pass({ minutes: 1 });
  }
  await signIn(guesser, clerkName, own);
  await guesser.getByText('操作过于频繁').waitFor();
  await county.goto('/accounts');
  expect(await county.getByRole('row', { name: clerkName }).textContent()).toContain('锁定至');
  await signOut(clerk);
  await signIn(clerk, clerkName, own);
  await clerk.waitForURL('/');
  await guesser.close();
}, 120_000);

it('a password that is told to end does, and leads to another before all else', async () => {
  pass({ days: 175 });
  await clerk.goto('/');
  await clerk.getByText(/密码将在 \d 天内到期/).waitFor();
  pass({ days: 10 });
  await clerk.goto('/teachers');
  await clerk.getByRole('heading', { name: '密码已到期，请更换' }).waitFor();
  expect(await seriousFaults(clerk)).toEqual([]);
  await choose(clerk, own, own);
  await clerk.getByText('不能与最近 5 次用过的密码相同').first().waitFor();
  const next = 'zpwn-rcgj-lyf-2';
  await choose(clerk, next, own);
  own = next;
  await clerk.waitForURL('/');
  await clerk.goto('/teachers');
  expect(new URL(clerk.url()).pathname).toBe('/teachers');
}, 120_000);

it('who leaves names who follows; the county agrees, and the one before is out', async () => {
  await clerk.goto('/password');
  await clerk.getByRole('link', { name: '换人负责？申请移交账号' }).click();
  await clerk.getByLabel('姓名').fill('王接手');
  await clerk.getByLabel('手机').fill('15400005678');
  await clerk.getByRole('button', { name: '提交申请' }).click();
  await clerk.getByText('已申请移交给 王接手').waitFor();
  await choosesAnother(county);
  await county.goto('/accounts');
  await county.getByRole('row', { name: clerkName }).locator('a[href$="/hand-over"]').click();
  await county.getByText('使用人申请把账号移交给 王接手').waitFor();
  expect(await county.content()).not.toContain('15400005678');
  await county.getByRole('button', { name: '同意移交' }).click();
  await county.getByRole('heading', { name: '账号已移交' }).waitFor();
  const handed = await readInitial(county);
  await clerk.goto('/teachers');
  await clerk.waitForURL(/\/sign-in/);
  await signIn(clerk, clerkName, own);
  await clerk.getByText('用户名或密码不正确').waitFor();
  const successor = await stage.stranger();
  successor.setDefaultTimeout(40_000);
  await signIn(successor, clerkName, handed);
  await successor.getByRole('heading', { name: '请先设置自己的密码' }).waitFor();
  clerk = successor;
  await choose(clerk, 'kdvb-xwqt-mns-3');
  await clerk.waitForURL('/');
}, 120_000);

/** Half a year is over for the county's password too. */
async function choosesAnother(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('heading', { name: '密码已到期，请更换' }).waitFor();
  await choose(page, 'gjzr-tfpl-wqx-9', password);
  await page.waitForURL('/');
}

it('a whole number is shown once to who says what for, in no address, and the county reads who looked', async () => {
  await clerk.goto(`/teachers/${teacher}`);
  const number = clerk.getByText(identityNumberOf(1));
  expect(await number.count()).toBe(0);
  await clerk.getByLabel('用途（选择或填写').fill('核对证件原件');
  await clerk.getByRole('button', { name: '查看完整号码' }).click();
  await number.waitFor();
  expect(decodeURIComponent(clerk.url())).not.toMatch(/核对|\d{15}/);
  await clerk.reload();
  expect(await number.count()).toBe(0);
  await county.goto('/audit?seen=on');
  await county.getByText('核对证件原件').first().waitFor();
  expect(await county.content()).not.toContain(identityNumberOf(1));
}, 120_000);

it('an export with whole numbers asks what for, carries that in the list, and is given to who asked', async () => {
  await county.goto('/exports');
  const roster = county.locator('section', { has: county.locator('#reason-roster') });
  await roster.getByText('含完整号码…').click();
  await county.fill('#reason-roster', '报送市局备案');
  await roster.getByRole('button', { name: '导出完整号码 CSV' }).click();
  await county.waitForURL(/\/exports\/\d+$/);
  const link = county.locator('a[href$="/file"]');
  await link.waitFor({ timeout: 20_000 });
  const [download] = await Promise.all([county.waitForEvent('download'), link.click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain(identityNumberOf(1));
  await county.goto('/exports');
  await county.getByText('报送市局备案').first().waitFor();
}, 120_000);

it('after signing out the browser has kept nothing of anybody, and going back shows the way in', async () => {
  await clerk.goto(`/teachers/${teacher}`);
  await signOut(clerk);
  expect(await clerk.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe(
    '[{},{}]',
  );
  const cookies = (await clerk.context().cookies()).map(({ name }) => name.replace(/-[0-9a-f]{12}$/, ''));
  expect(cookies).toEqual(['muster-device']);
  await clerk.goBack();
  await clerk.getByRole('button', { name: '登录' }).waitFor();
  await signOut(county);
  await signIn(county, stage.web.places.county.actor.username, 'gjzr-tfpl-wqx-9', codeAt(countyKey, now));
  await county.waitForURL('/');
  expect(stage.complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
}, 120_000);

it('a visit that was left alone ends; signing in again leads to the page that was asked for', async () => {
  const { username } = stage.web.places.county.actor;
  await county.goto('/');
  // An open page asks by itself, and would be led to sign in by itself, in the middle of what follows.
  await county.goto('about:blank');
  // The end of a visit goes by the clock of the database.
  await asSystem(stage.web.db, (tx) => sql`update sessions set expire = now()`.execute(tx.sql));
  pass({ minutes: 31 });
  await county.goto('/teachers?stage=小学');
  await county.waitForURL(/\/sign-in\?next=/);
  expect(await county.content()).not.toContain(teacherRecord(1).name);
  await county.getByLabel('用户名').fill(username);
  await county.getByLabel('密码', { exact: true }).fill('gjzr-tfpl-wqx-9');
  // Who came in with a code at this device is asked for one at once.
  await county.getByLabel('动态验证码', { exact: true }).fill(codeAt(countyKey, now));
  await county.getByRole('button', { name: '登录' }).click();
  await county.waitForURL((url) => url.pathname === '/teachers' && url.searchParams.get('stage') === '小学');
  await county
    .getByText(String(teacherRecord(1).name))
    .first()
    .waitFor();
  expect(stage.complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
}, 120_000);
