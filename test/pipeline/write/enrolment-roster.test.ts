/** The enrolment roster as a workbook: its sheets, its counts, and every cell as other programs read it. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { type EnrolmentRosterRow, enrolmentRoster } from '../../../pipeline/write/enrolment-roster.ts';
import { writeRosterCsv, writeRosterXlsx } from '../../../pipeline/write/roster.ts';
import type { Cover } from '../../../pipeline/write/roster-cover.ts';
import { subjectsOfStage } from '../../../schemas/subject.ts';
import { savedByLibreOffice } from '../../setup/libreoffice.ts';
import { identityNumberOf, teacherRecord } from '../../setup/people.ts';
import { partsOf } from './xlsx-parts.ts';

type Where = Partial<Omit<EnrolmentRosterRow, 'record'>>;
const rowOf = (n: number, where: Where = {}, name = `张试${n}`): EnrolmentRosterRow => ({
  ...{ stage: '小学', subject: '语文', project: '2026年项目小学', city: '甲市', county: '甲县' },
  ...{ school_code: '2137000001', school_name: '甲县实验小学', changed_at: new Date('2026-07-20T11:30:05Z') },
  record: teacherRecord(n, { name }),
  place: ['市直', '甲县', '乙县'].indexOf(where.county ?? '甲县'),
  ...where,
});
/** In blocks that end in the midst of a stage. */
async function* given(rows: readonly EnrolmentRosterRow[]): AsyncGenerator<readonly EnrolmentRosterRow[]> {
  for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
}
const cover: Cover = {
  ...{ title: '参训报名名册', facts: [['范围 Scope', '甲市']] },
  subjects: { ...subjectsOfStage, 小学: ['语文', '数学'] },
};
async function xlsxOf(rows: readonly EnrolmentRosterRow[], changed: Partial<Cover> = {}): Promise<Buffer> {
  const out = new PassThrough();
  const input = { shape: enrolmentRoster, blocks: given(rows), cover: { ...cover, ...changed } };
  const [, bytes] = await Promise.all([writeRosterXlsx(out, input), buffer(out)]);
  return bytes;
}
const sheetsOf = (bytes: Uint8Array): Map<string, string[][]> =>
  new Map(
    readWorkbook(bytes).sheets.map(({ name, rows }) => [
      name,
      rows.map(({ cells }) => cells.map(({ text }) => text)),
    ]),
  );

const city = [
  rowOf(1, { stage: '高中', subject: '语文', county: '市直', school_name: '市一中' }),
  rowOf(2),
  rowOf(3, { subject: '数学' }),
  rowOf(4, { subject: '数学', county: '乙县', school_name: '乙县小学' }),
  rowOf(5, { stage: '幼儿园', subject: null, school_name: '甲县幼儿园' }),
];

describe('the workbook of an enrolment', () => {
  it('has a cover and one sheet for each stage, with what each teacher is enrolled in', async () => {
    const sheets = sheetsOf(await xlsxOf(city));
    expect([...sheets.keys()]).toEqual(['汇总', '高中', '小学', '幼儿园']);
    const [head = [], first = []] = sheets.get('小学') ?? [];
    expect(head.map((text) => text.split('\n')[0])).toEqual([
      ...['市', '县（市、区）', '学校标识码', '学校名称', '姓名', '证件类型', '证件号码', '性别', '参训学段'],
      ...['参训学科', '岗位类别', '职称', '是否乡村教师', '手机', '资格证号码', '项目'],
    ]);
    expect(first).toEqual([
      ...[
        '甲市',
        '甲县',
        '2137000001',
        '甲县实验小学',
        '张试2',
        '居民身份证',
        identityNumberOf(2),
        '男',
        '小学',
      ],
      ...['语文', '专任教师', '一级', '否', '15400000002', '20073799121000002', '2026年项目小学'],
    ]);
  });

  it('counts on its cover by county and stage, and below that by county and subject of each stage that has some', async () => {
    const rows = sheetsOf(await xlsxOf(city)).get('汇总') ?? [];
    expect(rows.slice(0, 3)).toEqual([
      ['参训报名名册'],
      ['范围 Scope', '甲市'],
      ['最后变更 Last change', '2026-07-20 19:30:05'],
    ]);
    expect(rows.slice(5, 9)).toEqual([
      ['甲市', '市直', '1', '0', '0', '0', '1', '1'],
      ['甲市', '甲县', '0', '0', '2', '1', '3', '2'],
      ['甲市', '乙县', '0', '0', '1', '0', '1', '1'],
      ['合计 Total', '1', '0', '3', '1', '5', '4'],
    ]);
    const primary = rows.findIndex(([text]) => text === '小学');
    expect(rows.slice(primary + 1)).toEqual([
      ['市\nCity', '县（市、区）\nCounty', '语文', '数学', '合计\nTotal'],
      ['甲市', '市直', '0', '0', '0'],
      ['甲市', '甲县', '1', '1', '2'],
      ['甲市', '乙县', '0', '1', '1'],
      ['合计 Total', '1', '2', '3'],
    ]);
    expect(rows.map(([text]) => text)).not.toContain('幼儿园');
  });

  it('counts a subject that the list does not have, so that sums are those of the rows', async () => {
    const rows = sheetsOf(await xlsxOf([rowOf(1, { subject: '英语' })])).get('汇总') ?? [];
    expect(rows.at(-1)).toEqual(['合计 Total', '0', '0', '1', '1']);
    expect(rows.at(-3)).toEqual(['市\nCity', '县（市、区）\nCounty', '语文', '数学', '英语', '合计\nTotal']);
  });

  it('carries its mark on the cover and above and below every printed page, with the digest', async () => {
    const bytes = await xlsxOf(city, { mark: 'city-2 甲市 & 2026-07-20 19:30:05' });
    const rows = sheetsOf(bytes).get('汇总') ?? [];
    const digest = rows.find(([label]) => label === '摘要 Digest')?.[1];
    expect(rows).toContainEqual(['水印 Watermark', 'city-2 甲市 & 2026-07-20 19:30:05']);
    const parts = partsOf(bytes);
    for (const name of ['sheet1', 'sheet4']) {
      const sheet = parts.get(`xl/worksheets/${name}.xml`) ?? '';
      expect(sheet).toContain(
        `<oddHeader>&amp;Lcity-2 甲市 &amp;&amp; 2026-07-20 19:30:05 · ${digest}</oddHeader>`,
      );
      expect(sheet).toContain(
        `<oddFooter>&amp;Lcity-2 甲市 &amp;&amp; 2026-07-20 19:30:05 · ${digest}&amp;C`,
      );
    }
  });
});

