/** 5 and 6 July: the city opens every stage in two clicks, the counties open theirs, and what is closed says by whom. */
import { expect } from 'vitest';
import { identityNumberOf } from '../../setup/people.ts';
import { xlsxType } from '../clerk.ts';
import type { Calendar } from './cast.ts';
import { enrolmentFile } from './files.ts';

export const opening = (calendar: Calendar) => () => {
  const counts = async () =>
    (await calendar.of('city').then((page) => page.locator('.stage-counts > li > .num'))).allTextContents();

  calendar.step(
    'the city opens all stages to all counties, the zone and its own school in two clicks',
    async () => {
      calendar.at('07-05 09:00');
      const city = await calendar.of('city');
      await city.getByRole('link', { name: '开放报名', exact: true }).click();
      await city.getByRole('button', { name: /^全部开放（全部单位、全部学段/ }).click();
      await city.getByText('已开放 4 / 4').waitFor();
      expect(await counts()).toEqual(['已开放 4 / 4', '已开放 3 / 3', '已开放 3 / 3', '已开放 3 / 3']);
      await calendar.station(await calendar.of('city'), '01-city-opens');
    },
  );

  calendar.step(
    'a stage that the county has not opened is refused, on the page and in a file, with who must open it',
    async () => {
      calendar.at('07-06 08:00');
      const school = await calendar.of('school');
      await school.getByRole('link', { name: '报名', exact: true }).click();
      await school.getByText('小学：请联系甲县向甲县实验小学开放').waitFor();
      expect(await school.getByRole('link', { name: '全部按登记的学科报名' }).count()).toBe(0);
      const buffer = await enrolmentFile([
        { name: '张试1', id_number: identityNumberOf(1), stage: '小学', subject: '语文' },
      ]);
      await school.getByLabel('上传报名表').setInputFiles({ name: '太早.xlsx', mimeType: xlsxType, buffer });
      await school.getByText('小学还没有开放报名').first().waitFor();
      await school.getByText('请联系甲县向甲县实验小学开放。').first().waitFor();
      await calendar.station(school, '02-not-opened');
    },
  );

  calendar.step(
    'the counties open their units; a kindergarten without a licence stays closed and is told why',
    async () => {
      calendar.at('07-06 09:00');
      const county = await calendar.of('county');
      await county.getByRole('link', { name: '开放报名', exact: true }).click();
      await county.getByRole('button', { name: /^全部开放（全部单位、全部学段/ }).click();
      await county.getByRole('button', { name: '甲县实验小学 小学：已开放，点按关闭' }).waitFor();
      const row = county.getByRole('row', { name: /甲县小星幼儿园/ });
      expect(await row.getByText('缺办园许可证').count()).toBe(1);
      await calendar.station(county, '03-county-opens');
      for (const who of ['otherCounty', 'zone'] as const) {
        const page = await calendar.of(who);
        await page.getByRole('link', { name: '开放报名', exact: true }).click();
        await page.getByRole('button', { name: /^全部开放（全部单位、全部学段/ }).click();
        await page.getByRole('button', { name: /小学 小学：已开放，点按关闭/ }).waitFor();
      }
      const school = await calendar.of('school');
      await school.getByRole('link', { name: '报名', exact: true }).click();
      await school.getByText('待处理的 92 位').waitFor();
      expect(await school.getByText('请联系甲县').count()).toBe(0);
    },
  );
};
