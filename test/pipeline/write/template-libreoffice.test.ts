/** Every template through LibreOffice: it opens, and what is saved again is read the same, filled or not. */
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../../pipeline/examine.ts';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { writeTemplate } from '../../../pipeline/write/template.ts';
import { definitions, templateIds } from '../../../schemas/sheets.ts';
import { defaultReadLimits } from '../../../schemas/workbook.ts';
import { goodRows } from '../../rules/forms.ts';
import { savedByLibreOffice } from '../../setup/libreoffice.ts';
import { teacherRecord } from '../../setup/people.ts';
import { context, school } from '../builders.ts';

const key = new Uint8Array(32).fill(7);
const HEADER_ROW = 3;

const blankTemplate = (template: (typeof templateIds)[number]) =>
  writeTemplate({
    sheet: definitions[template],
    unit: school,
    stamp: {
      ...{ template, template_version: 1, unit_id: school.id, unit_name: school.name },
      registry_at: '2026-07-01T08:00:00+08:00',
    },
    key,
    rows:
      template === 'teacher'
        ? [1, 2].map((n) => ({
            record: teacherRecord(n, { is_rural: true }),
            row_stamp: { teacher_id: String(n), version: 1 },
          }))
        : [],
  });

/** Our own file with the ordinary row of the form typed in, as a clerk would. */
async function filledTemplate(
  template: Exclude<(typeof templateIds)[number], 'teacher'>,
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const blank = Buffer.from(await blankTemplate(template));
  await workbook.xlsx.load(
    blank.buffer.slice(blank.byteOffset, blank.byteOffset + blank.length) as ArrayBuffer,
  );
  const row = workbook.worksheets[0]?.getRow(HEADER_ROW + 1);
  for (const [at, field] of Object.keys(definitions[template].columns).entries()) {
    const typed = goodRows[template][field];
    if (typed !== undefined && row) row.getCell(at + 1).value = String(typed);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const given = context({ template: null, stamp_key: key });
const cellsOf = (bytes: Uint8Array) =>
  readWorkbook(bytes, defaultReadLimits).sheets.map(({ name, hidden, rows }) => ({
    name,
    hidden,
    rows: rows.map(({ number, cells }) => [number, ...cells.map(({ column, text }) => `${column}:${text}`)]),
  }));

const forms = ['enrolment', 'organisation', 'transfer', 'expert'] as const;
let ours: Uint8Array[];
let theirs: Uint8Array[];
beforeAll(async () => {
  ours = await Promise.all([...templateIds.map(blankTemplate), ...forms.map(filledTemplate)]);
  theirs = await savedByLibreOffice(ours);
}, 180_000);

describe('LibreOffice', () => {
  it.each([...templateIds.entries()])('%i: opens the template of %s and saves the same cells', (at) => {
    expect(cellsOf(theirs[at] ?? new Uint8Array())).toEqual(cellsOf(ours[at] ?? new Uint8Array()));
  });

  it('saves a template of teachers that still verifies them, stamps and all', () => {
    const examined = examine(theirs[0] ?? new Uint8Array(), given);
    expect(examined).toEqual(examine(ours[0] ?? new Uint8Array(), given));
    expect(examined.rows.map(({ stamp }) => stamp?.teacher_id)).toEqual(['1', '2']);
  });

  it.each([...forms.entries()])(
    '%i: saves a filled form of %s that is understood the same, without an error',
    (at, template) => {
      const [before, after] = [ours, theirs].map((files) =>
        examine(files[templateIds.length + at] ?? new Uint8Array(), given),
      );
      expect(after).toEqual(before);
      expect(after?.template).toBe(template);
      expect(after?.rows).toHaveLength(1);
      expect(after?.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );
});
