/** 20 to 23 July: words are given from the schools up, a late school gets more days, and what is locked opens only with a reason. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { downloaded, openSheet, xlsxType } from '../clerk.ts';
import { type Calendar, figuresOn, follow, press, rowOf, type Who } from './cast.ts';

/** Unfolds an action and says why. */
async function withReason(page: Page, action: string, reason: string): Promise<void> {
  await page.locator('summary', { hasText: `${action}…` }).click();
  await page.locator('.act[open]').getByLabel('其他（写在下面）').check();
  await page.locator('.act[open]').getByLabel('补充说明').fill(reason);
  await page.locator('.act[open]').getByRole('button', { name: action, exact: true }).click();
}

export const submitting = (calendar: Calendar) => () => {
  const submissionOf = (who: Who) => `${calendar.campaign.id}-enrolment-${calendar.idOf(who)}`;
  const givesWord = async (who: Who) => {
    const { status } = await (await calendar.programOf(who)).post(`/submissions/${submissionOf(who)}/submit`);
    expect(status).toBe(200);
  };
  const submits = async (who: Who) => {
    const page = await calendar.of(who);
    await follow(page, '上报');
    await follow(page, '参训报名');
    await press(page, '上报');
    await page.getByText('等待上级审核').waitFor();
  };

  calendar.step('20 July: schools give their word, and theirs is locked', async () => {
    calendar.at('07-20 09:00');
    for (const who of ['school', 'neighbour'] as const) await submits(who);
    for (const who of ['kindergarten', 'institute', 'zoneSchool', 'direct'] as const) await givesWord(who);
    const school = await calendar.of('school');
    await follow(school, '报名');
    await school.getByText('报名已上报，不能改动').waitFor();
    expect(await school.getByRole('combobox').count()).toBe(0);
    expect(await school.getByLabel('上传报名表').count()).toBe(0);
  });

  calendar.step(
    'the county sees who has enrolled whom beside the registry, and by name who has not submitted',
    async () => {
      const county = await calendar.of('county');
      await follow(county, '报名');
      expect(await figuresOn(county)).toEqual({
        待处理: '0',
        已报名: '148',
        '不报名（已说明）': '2',
        报名不成立: '0',
      });
      expect(await rowOf(county, '报名', '甲县实验小学')).toEqual([
        ...['92', '0', '91', '1', '0', '已上报并锁定'],
      ]);
      expect(await rowOf(county, '与登记人数比较', '小学语文')).toEqual(['122', '119', '-3']);
      await calendar.station(county, '07-county-checks');
      await follow(county, '未上报名单');
      await county.getByRole('main').getByText('甲县小星幼儿园').first().waitFor();
      expect(await county.getByRole('main').getByText('甲县实验小学').count()).toBe(0);
    },
  );

  calendar.step('it excuses whom nothing was opened to, accepts the others and submits', async () => {
    const county = await calendar.of('county');
    await follow(county, '上报');
    expect(await county.getByRole('button', { name: '上报', exact: true }).count()).toBe(0);
    await county.locator('.submission-missing').getByRole('link', { name: '甲县小星幼儿园' }).click();
    await withReason(county, '免报', '没有办园许可证');
    await county.getByText('已免报。').waitFor();
    await follow(county, '上报');
    await press(county, '通过全部待审核的 4 个单位');
    await county.getByText('全部处理完，可上报。').waitFor();
    await press(county, '上报');
    await county.getByText('等待上级审核').waitFor();
    const zone = await calendar.of('zone');
    await follow(zone, '上报');
    await press(zone, '通过：高新区小学');
    await zone.getByText('全部处理完，可上报。').waitFor();
    await press(zone, '上报');
    await zone.getByText('等待上级审核').waitFor();
  });

  calendar.step(
    '21 July: a school that comes late is refused, and led to who can give it more days',
    async () => {
      calendar.at('07-21 08:00');
      const late = await calendar.of('stranger');
      await follow(late, '报名');
      await late.getByText('“参训报名”已于 2022-07-20 结束').waitFor();
      expect(await late.getByRole('combobox').count()).toBe(0);
      await calendar.station(late, '08-late');
      await late.getByRole('link', { name: '申请延期' }).click();
      await late.getByRole('heading', { name: '向乙县申请延期' }).waitFor();
      expect(await late.getByLabel('环节').inputValue()).toBe('enrolment');
      await late.getByLabel('延期至（含当日）').fill('2022-07-23');
      await late.getByLabel('原因').fill('台风停电三天');
      await calendar.station(late, '09-asks');
      await press(late, '提交申请');
      await late.getByText('本单位已申请延期至 2022-07-23，等待乙县批复').waitFor();
    },
  );

  calendar.step(
    'the county grants it within its reach, and the city sees by name who is still missing',
    async () => {
      const county = await calendar.of('otherCounty');
      await county.getByRole('link', { name: /^消息/ }).click();
      await county.getByRole('button', { name: /^查看：乙县实验小学申请延期/ }).click();
      await county.getByText('台风停电三天').waitFor();
      await calendar.station(county, '10-grants');
      await press(county, '同意乙县实验小学延期');
      await county.getByRole('cell', { name: /已同意.*至 2022-07-23/ }).waitFor();
      const city = await calendar.of('city');
      await follow(city, '报名');
      await follow(city, '未上报名单');
      await city.getByRole('main').getByText('乙县实验小学').first().waitFor();
      await follow(city, '上报');
      await follow(city, '参训报名');
      await city.locator('.submission-missing').getByRole('link', { name: '乙县', exact: true }).waitFor();
      await calendar.station(city, '11-missing');
    },
  );

  calendar.step('22 July: the late school enrols as anybody does, and counts', async () => {
    calendar.at('07-22 20:00');
    const late = await calendar.of('stranger');
    await follow(late, '报名');
    await follow(late, '全部按登记的学科报名');
    await press(late, '确认 60 位');
    await late.getByLabel('张试301的参训学段、学科').waitFor();
    await submits('stranger');
    expect(await late.getByText('逾期').count()).toBe(0);
    const county = await calendar.of('otherCounty');
    await follow(county, '上报');
    await follow(county, '参训报名');
    await press(county, '通过：乙县实验小学');
    await press(county, '上报');
    await county.getByText('等待上级审核').waitFor();
    const city = await calendar.of('city');
    await follow(city, '报名');
    expect(await figuresOn(city)).toEqual({
      待处理: '0',
      已报名: '238',
      '不报名（已说明）': '2',
      报名不成立: '0',
    });
  });

  calendar.step('the city accepts and submits; the counties and schools below are locked', async () => {
    const city = await calendar.of('city');
    await follow(city, '上报');
    await follow(city, '参训报名');
    await press(city, '通过全部待审核的 4 个单位');
    await city.getByText('全部处理完，可上报。').waitFor();
    await press(city, '上报');
    await city.getByText('等待上级审核').waitFor();
    const county = await calendar.of('county');
    await county.goto(`/submissions/${submissionOf('county')}`);
    await county.getByText('上级已据此上报，结果已锁定').waitFor();
  });

  calendar.step(
    '23 July: a wrong subject is found; what is locked opens from above, each time with its reason',
    async () => {
      calendar.at('07-23 09:00');
      const city = await calendar.of('city');
      await press(city, '撤回上报');
      await city.getByText('全部处理完，可上报。').waitFor();
      await follow(city, '上报');
      await follow(city, '参训报名');
      await city.getByRole('rowheader', { name: '甲县', exact: true }).getByRole('link').click();
      await withReason(city, '重新开放', '甲县实验小学一人学科有误');
      await city.getByText('已重新开放，对方会收到消息。').waitFor();
      const county = await calendar.of('county');
      await county.goto(`/submissions/${submissionOf('school')}`);
      await withReason(county, '重新开放', '张试3应报数学');
      await county.getByText('已重新开放，对方会收到消息。').waitFor();
    },
  );

  calendar.step('its days are over, so the county grants one more unasked', async () => {
    const county = await calendar.of('county');
    await follow(county, '日历');
    await follow(county, calendar.campaign.name);
    await follow(county, '延期');
    const grant = county.locator('details').filter({ has: county.getByText('直接延长', { exact: true }) });
    await grant.locator('summary').click();
    await grant.getByLabel('给谁').selectOption({ label: '仅甲县实验小学' });
    await grant.getByLabel('环节').selectOption('enrolment');
    await grant.getByLabel('延期至（含当日）').fill('2022-07-23');
    await grant.getByLabel('原因').fill('更正张试3的学科');
    await grant.getByRole('button', { name: '延长', exact: true }).click();
    await county.getByRole('cell', { name: /已同意.*至 2022-07-23/ }).waitFor();
  });

  calendar.step('the school mends it by workbook, and everybody gives their word once more', async () => {
    const school = await calendar.of('school');
    await follow(school, '报名');
    const link = school.getByRole('link', { name: '下载报名表（已预填）' });
    const sheet = await openSheet((await downloaded(school, link)).bytes);
    sheet.write(sheet.rowOf('张试3'), { 参训学科: '数学' });
    const file = { name: '更正.xlsx', mimeType: xlsxType, buffer: await sheet.saved() };
    await school.getByLabel('上传报名表').setInputFiles(file);
    await school.getByText('改报：小学语文 → 小学数学').waitFor();
    await press(school, '办理');
    await school.getByText('已办理').first().waitFor();
    await submits('school');
    const county = await calendar.of('county');
    await follow(county, '上报');
    await follow(county, '参训报名');
    await press(county, '通过：甲县实验小学');
    await press(county, '上报');
    await county.getByText('等待上级审核').waitFor();
    const city = await calendar.of('city');
    await follow(city, '上报');
    await follow(city, '参训报名');
    await press(city, '通过：甲县');
    await press(city, '上报');
    await city.getByText('等待上级审核').waitFor();
    // What happened, when, by whom and why, the newest first.
    await school.goto(`/submissions/${submissionOf('school')}`);
    const trace = await school.locator('.submission-history > li').allInnerTexts();
    expect(trace.map((text) => text.replace(/^\S+ \S+ /, '').replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^锁定（上级已上报）/),
      expect.stringMatching(/^通过/),
      expect.stringMatching(/^上报/),
      expect.stringMatching(/^重新开放.*张试3应报数学$/),
      expect.stringMatching(/^解除锁定/),
      expect.stringMatching(/^锁定/),
      expect.stringMatching(/^通过/),
      expect.stringMatching(/^上报/),
    ]);
    await calendar.station(school, '12-trace');
  });
};
