/** 23 to 25 July: counties propose experts, the city decides, plans at 1:100, moves by hand what it knows better, and submits. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { identityNumberOf } from '../../setup/people.ts';
import { xlsxType } from '../clerk.ts';
import { type Calendar, figuresOn, follow, press, rowOf } from './cast.ts';
import { expertFile } from './files.ts';

interface Expert {
  readonly n: number;
  readonly subject: string;
  readonly workplace: string;
  readonly county?: string;
  readonly workshop?: string;
}

/** Fills the form for one expert, field by field. */
async function addExpert(page: Page, { n, subject, workplace, county, workshop }: Expert): Promise<void> {
  await follow(page, '专家');
  await follow(page, workshop === undefined ? '添加专家' : '添加主持人');
  if (workshop !== undefined) await page.getByLabel('工作坊').fill(workshop);
  await page.getByLabel('姓名').fill(`专家${n}`);
  await page.getByLabel('证件号码').fill(identityNumberOf(n));
  await page.getByLabel('工作单位').fill(workplace);
  if (workshop !== undefined) await page.getByLabel('所在县（市、区）').fill(workplace);
  if (county !== undefined) await page.getByLabel('所在县（市、区）').selectOption({ label: county });
  await page.getByLabel('学段').selectOption('小学');
  // The list of subjects follows the stage.
  await page.getByLabel('学科').getByRole('option', { name: '物理' }).first().waitFor({ state: 'detached' });
  await page.getByLabel('学科').selectOption(subject);
  await page.getByLabel('职称').selectOption('高级');
  await page.getByLabel('手机').fill('13900000000');
  await press(page, '加入');
  await page.getByText('已加入 1 人').waitFor();
}

