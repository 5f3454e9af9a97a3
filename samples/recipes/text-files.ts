/** Recipes of the school's list as comma-separated text in the encodings that offices produce. */
import { counts, demoTeachers, plainHeader, type Recipe, sampleUnitCode, teacherLine } from './recipe.ts';
import { strayByte } from './text-bytes.ts';

const verified = demoTeachers(sampleUnitCode).map((record) => teacherLine(record, '核实无误'));
const sheetName = 'CSV';
const shared = { format: 'csv', sheetName, head: [plainHeader] } as const;

export const textRecipes: readonly Recipe[] = [
  {
    ...shared,
    file: 'utf8-bom.csv',
    encoding: 'utf-8',
    about: { zh: '带 BOM 的 UTF-8 文本', en: 'UTF-8 with a byte order mark' },
    lines: verified,
    findings: [],
    changes: counts({ verified: 48 }),
  },
  {
    ...shared,
    file: 'gb18030.csv',
    encoding: 'gb18030',
    about: {
      zh: 'Excel 中文版另存的 CSV（GB18030，含四字节汉字）',
      en: 'What a Chinese Excel saves as CSV: GB18030, with a character of four bytes',
    },
    lines: verified,
    findings: [],
    changes: counts({ verified: 48 }),
  },
  {
    ...shared,
    file: 'stray-byte.csv',
    encoding: 'gb18030',
    about: { zh: '一个无法识别的字节', en: 'One byte that has no meaning' },
    // In the title line, so that no person's name is in doubt.
    head: [[`教师信息采集表${strayByte}`], plainHeader],
    lines: verified,
    findings: [
      {
        rule: 'replaced-characters',
        severity: 'warning',
        sheet: sheetName,
        row: null,
        column: null,
        sight: 'file',
      },
      {
        rule: 'header-below-title',
        severity: 'note',
        sheet: sheetName,
        row: 2,
        column: null,
        sight: 'file',
      },
    ],
    changes: counts({ verified: 48 }),
  },
];
