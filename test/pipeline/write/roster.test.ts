import { createHash } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { writeRosterCsv, writeRosterXlsx } from '../../../pipeline/write/roster.ts';
import type { RosterSummary } from '../../../pipeline/write/roster-rows.ts';
import { type TeacherRosterRow, teacherRoster } from '../../../pipeline/write/teacher-roster.ts';
import type { TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import type { Stage } from '../../../schemas/subject.ts';
import { identityNumberOf, teacherRecord } from '../../setup/people.ts';
import { attributesOf, cellsOf, partsOf } from './xlsx-parts.ts';

interface Where {
  readonly stage?: Stage;
  readonly county?: string;
  readonly school?: string;
}
const rowOf = (
  n: number,
  { stage = '小学', county = '历下区', school = '实验小学' }: Where = {},
  record: Partial<TeacherRecord> = {},
): TeacherRosterRow => ({
  ...{ stage, city: '济南市', county, school_code: '2137000001', school_name: school },
  changed_at: new Date('2026-07-20T19:30:05+08:00'),
  place: ['历下区', '市中区', '莱芜区'].indexOf(county),
  record: teacherRecord(n, { stage, ...record }),
});
/** In blocks that end in the midst of a stage. */
async function* given(rows: readonly TeacherRosterRow[]): AsyncGenerator<readonly TeacherRosterRow[]> {
  for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
}
const facts = [['范围 Scope', '济南市']] as const;
const shape = teacherRoster;
const cover = { title: 't', facts: [] };

async function xlsxOf(rows: readonly TeacherRosterRow[]): Promise<{ bytes: Buffer; summary: RosterSummary }> {
  const out = new PassThrough();
  const input = { shape, blocks: given(rows), cover: { title: '济南市教师名册', facts } };
  const [summary, bytes] = await Promise.all([writeRosterXlsx(out, input), buffer(out)]);
  return { bytes, summary };
}
async function csvOf(
  rows: readonly TeacherRosterRow[],
): Promise<{ text: string; bytes: Buffer; summary: RosterSummary }> {
  const out = new PassThrough();
  const [summary, bytes] = await Promise.all([
    writeRosterCsv(out, { shape, blocks: given(rows) }),
    buffer(out),
  ]);
  return { text: bytes.toString('utf8'), bytes, summary };
}
const textsOf = (bytes: Uint8Array, sheet: string): string[][] =>
  readWorkbook(bytes)
    .sheets.find(({ name }) => name === sheet)
    ?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? [];

const city = [
  rowOf(1, { stage: '初中', county: '历下区', school: '甲中学' }),
  rowOf(2, { stage: '初中', county: '莱芜区', school: '乙中学' }),
  rowOf(3, { stage: '小学', county: '历下区', school: '丙小学' }),
  rowOf(4, { stage: '小学', county: '历下区', school: '丁小学' }),
  rowOf(5, { stage: '小学', county: '市中区', school: '戊小学' }),
  rowOf(6, { stage: '小学', county: '莱芜区', school: '己小学' }),
];

describe('a roster workbook', () => {
  it('has a cover and one sheet for each stage that has teachers, in their order', async () => {
    const { bytes } = await xlsxOf(city);
    expect(readWorkbook(bytes).sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['汇总', 9],
      ['初中', 3],
      ['小学', 5],
    ]);
  });

  it('sums up counties by stage on its cover, each county where it stands in the order of the city', async () => {
    const { bytes, summary } = await xlsxOf(city);
    const cover = textsOf(bytes, '汇总');
    expect(cover.slice(0, 3)).toEqual([
      ['济南市教师名册'],
      ['范围 Scope', '济南市'],
      ['最后变更 Last change', '2026-07-20 19:30:05'],
    ]);
    expect(cover[3]).toEqual(['摘要 Digest', summary.digest.slice(0, 16)]);
    expect(cover.slice(5)).toEqual([
      ['济南市', '历下区', '0', '1', '2', '0', '3', '3'],
      ['济南市', '市中区', '0', '0', '1', '0', '1', '1'],
      ['济南市', '莱芜区', '0', '1', '1', '0', '2', '2'],
      ['合计 Total', '0', '2', '4', '0', '6', '6'],
    ]);
  });

  it('tells where each teacher works and what the registry knows of her', async () => {
    const { bytes } = await xlsxOf([rowOf(1, {}, { email: null, is_rural: null })]);
    const [header = [], row = []] = textsOf(bytes, '小学');
    expect(header.slice(0, 7).map((text) => text.split('\n')[0])).toEqual([
      '市',
      '县（市、区）',
      '学校标识码',
      '学校名称',
      '姓名',
      '证件类型',
      '证件号码',
    ]);
    expect(row).toEqual([
      ...['济南市', '历下区', '2137000001', '实验小学', '张试1', '居民身份证', identityNumberOf(1), '男'],
      ...['1985-03-07', '汉族', '专任教师', '小学', '语文', '2007-08', '本科', '一级', '小学教师资格'],
      ...['20073799121000001', '15400000001', '在职'],
    ]);
  });

  it('says yes and no in words', async () => {
    const { bytes } = await xlsxOf([rowOf(1, {}, { is_rural: true }), rowOf(2, {}, { is_rural: false })]);
    expect(
      textsOf(bytes, '小学')
        .slice(1)
        .map((texts) => texts[13]),
    ).toEqual(['是', '否']);
  });

  it('keeps every value as a text cell of text format, so that no digit is lost', async () => {
    const { bytes } = await xlsxOf([rowOf(1)]);
    const cells = cellsOf(bytes).get('小学');
    for (const address of ['C2', 'G2', 'I2', 'S2', 'T2']) {
      expect([cells?.get(address)?.type, cells?.get(address)?.format]).toEqual(['s', '@']);
    }
    expect(cells?.get('G2')?.text).toBe(identityNumberOf(1));
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=cmd|" /C calc"!A0', '＝1'])(
    'holds %j as text that nothing calculates',
    async (name) => {
      const { bytes } = await xlsxOf([rowOf(1, { school: name }, { name })]);
      const cells = cellsOf(bytes).get('小学');
      expect([cells?.get('E2')?.type, cells?.get('E2')?.text]).toEqual(['s', name]);
      expect(partsOf(bytes).get('xl/worksheets/sheet2.xml')).not.toContain('<f');
    },
  );

  it('gives back every text as it was, whatever characters it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (name) => {
        const { bytes } = await xlsxOf([rowOf(1, {}, { name })]);
        expect(textsOf(bytes, '小学')[1]?.[4]).toBe(name);
      }),
      { numRuns: 60, examples: [['<b>&"\'</b>'], [' 两端 '], ['𬱖'], ['a_x0041_b'], ['行\n行'], ['\u0001']] },
    );
  });

  it('keeps the header in sight, in print too, and can be filtered', async () => {
    const parts = partsOf((await xlsxOf(city)).bytes);
    const sheet = parts.get('xl/worksheets/sheet3.xml') ?? '';
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(attributesOf(sheet, 'autoFilter', 'ref')).toEqual(['A1:V5']);
    expect(parts.get('xl/workbook.xml')).toContain(
      'localSheetId="2">&apos;小学&apos;!$1:$1'.replaceAll('&apos;', "'"),
    );
  });

  it('is the same bytes for the same input', async () => {
    const [one, other] = await Promise.all([xlsxOf(city), xlsxOf(city)]);
    expect(one.bytes.equals(other.bytes)).toBe(true);
  });

  it('without teachers is a cover that says so', async () => {
    const { bytes, summary } = await xlsxOf([]);
    expect(readWorkbook(bytes).sheets.map(({ name }) => name)).toEqual(['汇总']);
    expect(textsOf(bytes, '汇总').at(-1)).toEqual(['合计 Total', '0', '0', '0', '0', '0', '0']);
    expect(summary).toMatchObject({ rows: 0, totals: [] });
  });

  it('is refused when the rows of a stage do not stand together', async () => {
    const rows = [rowOf(1, { stage: '小学' }), rowOf(2, { stage: '初中' }), rowOf(3, { stage: '小学' })];
    const out = new PassThrough();
    const reading = buffer(out).catch(() => null);
    await expect(writeRosterXlsx(out, { shape, blocks: given(rows), cover })).rejects.toThrow(
      "the rows of 小学 don't stand together",
    );
    expect(await reading).toBeNull();
  });
});

