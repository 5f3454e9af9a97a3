/** The opening chain and an extension as people click them: a city in two clicks, a county cell by cell, a school that is late. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Campaign } from '../../schemas/campaign.ts';
import { addOpeningPlaces, addTestCampaign } from '../setup/campaign.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { teacherRecord } from '../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let clock = new Date('2022-07-05T09:00:00+08:00');
let stage: Stage;
let campaign: Campaign;
beforeAll(async () => {
  stage = await openStage({ now: () => clock });
  await addOpeningPlaces(stage.web.db, stage.web.places);
  campaign = await addTestCampaign(stage.web.db, stage.web.places);
}, 120_000);
afterAll(() => stage.close());

/** In both languages, wide and narrow: nothing that axe finds serious, and nothing beside the page. */
async function isClean(page: Page, path: string): Promise<void> {
  for (const language of ['en', 'zh']) {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
}
const counts = (page: Page) => page.locator('.stage-counts > li > .num').allTextContents();

describe('opening', () => {
  it('everything to all counties takes the city two clicks from its first page', async () => {
    const page = await stage.signedIn(stage.web.places.city);
    let clicks = 0;
    const click = async (role: 'link' | 'button', name: string | RegExp) => {
      clicks += 1;
      await page.getByRole(role, { name }).click();
    };
    await click('link', '开放报名');
    await click('button', /^全部开放（/);
    await page.getByText('已开放 4 / 4').waitFor();
    expect(clicks).toBe(2);
    expect(await counts(page)).toEqual(['已开放 4 / 4', '已开放 3 / 3', '已开放 3 / 3', '已开放 3 / 3']);
    expect(await page.getByRole('button', { name: /^全部开放（/ }).count()).toBe(0);
    await isClean(page, `/campaigns/${campaign.id}/openings`);
    await isClean(page, `/campaigns/${campaign.id}`);
    await page.context().close();
  });

  it('by the county swaps its own cell and the counts, keeps the focus, and works with the keyboard', async () => {
    clock = new Date('2022-07-06T09:00:00+08:00');
    const page = await stage.signedIn(stage.web.places.county);
    await page.getByRole('link', { name: '开放报名', exact: true }).click();
    const cell = page.getByRole('button', { name: /^甲县实验小学 小学/ });
    await page.evaluate(() => Object.assign(document.querySelector('h1') ?? {}, { stays: true }));
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '甲县实验小学 小学：已开放，点按关闭' }).waitFor();
    expect(await counts(page)).toContain('已开放 1 / 3');
    expect(await cell.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '甲县实验小学 小学：未开放，点按开放' }).waitFor();
    expect(await page.evaluate(() => 'stays' in (document.querySelector('h1') ?? {}))).toBe(true);

    await page.getByRole('button', { name: /^全部开放（/ }).click();
    await page.getByText('已开放 2 / 3').waitFor();
    expect(await page.getByText('缺办园许可证', { exact: true }).count()).toBe(1);
    expect(await page.getByText('1 所缺办园许可证').count()).toBe(1);
    await isClean(page, `/campaigns/${campaign.id}/openings`);
    await page.context().close();
  });

  it('by the county under teachers who are enrolled is refused in words, and the cell stays as it was', async () => {
    const { db, places } = stage.web;
    await enrolAt(
      db,
      campaign,
      places.neighbour,
      await enrolTeachers(db, places.neighbour, [teacherRecord(60)]),
    );
    const page = await stage.signedIn(places.county);
    await page.goto(`/campaigns/${campaign.id}/openings`);
    await page.getByRole('button', { name: '甲县第二小学 小学：已开放，点按关闭' }).click();
    const said = '甲县第二小学的“小学”已有 1 人报名，不能关闭；请先退回报名';
    await page.getByRole('alert').getByText(said).waitFor();
    expect(await page.getByRole('button', { name: '甲县第二小学 小学：已开放，点按关闭' }).count()).toBe(1);
    // The browser itself notes an answer that refuses something.
    expect(stage.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
    await page.context().close();
  });

  it('without a script does the same by forms', async () => {
    const page = await stage.signedIn(stage.web.places.otherCounty, { javaScriptEnabled: false });
    await page.getByRole('link', { name: '开放报名', exact: true }).click();
    await page.getByRole('button', { name: '乙县实验小学 小学：未开放，点按开放' }).click();
    await page.getByRole('button', { name: '乙县实验小学 小学：已开放，点按关闭' }).waitFor();
    await page.context().close();
  });

  it('reads at the school: which stages it may enrol for', async () => {
    const page = await stage.signedIn(stage.web.places.school);
    await page.goto(`/campaigns/${campaign.id}/openings`);
    expect(await page.getByRole('row', { name: /小学/ }).textContent()).toContain('已开放');
    await isClean(page, `/campaigns/${campaign.id}/openings`);
    await page.context().close();
  });
});

describe('a late school', () => {
  it('asks for an extension, is granted it, and sends its file', async () => {
    // The collection closed with the 5th of July.
    clock = new Date('2022-07-06T10:00:00+08:00');
    const school = await stage.signedIn(stage.web.places.school);
    await school.getByText('“教师信息采集”已于 2022-07-05 结束').waitFor();
    expect(await school.locator('input[type=file]').count()).toBe(0);
    await school.getByRole('link', { name: '申请延期' }).click();
    await isClean(school, `/campaigns/${campaign.id}/extensions?step=collection`);
    await school.getByLabel('延期至（含当日）').fill('2022-07-07');
    await school.getByLabel('原因').fill('停电一天');
    await school.getByRole('button', { name: '提交申请' }).click();
    await school.getByText('本单位已申请延期至 2022-07-07，等待甲县批复').waitFor();

    const county = await stage.signedIn(stage.web.places.county);
    await county.getByRole('link', { name: /^消息/ }).click();
    await county.getByRole('button', { name: /^查看：甲县实验小学申请延期/ }).click();
    await county.getByText('停电一天').waitFor();
    await isClean(county, `/campaigns/${campaign.id}/extensions`);
    await county.getByLabel('甲县实验小学延期至').fill('2022-07-08');
    await county.getByRole('button', { name: '同意甲县实验小学延期' }).click();
    await county.getByRole('cell', { name: /已同意.*至 2022-07-08/ }).waitFor();

    await school.goto('/');
    await school.setInputFiles('input[type=file]', {
      ...{ name: '本校教师.csv', mimeType: 'text/csv' },
      buffer: csvOf(rowsAt(stage.web.places.school, 1, 2)),
    });
    await school.waitForURL(/\/uploads\/\d+$/);
    clock = new Date('2022-07-09T00:00:00+08:00');
    await school.goto('/');
    await school.getByText('“教师信息采集”已于 2022-07-08 结束').waitFor();
    expect(stage.complaints).toEqual([]);
  });
});
