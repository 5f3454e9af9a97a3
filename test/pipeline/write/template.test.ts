import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../../pipeline/compare.ts';
import { examine } from '../../../pipeline/examine.ts';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { readRowStamp, readStamp } from '../../../pipeline/stamp.ts';
import { writeTemplate } from '../../../pipeline/write/template.ts';
import { areaBlocks, teacherOf } from '../../../samples/people.ts';
import { randomFrom } from '../../../samples/random.ts';
import { teacherFile } from '../../../schemas/examined.ts';
import { type TeacherRecord, teacherFields, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import type { Snapshot } from '../../../schemas/snapshot.ts';
import type { Stamp } from '../../../schemas/stamp.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { teacherRecord } from '../../setup/people.ts';
import { context, school } from '../builders.ts';
import { attributesOf, cellsOf, partsOf } from './xlsx-parts.ts';

const key = new Uint8Array(32).fill(7);
const stampFor = (unit: UnitFacts): Stamp => ({
  template: 'teacher',
  template_version: 1,
  unit_id: unit.id,
  unit_name: unit.name,
  registry_at: '2026-07-05T08:00:00+08:00',
});
const rowsOf = (records: readonly TeacherRecord[]) =>
  records.map((record, i) => ({ record, row_stamp: { teacher_id: String(i + 1), version: i + 1 } }));
const templateOf = (
  records: readonly TeacherRecord[],
  more: { unit?: UnitFacts; empty_rows?: number } = {},
) => {
  const unit = more.unit ?? school;
  const facts = { sheet: teacherSheet, unit, stamp: stampFor(unit), key, rows: rowsOf(records) };
  return writeTemplate(more.empty_rows === undefined ? facts : { ...facts, empty_rows: more.empty_rows });
};
const registryOf = (records: readonly TeacherRecord[], unit = school): Snapshot => ({
  unit_id: unit.id,
  teachers: rowsOf(records).map(({ record, row_stamp: { teacher_id, version } }) => ({
    ...{ id: teacher_id, version, unit_id: unit.id, unit_name: unit.name, record },
  })),
  bases: new Map(),
});
const ownContext = (unit = school) => context({ unit, stamp_key: key, template: null });

const people = [1, 2, 3].map((n) => teacherRecord(n, { is_rural: true }));
const sheetName = '教师信息采集表';

describe('a template', () => {
  let bytes: Uint8Array;
  let parts: ReadonlyMap<string, string>;
  let sheet: string;
  beforeAll(async () => {
    bytes = await templateOf(people, { empty_rows: 200 });
    parts = partsOf(bytes);
    sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  });

  it('comes back with its teachers, each known by its stamp, and nothing to complain of', () => {
    const examined = examine(bytes, ownContext());
    expect(examined.issues).toEqual([]);
    expect(examined.stamp).toEqual(stampFor(school));
    expect(examined.rows.map(({ row, stamp }) => [row, stamp])).toEqual([
      [4, { teacher_id: '1', version: 1 }],
      [5, { teacher_id: '2', version: 2 }],
      [6, { teacher_id: '3', version: 3 }],
    ]);
    expect(examined.rows[0]?.values).toEqual({
      ...teacherRecord(1, { is_rural: true }),
      school_code: '2137000001',
      school_name: '历下区实验小学',
      action: '核实无误',
    });
  });

  it('that nobody edits verifies every teacher and changes nothing', () => {
    const { counts, changes } = compare(
      teacherFile(examine(bytes, ownContext())),
      registryOf(people),
      ownContext(),
    );
    expect(changes.map(({ kind }) => kind)).toEqual(['verify', 'verify', 'verify']);
    expect(counts).toMatchObject({ rows: 3, errors: 0, warnings: 0, notes: 0, verified: 3, missing: 0 });
  });

  it('shows its table first, a guide, and hides the lists and the stamp', () => {
    const workbook = readWorkbook(bytes);
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      [sheetName, false],
      ['填写说明', false],
      ['_lists', true],
      ['_muster', true],
    ]);
    expect(attributesOf(parts.get('xl/workbook.xml') ?? '', 'sheet', 'state')).toEqual([
      'visible',
      'visible',
      'hidden',
      'veryHidden',
    ]);
  });

  it('hides the column of row stamps, which verify for this unit only', () => {
    const stamp = readStamp(readWorkbook(bytes), key);
    const text =
      readWorkbook(bytes).sheets[0]?.rows[3]?.cells.find(({ column }) => column === 21)?.text ?? '';
    expect(stamp && readRowStamp(text, stamp, key)).toEqual({ teacher_id: '1', version: 1 });
    expect(stamp && readRowStamp(text, { ...stamp, unit_id: '231' }, key)).toBeNull();
    expect(sheet).toMatch(/<col min="22" max="22"[^>]*hidden="1"/);
  });

  it('marks required columns in the header, Chinese first', () => {
    const header = readWorkbook(bytes).sheets[0]?.rows[2]?.cells.map(({ text }) => text) ?? [];
    expect(header.slice(0, 6)).toEqual([
      '姓名*\nName',
      '证件类型*\nID type',
      '证件号码*\nID number',
      '性别*\nGender',
      '出生日期※\nBirth date',
      '民族\nEthnicity',
    ]);
    expect(header.at(-1)).toBe('_muster');
  });

  it('offers a drop-down for every closed list, down to the last row that can be filled', () => {
    const lists = [
      ...sheet.matchAll(/<dataValidation type="list"[^>]*sqref="([^"]+)"[^>]*><formula1>([^<]+)</g),
    ];
    expect(lists.map(([, range, source]) => [range, source])).toEqual([
      ['B4:B206', '_lists!$A$2:$A$5'],
      ['D4:D206', '_lists!$B$2:$B$3'],
      ['F4:F206', '_lists!$C$2:$C$57'],
      ['I4:I206', '_lists!$D$2:$D$7'],
      ['J4:J206', '_lists!$E$2:$E$5'],
      ['K4:K206', '_lists!$F$2:$F$20'],
      ['L4:L206', '_lists!$G$2:$G$3'],
      ['N4:N206', '_lists!$H$2:$H$7'],
      ['O4:O206', '_lists!$I$2:$I$7'],
      ['P4:P206', '_lists!$J$2:$J$8'],
      ['T4:T206', '_lists!$K$2:$K$4'],
      ['U4:U206', '_lists!$L$2:$L$6'],
    ]);
  });

  it('has in each list exactly the permitted values', () => {
    const cells = cellsOf(bytes).get('_lists');
    const column = (letter: string, count: number) =>
      Array.from({ length: count }, (_, i) => cells?.get(`${letter}${i + 2}`)?.text);
    expect(column('B', 2)).toEqual(['男', '女']);
    expect(column('G', 2)).toEqual(['是', '否']);
    expect(column('E', 4)).toEqual(['高中', '初中', '小学', '幼儿园']);
    expect(column('C', 56).at(0)).toBe('汉族');
    expect(column('C', 56).at(-1)).toBe('基诺族');
    expect(cells?.has('C58')).toBe(false);
  });

  it('keeps every message within what Excel shows', () => {
    for (const [attribute, most] of [
      ['promptTitle', 32],
      ['prompt', 255],
      ['errorTitle', 32],
      ['error', 255],
    ] as const) {
      const texts = attributesOf(sheet, 'dataValidation', attribute);
      expect(texts.length).toBeGreaterThan(10);
      for (const text of texts) expect(text.length).toBeLessThanOrEqual(most);
    }
  });

  it('stores every value as text, in cells of text format', () => {
    const cells = cellsOf(bytes).get(sheetName);
    for (const [at] of teacherFields.entries()) {
      const cell = cells?.get(`${String.fromCharCode(65 + at)}4`);
      if (cell === undefined) continue;
      expect([cell.type, cell.format]).toEqual(['s', '@']);
    }
    expect(cells?.get('C4')?.text).toBe(people[0]?.id_number);
  });

  it('makes rows that nobody has filled text too, by the style of the whole column', () => {
    const styles = attributesOf(
      sheet.slice(sheet.indexOf('<cols>'), sheet.indexOf('</cols>')),
      'col',
      'style',
    );
    expect(styles.length).toBeGreaterThan(0);
    const formats = attributesOf(
      (parts.get('xl/styles.xml') ?? '').replace(/^.*<cellXfs/s, ''),
      'xf',
      'numFmtId',
    );
    // 49 is the built-in format Text (ECMA-376 part 1, 18.8.30).
    for (const style of styles) expect(formats[Number(style)]).toBe('49');
    const columns = attributesOf(sheet, 'col', 'max').map(Number);
    expect(Math.max(...columns)).toBe(22);
  });

  it('has nothing below its teachers that could be taken for data', () => {
    expect(readWorkbook(bytes).sheets[0]?.rows.at(-1)?.number).toBe(6);
    expect(attributesOf(sheet, 'row', 'r').at(-1)).toBe('6');
  });

  it('leaves a blank cell truly empty', async () => {
    const blank = await templateOf([teacherRecord(1, { email: null, is_rural: null, subject: null })]);
    const columns = readWorkbook(blank).sheets[0]?.rows[3]?.cells.map(({ column }) => column) ?? [];
    for (const field of ['email', 'is_rural', 'subject'] as const) {
      expect(columns).not.toContain(teacherFields.indexOf(field));
    }
  });

  it('is not protected, so that people can paste', () => {
    expect(sheet).not.toContain('<sheetProtection');
    expect(parts.get('xl/workbook.xml')).not.toContain('workbookProtection');
  });

  it('freezes header and name, repeats both in print, and fits A4 landscape', () => {
    expect(sheet).toMatch(/<pane xSplit="1" ySplit="3" topLeftCell="B4"[^>]*state="frozen"/);
    expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*orientation="landscape"/);
    expect(parts.get('xl/workbook.xml')).toMatch(/_xlnm\.Print_Titles"[^>]*>[^<]*\$A:\$A,[^<]*\$3:\$3</);
  });

  it('for a unit without teachers has its header and no data', async () => {
    const empty = await templateOf([]);
    expect(() => examine(empty, ownContext())).toThrow('no-data');
    expect(partsOf(empty).get('xl/worksheets/sheet1.xml')).toContain('sqref="B4:B503"');
  });

  it('for an institution without a code leaves the code blank', async () => {
    const institute: UnitFacts = { ...school, name: '历下区教研室', code: null, kind: 'research_institute' };
    const examined = examine(await templateOf(people, { unit: institute }), ownContext(institute));
    expect(examined.rows[0]?.values).toMatchObject({ school_code: null, school_name: '历下区教研室' });
  });

  it('survives a name that spreadsheets could take for a formula, a code or markup', async () => {
    const odd: UnitFacts = { ...school, name: '=1+1 & <b>"校"</b>' };
    const records = [teacherRecord(1, { name: '=HYPERLINK("x")', email: '+1@example.com' })];
    const examined = examine(await templateOf(records, { unit: odd }), ownContext(odd));
    expect(examined.rows[0]?.values).toMatchObject({
      name: '=HYPERLINK("x")',
      email: '+1@example.com',
      school_name: '=1+1 & <b>"校"</b>',
    });
    expect(partsOf(await templateOf(records, { unit: odd })).get('xl/worksheets/sheet1.xml')).not.toContain(
      '<f>',
    );
  });
});

/** Consistent made-up teachers, some with blanks where blanks are allowed. */
const madeUp = fc
  .tuple(
    fc.integer(),
    fc.array(fc.subarray(['ethnicity', 'work_start', 'email', 'cert_no', 'cert_type']), { maxLength: 12 }),
  )
  .map(([seed, blanks]) => {
    const random = randomFrom(seed);
    return blanks.map((fields, n): TeacherRecord => {
      const post = {
        n,
        block: areaBlocks.workbooks,
        post_type: '专任教师',
        stage: '小学',
        is_rural: n % 2 === 0,
      } as const;
      return { ...teacherOf(random, post), ...Object.fromEntries(fields.map((field) => [field, null])) };
    });
  });

describe('the way of a template through the house', () => {
  it('out and back in, unedited, verifies everybody whoever they are', async () => {
    await fc.assert(
      fc.asyncProperty(madeUp, async (records) => {
        fc.pre(records.length > 0);
        const examined = teacherFile(examine(await templateOf(records), ownContext()));
        const { changes } = compare(examined, registryOf(records), ownContext());
        expect(changes.map(({ kind, cells }) => [kind, cells])).toEqual(records.map(() => ['verify', {}]));
        expect(examined.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