export const staffing = (calendar: Calendar) => () => {
  calendar.step(
    'a county proposes experts by template E and on the page; the city decides, and says why not',
    async () => {
      calendar.at('07-23 14:00');
      const county = await calendar.of('county');
      await follow(county, '专家');
      const expert = { level: '县级', unit_name: '甲县教研中心', county: '甲县', stage: '小学' } as const;
      const buffer = await expertFile(
        [601, 602].map((n) => ({
          ...expert,
          name: `专家${n}`,
          id_number: identityNumberOf(n),
          subject: '语文',
        })),
      );
      const file = { name: '甲县专家.xlsx', mimeType: xlsxType, buffer };
      await county.getByLabel('上传填好的表').setInputFiles(file);
      await county.getByText('推荐为县级专家：小学语文，由市确定').first().waitFor();
      await press(county, '办理');
      await county.getByText('已办理').first().waitFor();
      await addExpert(county, { n: 603, subject: '数学', workplace: '甲县第二小学', county: '甲县' });
      const city = await calendar.of('city');
      await follow(city, '专家');
      for (const n of [601, 602]) await city.getByLabel(`选择专家${n}`).check();
      await press(city, '确定');
      await city.getByText('已处理 2 人').waitFor();
      await city.getByLabel('选择专家603').check();
      await city.getByLabel('不予采用的理由').fill('另有人选');
      await calendar.station(city, '13-experts');
      await press(city, '不予采用');
      await city.getByText('已处理 1 人').waitFor();
      await addExpert(city, { n: 604, subject: '数学', workplace: '甲市教研室', county: '甲市' });
      await follow(county, '专家');
      await county.getByText('另有人选').waitFor();
    },
  );

  calendar.step(
    'the city computes its plan: ⌈N/100⌉ in each cell, pooled, beside county by county',
    async () => {
      calendar.at('07-24 09:00');
      const city = await calendar.of('city');
      await follow(city, '配备');
      await city.getByText('现有 238 人报名').waitFor();
      await press(city, '计算方案');
      await city.getByText('第 1 版').waitFor();
      // By hand: Chinese 118 + 60, mathematics 20 + 20, physics 10 + 2; kindergartens 6, science 2.
      expect(await figuresOn(city)).toEqual({
        ...{ 报名: '238', 最少: '6', 需专家: '6', 逐县配需: '9', 有专家: '3', 已配: '3', 缺口: '3' },
      });
      const cells = { '高中 物理': 12, '小学 数学': 40, '小学 科学': 2, 幼儿园: 6 };
      for (const [cell, enrolled] of Object.entries(cells)) {
        expect((await rowOf(city, '各学段学科', cell)).slice(0, 3)).toEqual([String(enrolled), '1', '1']);
      }
      expect((await rowOf(city, '各学段学科', '小学 语文')).slice(0, 6)).toEqual([
        '178',
        '2',
        '2',
        '3',
        '2',
        '0',
      ]);
    },
  );

  calendar.step('another way stands beside it, and every number says where it comes from', async () => {
    const city = await calendar.of('city');
    const counties = await rowOf(city, '不同办法对比', '逐县 · 每 100 人 · 最小组 30');
    expect(counties.slice(0, 4)).toEqual(['9', '6', '50 %', '+50 %']);
    await calendar.station(city, '14-plan');
    await follow(city, '小学 语文');
    await city.getByText('报名 178 人 ÷ 每位专家 100 人，向上取整 = 2 位。').waitFor();
    await calendar.station(city, '15-why');
  });

  calendar.step('a teacher moved by hand and an expert given by hand outlast a recomputation', async () => {
    const city = await calendar.of('city');
    await follow(city, '小学-语文-1');
    const member = city.getByRole('table', { name: '小学-语文-1' }).getByRole('rowheader').first();
    const name = ((await member.textContent()) ?? '').trim();
    const sizes = async () => {
      const rows = [await rowOf(city, '研修组', '小学-语文-1'), await rowOf(city, '研修组', '小学-语文-2')];
      return rows.map(([teachers]) => Number(teachers));
    };
    const before = await sizes();
    expect((before[0] ?? 0) + (before[1] ?? 0)).toBe(178);
    const row = city.getByRole('row').filter({ has: city.getByLabel(`把 ${name} 移到`, { exact: true }) });
    await row.getByRole('button', { name: '移组' }).click();
    await city.getByText('第 2 版').waitFor();
    const moved = [(before[0] ?? 0) - 1, (before[1] ?? 0) + 1];
    expect(await sizes()).toEqual(moved);
    const [, , given = ''] = await rowOf(city, '研修组', '小学-语文-1');
    const other = given.startsWith('专家601') ? '专家602' : '专家601';
    await city.getByLabel('给 小学-语文-1 指定专家').selectOption({ label: other });
    const first = city.getByRole('row').filter({ has: city.getByLabel('给 小学-语文-1 指定专家') });
    await first.getByRole('button', { name: '指定' }).click();
    await city.getByText('第 3 版').waitFor();
    await follow(city, '← 全部学段学科');
    await press(city, '重新计算');
    await city.getByText('第 4 版').waitFor();
    await follow(city, '小学 语文');
    expect(await sizes()).toEqual(moved);
    const [, , kept = ''] = await rowOf(city, '研修组', '小学-语文-1');
    expect(kept).toContain(`${other} 手工指定`);
    await follow(city, '小学-语文-2');
    const there = city.getByRole('table', { name: '小学-语文-2' }).getByRole('rowheader');
    await there.filter({ hasText: '手工指定' }).getByRole('link', { name, exact: true }).waitFor();
  });

  calendar.step('the counties see what the city publishes, and submit their teams', async () => {
    const city = await calendar.of('city');
    await press(city, '发布给各县');
    await city.getByRole('button', { name: '收回发布' }).waitFor();
    for (const who of ['county', 'otherCounty', 'zone'] as const) {
      const county = await calendar.of(who);
      if (who === 'county') {
        await follow(county, '配备');
        await county.getByText('小学 语文').first().waitFor();
        expect((await rowOf(county, '各学段学科', '小学 语文'))[0]).toBe('118');
      }
      await follow(county, '上报');
      await follow(county, '专家团队');
      await press(county, '上报');
      await county.getByText('等待上级审核').waitFor();
    }
  });

  calendar.step(
    '25 July: the city submits its team with the gaps that it knows of, and not without them',
    async () => {
      calendar.at('07-25 16:00');
      const city = await calendar.of('city');
      await follow(city, '上报');
      await follow(city, '专家团队');
      await press(city, '通过全部待审核的 3 个单位');
      await press(city, '上报');
      await city.getByText('还有 3 个研修组没有专家').first().waitFor();
      await calendar.station(city, '16-gaps');
      await city.goBack();
      await city.getByLabel('仍缺专家的研修组数').fill('3');
      await press(city, '上报');
      await city.getByText('等待上级审核').waitFor();
    },
  );

  calendar.step('the province keeps its own team of workshop hosts, outside the 1:100', async () => {
    const province = await calendar.of('province');
    const workshop = '小学语文名师工作坊';
    await addExpert(province, { n: 701, subject: '语文', workplace: '省教科院', workshop });
    await province.getByText(workshop).first().waitFor();
    await follow(province, '配备');
    expect((await figuresOn(province)).需专家).toBe('6');
    await calendar.station(province, '17-province');
    expect((await figuresOn(province)).已配).toBe('3');
    await follow(province, '上报');
    await follow(province, '专家团队');
    await press(province, '通过：甲市');
    await province.getByText('全部处理完，可上报。').waitFor();
  });
};
