/** After the 25th: what is exported is read back by a reader of spreadsheets and by our own, and it all adds up. */
import { expect } from 'vitest';
import { downloaded } from '../clerk.ts';
import { type Calendar, figuresOn, follow } from './cast.ts';
import { countedBy, csvIn, type Records, recordsOf, type Table, tablesIn } from './files.ts';

const subjectOf = ({ 参训学段: stage, 参训学科: subject }: Records[number]) => `${stage}${subject}`;

export const exporting = (calendar: Calendar) => () => {
  let roster: Records;
  const taken = async (name: string) => {
    const city = await calendar.of('city');
    await follow(city, '导出');
    return (await downloaded(city, city.getByRole('link', { name, exact: true }))).bytes;
  };

  calendar.step(
    'the roster has a row for everybody who is enrolled, and its cover counts its rows',
    async () => {
      calendar.at('07-26 09:00');
      const city = await calendar.of('city');
      await follow(city, '报名');
      expect((await figuresOn(city)).已报名).toBe('238');
      const book = await tablesIn(await taken('下载 Excel · 参训报名名册'));
      expect([...book.keys()]).toEqual(['汇总', '高中', '小学', '幼儿园']);
      const sheets = ['高中', '小学', '幼儿园'].map((stage) => recordsOf(book.get(stage)));
      expect(sheets.map((rows) => rows.length)).toEqual([12, 220, 6]);
      roster = sheets.flat();
      expect(countedBy(roster, subjectOf)).toEqual({
        ...{ 高中物理: 12, 小学语文: 178, 小学数学: 40, 小学科学: 2, 幼儿园: 6 },
      });
      expect(new Set(roster.map(({ 证件号码: masked }) => /\*{4,}/.test(masked ?? '')))).toEqual(
        new Set([true]),
      );
      const cover = book.get('汇总') ?? [];
      const totals = cover.filter(([text]) => text === '合计 Total');
      expect(totals.map((cells) => cells.slice(2))).toEqual([
        // Stages and all together, and seven schools; then the sixteen subjects of senior, and the eleven of primary schools.
        ['12', '0', '220', '6', '238', '7'],
        ['0', '0', '0', '12', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '12'],
        ['178', '40', '0', '2', '0', '0', '0', '0', '0', '0', '0', '220'],
      ]);
      const chinese = (cover as Table).filter(([, county]) => county === '甲县').at(-1);
      expect(chinese?.slice(2, 4)).toEqual(['118', '20']);
    },
  );

  calendar.step('the .csv has the same rows in the same order', async () => {
    const rows = csvIn(await taken('下载 CSV · 参训报名名册'));
    expect(rows).toEqual(roster);
  });

  calendar.step(
    'the plan has each of them in one group, no group above 100, and ⌈N/100⌉ groups in each cell',
    async () => {
      const book = await tablesIn(await taken('下载 Excel · 配备方案'));
      expect([...book.keys()]).toEqual(['汇总', '研修组', '甲市', '甲县', '乙县', '甲市高新区']);
      const groups = recordsOf(book.get('研修组'));
      const teachers = ['甲市', '甲县', '乙县', '甲市高新区'].flatMap((county) =>
        recordsOf(book.get(county)),
      );
      const who = (rows: Records, keys: readonly string[]) =>
        rows.map((row) => keys.map((key) => row[key]).join(' ')).sort();
      expect(who(teachers, ['单位', '教师', '学段', '学科'])).toEqual(
        who(roster, ['学校名称', '姓名', '参训学段', '参训学科']),
      );
      expect(countedBy(teachers, (row) => row.研修组 ?? '')).toEqual(
        Object.fromEntries(groups.map((row) => [row.研修组, Number(row.人数)])),
      );
      expect(Math.max(...groups.map((row) => Number(row.人数)))).toBeLessThanOrEqual(100);
      expect(countedBy(groups, (row) => `${row.学段}${row.学科}`)).toEqual({
        ...{ 高中物理: 1, 小学语文: 2, 小学数学: 1, 小学科学: 1, 幼儿园: 1 },
      });
      const total = recordsOf(book.get('汇总')).at(-1);
      expect(total).toMatchObject({
        学段: '合计',
        报名: '238',
        最少: '6',
        需专家: '6',
        逐县配需: '9',
        缺口: '3',
      });
      const guides = groups.filter((row) => row.学科 === '语文').map((row) => row.指导专家);
      expect(guides.toSorted()).toEqual(['专家601', '专家602']);
    },
  );

  calendar.step('the teams come as the forms that are submitted, city and county apart', async () => {
    const book = await tablesIn(await taken('下载 Excel · 专家团队上报表'));
    expect([...book].map(([level, table]) => [level, recordsOf(table).map((row) => row.姓名)])).toEqual([
      ['市级', ['专家604']],
      ['县级', ['专家601', '专家602']],
    ]);
  });
};