/** Texts of every sheet but the cover as exceljs reads them. */
async function exceljsSheets(bytes: Uint8Array): Promise<Map<string, string[][]>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  return new Map(
    book.worksheets.map((sheet) => {
      const rows: string[][] = [];
      sheet.eachRow((row) => {
        const cells: string[] = [];
        row.eachCell((cell) => void cells.push(String(cell.value)));
        rows.push(cells);
      });
      return [sheet.name, rows];
    }),
  );
}

it('thousands of rows are read back cell by cell by our reader, exceljs and LibreOffice, and add up to the cover', async () => {
  const odd = ['=1+1', ' 两端', '<b>&"', '𬱖', '＝1', '-1'];
  const rows = Array.from({ length: 3_000 }, (_, n) => {
    const where: Where = {
      ...{ stage: n < 1_000 ? '初中' : '小学', subject: n % 2 ? '语文' : '数学' },
      ...{ county: n % 1_000 < 400 ? '甲县' : '乙县', school_name: `第${Math.floor(n / 50)}学校` },
    };
    return rowOf(n + 1, where, odd[n] ?? `张试${n}`);
  });
  const bytes = await xlsxOf(rows);
  const [saved = Buffer.alloc(0)] = await savedByLibreOffice([bytes]);
  const own = sheetsOf(bytes);
  expect(await exceljsSheets(bytes)).toEqual(own);
  expect(sheetsOf(saved)).toEqual(own);
  for (const [stage, count] of [
    ['初中', 1_000],
    ['小学', 2_000],
  ] as const) {
    const listed = own.get(stage)?.slice(1) ?? [];
    expect(listed.map(([, county, , school, name, , number]) => [county, school, name, number])).toEqual(
      rows
        .filter((row) => row.stage === stage)
        .map(({ county, school_name, record: { name, id_number } }) => [
          county,
          school_name,
          name,
          id_number,
        ]),
    );
    expect(listed).toHaveLength(count);
  }
  const sums = own.get('汇总')?.filter(([text]) => text === '合计 Total') ?? [];
  expect(sums[0]).toEqual(['合计 Total', '0', '1000', '2000', '0', '3000', '60']);
  expect(sums.slice(1).map((cells) => cells.at(-1))).toEqual(['1000', '2000']);
}, 180_000);

it('as .csv has the same digest as the workbook, and one line for each', async () => {
  const out = new PassThrough();
  const input = { shape: enrolmentRoster, blocks: given(city) };
  const [summary, text] = await Promise.all([
    writeRosterCsv(out, input),
    buffer(out).then((bytes) => bytes.toString('utf8')),
  ]);
  expect(text.trim().split('\r\n')).toHaveLength(6);
  const rows = sheetsOf(await xlsxOf(city)).get('汇总') ?? [];
  expect(rows).toContainEqual(['摘要 Digest', summary.digest.slice(0, 16)]);
});