describe('a roster as .csv', () => {
  it('begins with the mark by which Excel knows UTF-8, and ends its lines as RFC 4180 says', async () => {
    const { bytes, text } = await csvOf([rowOf(1)]);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toMatch(/^\ufeff市,县（市、区）,学校标识码,学校名称,姓名,/);
    expect(text.split('\r\n')[1]).toBe(
      `济南市,历下区,2137000001,实验小学,张试1,居民身份证,"\t${identityNumberOf(1)}",男,1985-03-07,汉族,专任教师,小学,语文,` +
        '否,2007-08,本科,一级,小学教师资格,"\t20073799121000001",15400000001,,在职',
    );
  });

  it('shows masked numbers as they were given', async () => {
    const { text } = await csvOf([rowOf(1, {}, { id_number: '3799**********0014', mobile: '154****0001' })]);
    expect(text).toContain(',3799**********0014,');
    expect(text).toContain(',154****0001,');
  });

  it('has no cell that a spreadsheet would calculate', async () => {
    const { text } = await csvOf([rowOf(1, { school: '@校' }, { name: '=1+1', email: '-1', mobile: '+86' })]);
    expect(text).toContain(",'@校,'=1+1,");
    expect(text).toContain(",'+86,'-1,");
  });

  it('comes back through our own reader as it went out', async () => {
    const { bytes } = await csvOf([rowOf(1, { school: '"引号",逗号' })]);
    const workbook = readWorkbook(bytes);
    expect(workbook.encoding).toBe('utf-8');
    expect(workbook.sheets[0]?.rows[1]?.cells[3]?.text).toBe('"引号",逗号');
    expect(workbook.sheets[0]?.rows[1]?.cells[6]?.text.trim()).toBe(identityNumberOf(1));
  });

  it('has the digest of the same roster as a workbook, and another for another', async () => {
    const [xlsx, csv, other] = await Promise.all([xlsxOf(city), csvOf(city), csvOf(city.slice(1))]);
    expect(csv.summary).toEqual(xlsx.summary);
    expect(other.summary.digest).not.toBe(csv.summary.digest);
    const texts = [
      '济南市',
      '历下区',
      '2137000001',
      '实验小学',
      '张试1',
      '居民身份证',
      identityNumberOf(1),
      '男',
    ];
    const rest = [
      '1985-03-07',
      '汉族',
      '专任教师',
      '小学',
      '语文',
      '否',
      '2007-08',
      '本科',
      '一级',
      '小学教师资格',
    ];
    const all = [...texts, ...rest, '20073799121000001', '15400000001', '', '在职'];
    const expected = createHash('sha256')
      .update(`${all.join('\u001f')}\u001e`)
      .digest('hex');
    expect((await csvOf([rowOf(1)])).summary.digest).toBe(expected);
  });
});

