/** Coming in with a phone: codes set up, asked for and replaced; and a guesser who locks out nobody but strangers. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password } from '../review-ui/web.ts';
import { codeAt } from '../setup/authenticator.ts';
import type { Place } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
let now = new Date('2026-11-24T12:00:00+08:00');
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
beforeAll(async () => {
  stage = await openStage({ now: () => now, codes: 'required' });
});
afterAll(() => stage.close());

async function fill(page: Page, place: Place, { secret = password, code = '' } = {}): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(place.actor.username);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  if (code !== '') {
    if (!(await page.getByLabel('动态验证码', { exact: true }).isVisible()))
      await page.getByText('使用动态验证码').click();
    await page.getByLabel('动态验证码', { exact: true }).fill(code);
  }
  await page.getByRole('button', { name: '登录' }).click();
}

it('a county sets up codes before it works, then comes in by code, and by a recovery code without its phone', async () => {
  const { county } = stage.web.places;
  const page = await stage.stranger();
  page.setDefaultTimeout(15_000);
  await fill(page, county);
  await page.getByRole('heading', { name: '请先开启动态验证码' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const secret = ((await page.locator('.authenticator-key').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('验证码', { exact: true }).fill('000000');
  await page.getByLabel('登录密码').fill(password);
  await page.getByRole('button', { name: '开启动态验证码' }).click();
  await page.getByText('验证码不对').waitFor();
  expect(((await page.locator('.authenticator-key').textContent()) ?? '').replaceAll(' ', '')).toBe(secret);
  await page.getByLabel('验证码', { exact: true }).fill(codeAt(secret, now));
  await page.getByLabel('登录密码').fill(password);
  await page.getByRole('button', { name: '开启动态验证码' }).click();
  await page.getByRole('heading', { name: '动态验证码已开启' }).waitFor();
  const [recovery = ''] = await page.locator('.recovery-codes li').allTextContents();
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.getByRole('link', { name: '我已保存，继续' }).click();
  await page.waitForURL('/');

  pass(5);
  await page.getByRole('button', { name: '退出' }).click();
  await fill(page, county);
  await page.getByText('已开启动态验证码的账号还要填写正确的验证码').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await fill(page, county, { code: codeAt(secret, now) });
  await page.waitForURL('/');
  await page.getByRole('button', { name: '退出' }).click();
  await page.waitForURL('/sign-in');
  // The field stands open where a code was used before.
  expect(await page.getByLabel('动态验证码', { exact: true }).isVisible()).toBe(true);
  await fill(page, county, { code: recovery });
  await page.waitForURL('/');
  await page.goto('/second-factor');
  expect(await page.getByText('9', { exact: true }).isVisible()).toBe(true);
  expect(await seriousFaults(page)).toEqual([]);
}, 90_000);

it('a guesser is locked out, the school’s own computer is not', async () => {
  const { school } = stage.web.places;
  const clerk = await stage.signedIn(school);
  const guesser = await stage.stranger();
  guesser.setDefaultTimeout(15_000);
  for (let n = 0; n < 10; n += 1) {
    await fill(guesser, school, { secret: `guess-${n}` });
    await guesser.getByText('用户名或密码不正确').waitFor();
    pass(1);
  }
  await fill(guesser, school);
  await guesser.getByText('操作过于频繁').waitFor();
  expect(await seriousFaults(guesser)).toEqual([]);
  await clerk.getByRole('button', { name: '退出' }).click();
  await fill(clerk, school);
  await clerk.waitForURL('/');
  expect(await clerk.locator('.whose').textContent()).toContain('甲县实验小学');
}, 90_000);

it('somebody signs out everywhere, and comes back to the page that was open', async () => {
  const { stranger } = stage.web.places;
  const [office, home] = [await stage.signedIn(stranger), await stage.signedIn(stranger)];
  for (const page of [office, home]) page.setDefaultTimeout(15_000);
  await home.goto('/transfers');
  await office.goto('/sessions');
  await office.getByRole('button', { name: '结束：Chrome · Linux' }).waitFor();
  expect(await seriousFaults(office)).toEqual([]);
  await office.setViewportSize({ width: 390, height: 844 });
  expect(await office.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await office.getByRole('button', { name: '退出全部登录' }).click();
  await office.waitForURL('/sign-in');
  await home.reload();
  await home.getByText('登录后回到刚才的页面').waitFor();
  await home.getByLabel('用户名').fill(stranger.actor.username);
  await home.getByLabel('密码', { exact: true }).fill(password);
  await home.getByRole('button', { name: '登录' }).click();
  await home.waitForURL('/transfers');
}, 60_000);

it('a token is made, shown once and revoked', async () => {
  const page = await stage.signedIn(stage.web.places.neighbour);
  page.setDefaultTimeout(15_000);
  await page.goto('/tokens');
  await page.getByLabel('用途').fill('教务同步');
  await page.getByLabel('登录密码').fill(password);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '生成令牌' }).click();
  await page.getByText('令牌只显示这一次').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '返回令牌列表' }).click();
  await page.getByRole('button', { name: '吊销：教务同步' }).click();
  await page.getByText('没有有效的访问令牌').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
}, 60_000);
