/** 8 to 19 July: one school enrols by workbook, another on the page, and nobody takes part twice. */
import { expect } from 'vitest';
import { identityNumberOf } from '../../setup/people.ts';
import { downloaded, openSheet, xlsxType } from '../clerk.ts';
import { type Calendar, follow, press } from './cast.ts';
import { enrolmentFile } from './files.ts';

export const enrolling = (calendar: Calendar) => () => {
  calendar.step(
    'a school’s workbook comes filled in, with drop-downs of its stage and of the campaign’s subjects',
    async () => {
      calendar.at('07-08 09:00');
      const school = await calendar.of('school');
      await follow(school, '报名');
      const link = school.getByRole('link', { name: '下载报名表（已预填）' });
      const { name, bytes } = await downloaded(school, link);
      expect(name).toContain('甲县实验小学');
      const sheet = await openSheet(bytes);
      const row = sheet.rowOf('张试92');
      expect(sheet.textAt(row, '参训学段')).toBe('小学');
      expect(sheet.textAt(row, '参训学科')).toBe('数学');
      expect(sheet.choicesAt(row, '参训学段')).toEqual(['小学']);
      expect(sheet.choicesAt(row, '参训学科')).toEqual([
        ...['语文', '数学', '英语', '科学', '音乐', '体育', '美术'],
        ...['道德与法治', '信息技术', '综合实践活动', '心理健康教育'],
      ]);
    },
  );

  calendar.step(
    'a wrong cell is named; mended, the workbook shows line by line what it does, and does it at one word',
    async () => {
      const school = await calendar.of('school');
      const link = school.getByRole('link', { name: '下载报名表（已预填）' });
      const sheet = await openSheet((await downloaded(school, link)).bytes);
      const second = sheet.rowOf('张试2');
      sheet.write(second, { 参训学科: '物理' });
      sheet.clear(sheet.rowOf('张试92'));
      const file = async (name: string) => ({ name, mimeType: xlsxType, buffer: await sheet.saved() });
      await school.getByLabel('上传报名表').setInputFiles(await file('报名.xlsx'));
      await school.getByText('本次活动的小学没有“物理”').first().waitFor();
      sheet.write(second, { 参训学科: '科学' });
      await school.getByLabel('上传改好的文件').setInputFiles(await file('报名（改）.xlsx'));
      await school.getByText('共 91 行').waitFor();
      expect(await school.getByText('新报名：小学科学').count()).toBe(1);
      await school.getByRole('link', { name: '查看全部 91 行' }).waitFor();
      await calendar.station(school, '04-workbook');
      await press(school, '办理');
      await follow(school, '查看办理结果');
      // Whoever was left out is asked about, not forgotten.
      await follow(school, '待处理 1');
      await school.getByLabel('张试92的参训学段、学科').selectOption({ label: '病假' });
      await school.getByText('没有符合条件的教师').waitFor();
      expect(await standing(school)).toEqual([
        '全部 92',
        '待处理 0',
        '已报名 91',
        '不报名（已说明） 1',
        '报名不成立 0',
      ]);
    },
  );

  calendar.step(
    'a second school that names the same teacher is told who has them, and puts its file aside',
    async () => {
      calendar.at('07-09 09:00');
      const neighbour = await calendar.of('neighbour');
      await follow(neighbour, '报名');
      const own = { name: '张试101', id_number: identityNumberOf(101), subject: '语文' } as const;
      const theirs = { name: '张试5', id_number: identityNumberOf(5), subject: '语文' } as const;
      const buffer = await enrolmentFile(
        [own, theirs].map((row) => ({ ...row, stage: '小学', school_code: '2137000002' })),
      );
      const name = '二小报名.xlsx';
      await neighbour.getByLabel('上传报名表').setInputFiles({ name, mimeType: xlsxType, buffer });
      const said = '此人今年已在“甲县实验小学”报名小学语文，一人只报一个学科';
      await neighbour.getByText(said).first().waitFor();
      await neighbour.getByText('请由甲县实验小学或甲县先取消那一项，或删除这一行。').first().waitFor();
      await calendar.station(neighbour, '05-taken');
      await press(neighbour, '放弃这份文件');
      await neighbour.getByText('已放弃').first().waitFor();
    },
  );

  calendar.step(
    'it picks on the page: one subject, one excuse, and what is registered for all the others',
    async () => {
      const neighbour = await calendar.of('neighbour');
      await follow(neighbour, '报名');
      await neighbour.getByLabel('张试101的参训学段、学科').selectOption({ label: '小学科学' });
      await neighbour.getByText('待处理的 49 位').waitFor();
      await neighbour.getByLabel('张试102的参训学段、学科').selectOption({ label: '产假' });
      await neighbour.getByText('待处理的 48 位').waitFor();
      await follow(neighbour, '全部按登记的学科报名');
      await neighbour.getByText('按登记的学段、学科报名：48 位').waitFor();
      await calendar.station(neighbour, '06-by-page');
      await press(neighbour, '确认 48 位');
      await neighbour.getByLabel('张试150的参训学段、学科').waitFor();
      expect(await standing(neighbour)).toEqual([
        ...['全部 50', '待处理 0', '已报名 49', '不报名（已说明） 1', '报名不成立 0'],
      ]);
    },
  );

  calendar.step('a stage in which teachers are enrolled is not closed under them', async () => {
    const county = await calendar.of('county');
    await follow(county, '开放报名');
    await press(county, '甲县实验小学 小学：已开放，点按关闭');
    await county.getByRole('alert').getByText('甲县实验小学的“小学”已有 91 人报名，不能关闭').waitFor();
    await county.getByRole('button', { name: '甲县实验小学 小学：已开放，点按关闭' }).waitFor();
  });

  calendar.step('kindergartens, institutions and city-direct schools do the same', async () => {
    const left = { kindergarten: 6, institute: 2, zoneSchool: 20, direct: 10 } as const;
    for (const [who, count] of Object.entries(left)) {
      const program = await calendar.programOf(who as keyof typeof left);
      const { body } = await program.post('/enrolments', { all: 'registered', count });
      expect(body).toEqual({ enrolled: count, changed: 0, excused: 0 });
    }
  });
};

/** How many stand where, by the words of the filter. */
const standing = async (page: Awaited<ReturnType<Calendar['of']>>): Promise<string[]> =>
  (await page.getByRole('navigation', { name: '状态' }).getByRole('link').allInnerTexts()).map((text) =>
    text.replaceAll(/\s+/g, ' ').trim(),
  );