/** A registry that never ends, and says how much was asked of it. */
function endless() {
  const asked = { rows: 0, closed: false };
  async function* blocks(): AsyncGenerator<readonly TeacherRosterRow[]> {
    try {
      for (;;) yield [rowOf(asked.rows++ % 400)];
    } finally {
      asked.closed = true;
    }
  }
  return { asked, blocks: blocks() };
}

describe.each([
  [
    'xlsx',
    (out: Writable, blocks: AsyncIterable<readonly TeacherRosterRow[]>) =>
      writeRosterXlsx(out, { shape, blocks, cover }),
  ],
  [
    'csv',
    (out: Writable, blocks: AsyncIterable<readonly TeacherRosterRow[]>) =>
      writeRosterCsv(out, { shape, blocks }),
  ],
] as const)('writing .%s', (_format, write) => {
  it('asks for no more rows while nobody takes what is written', async () => {
    const { asked, blocks } = endless();
    const stuck = new Writable({ write: () => undefined });
    const written = write(stuck, blocks).catch(() => 'ended');
    await expect.poll(() => asked.rows).toBeGreaterThan(0);
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = asked.rows === before;
          before = asked.rows;
          return isStill;
        },
        { interval: 100 },
      )
      .toBe(true);
    expect(asked.rows).toBeLessThan(10_000);
    stuck.destroy();
    expect(await written).toBe('ended');
  });

  it('lets go of the registry when the reader goes away', async () => {
    const { asked, blocks } = endless();
    const out = new PassThrough();
    const written = write(out, blocks).catch(() => 'ended');
    out.on('data', () => asked.rows > 1000 && out.destroy());
    expect(await written).toBe('ended');
    await expect.poll(() => asked.closed).toBe(true);
  });

  it('fails when the registry fails', async () => {
    async function* broken(): AsyncGenerator<readonly TeacherRosterRow[]> {
      yield [rowOf(1)];
      throw new Error('the registry went away');
    }
    const out = new PassThrough();
    out.resume();
    await expect(write(out, broken())).rejects.toThrow('the registry went away');
  });
});
