/** Laws of normalising, for any text: it settles at once, keeps silent where it must, and never takes one thing for another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellChecks } from '../../../pipeline/cells/checks.ts';
import { examineWorkbook } from '../../../pipeline/examine.ts';
import { cleaned } from '../../../pipeline/text.ts';
import { teacherFile } from '../../../schemas/examined.ts';
import type { Issue } from '../../../schemas/issue.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import { type Stage, subjectAliases, subjectsOfStage } from '../../../schemas/subject.ts';
import type { Workbook } from '../../../schemas/workbook.ts';
import { as, context, row, sheetOf, type Typed, type TypedRow, workbookOf } from '../builders.ts';

interface Reading {
  readonly value: unknown;
  /** What is said of the cell itself; rules that compare cells are not about normalising. */
  readonly issues: readonly Issue[];
}

/** How one cell of an otherwise good row is read. */
function reading(
  field: TeacherField,
  typed: Typed,
  others: TypedRow = {},
  changes: Partial<Workbook> = {},
): Reading {
  const workbook = workbookOf([sheetOf([row({ ...others, [field]: typed })])], changes);
  const { rows, issues } = teacherFile(examineWorkbook(workbook, context()));
  return {
    value: rows[0]?.values[field] ?? null,
    issues: issues.filter((issue) => issue.field === field && Object.hasOwn(cellChecks, issue.rule)),
  };
}
const rulesOf = ({ issues }: Reading): string[] => issues.map(({ rule }) => rule);
const written = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
};

const columns = Object.entries(teacherSheet.columns) as [
  TeacherField,
  (typeof teacherSheet.columns)[TeacherField],
][];
const field = fc.constantFrom(...teacherFields);

/** What may stand in a cell of any column: proper values, what people write for them, pieces of both, and noise. */
const known = columns.flatMap(([, { choices, example }]) => [
  example,
  ...choices.flatMap(({ value, en, aliases = [] }) => [value, en, ...aliases]),
]);
const pieces = fc.oneof(
  fc.constantFrom(...known),
  fc.constantFrom(
    '·',
    '•',
    '.',
    '．',
    '。',
    ' ',
    '\u3000',
    '\u200b',
    "'",
    '=',
    '"',
    '-',
    '+86',
    'x',
    'Ｘ',
    '年',
  ),
  fc.stringMatching(/^[0-9]{1,9}$/),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('王', '芳', '𬱖', 'E', '是', '√', '\u{e0100}', '\ufe0f'),
);
const anyText = fc.oneof(
  fc.array(pieces, { minLength: 1, maxLength: 5 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[0-9A-Ee.+\-/ 年月日]{1,20}$/),
);

describe('whatever stands in a cell', () => {
  it('its normalised value, written as text, is read as itself and without a word', () => {
    fc.assert(
      fc.property(
        field,
        anyText,
        fc.constantFrom(...(Object.keys(subjectsOfStage) as Stage[])),
        (at, text, stage) => {
          const others = at === 'stage' ? {} : { stage };
          const { value } = reading(at, text, others);
          fc.pre(value !== null);
          expect(reading(at, written(value), others)).toEqual({ value, issues: [] });
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is read without an exception, as any type of cell of any kind of file', () => {
    const type = fc.constantFrom('text', 'number', 'date', 'boolean', 'error' as const);
    const file = fc.constantFrom<Partial<Workbook>>({}, { format: 'csv' }, { from1904: true });
    fc.assert(
      fc.property(field, type, anyText, file, (at, kind, text, changes) => {
        for (const { severity, value } of reading(at, as(kind, text), {}, changes).issues) {
          // Whoever is told of a change sees what was there.
          if (severity === 'note') expect(value).toBe(text);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('is either read, or blank, or told of as an error: nothing is lost in silence', () => {
    fc.assert(
      fc.property(field, anyText, (at, text) => {
        const { value, issues } = reading(at, text);
        const isBlank = cleaned(text) === '' || issues.some(({ rule }) => rule === 'blank-word');
        const isTold = issues.some(({ severity }) => severity === 'error');
        expect(value !== null || isBlank || isTold).toBe(true);
      }),
      { numRuns: 800 },
    );
  });
});

/** A proper value for each column, choices included. */
const proper = columns.flatMap(([at, { kind, choices, example }]): [TeacherField, string][] => {
  if (at === 'subject') return subjectsOfStage.小学.map((subject) => [at, subject]);
  if (kind === 'yes_no') return [[at, '是'] as const, [at, '否'] as const].map(([key, text]) => [key, text]);
  return choices.length > 0 ? choices.map(({ value }) => [at, value]) : [[at, example]];
});
const fullWidth = (text: string): string =>
  text.replace(/[0-9A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

describe('what nobody needs to hear of', () => {
  const blanks = fc
    .array(
      fc.constantFrom(' ', '\u00a0', '\u3000', '\u2009', '\t', '\n', '\r\n', '\u200b', '\ufeff', '\u180e'),
      {
        maxLength: 4,
      },
    )
    .map((some) => some.join(''));

  it('are blanks around a proper value and invisible characters in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...proper),
        blanks,
        blanks,
        fc.nat(30),
        ([at, text], before, after, place) => {
          const { value } = reading(at, text);
          const inside = `${text.slice(0, place)}\u200b${text.slice(place)}`;
          expect(reading(at, before + inside + after)).toEqual({ value, issues: [] });
        },
      ),
    );
  });

  it('are full-width digits and letters', () => {
    for (const [at, text] of proper) {
      const plain = reading(at, text);
      expect(plain.issues).toEqual([]);
      expect(written(plain.value)).toBe(text);
      expect(reading(at, fullWidth(text))).toEqual(plain);
    }
  });

  it('is a small x at the end of an ID', () => {
    expect(reading('id_number', '37990019850307005x')).toEqual({ value: '37990019850307005X', issues: [] });
  });
});

describe('days and months', () => {
  const DAY_MS = 86_400_000;
  /** Where day counts of five digits lie, from 1904 as from 1900. */
  const day = fc.integer({ min: Date.UTC(1935, 0, 1) / DAY_MS, max: Date.UTC(2050, 0, 1) / DAY_MS });
  const textOf = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);
  const from1900 = Date.UTC(1899, 11, 30) / DAY_MS;
  const from1904 = Date.UTC(1904, 0, 1) / DAY_MS;

  it.each([
    [from1900, {}],
    [from1904, { from1904: true } as const],
  ])('as a day count come back as the day they are', (start, changes) => {
    fc.assert(
      fc.property(day, (days) => {
        const count = as('number', String(days - start));
        const date = textOf(days);
        expect(reading('birth_date', count, {}, changes)).toEqual({ value: date, issues: [] });
        expect(reading('work_start', count, {}, changes)).toEqual({ value: date.slice(0, 7), issues: [] });
      }),
    );
  });

  it('in every spelling are the same day and month', () => {
    fc.assert(
      fc.property(day, (days) => {
        const date = textOf(days);
        const [year = '', month = '', of = ''] = date.split('-');
        const [m, d] = [Number(month), Number(of)];
        const spellings = [
          ...[`${year}.${m}.${d}`, `${year}/${m}/${d}`, `${year}年${m}月${d}日`, `${year}-${month}-${of}`],
          ...[year + month + of, `${year}/${month}/${of} 0:00`, fullWidth(`${year}-${m}-${d}`)],
        ];
        for (const text of spellings) {
          expect(reading('birth_date', text)).toEqual({ value: date, issues: [] });
          expect(reading('work_start', text)).toEqual({ value: date.slice(0, 7), issues: [] });
        }
        for (const text of [`${year}-${month}`, `${year}.${month}`, `${year}/${m}`, `${year}年${m}月`]) {
          expect(reading('work_start', text)).toEqual({ value: date.slice(0, 7), issues: [] });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('stored as the number YEAR.1 are two months, and never one of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2050 }), (year) => {
        const { value, issues } = reading('work_start', as('number', `${year}.1`));
        expect([value, issues.map(({ rule, severity }) => [rule, severity])]).toEqual([
          null,
          [['ambiguous-month', 'error']],
        ]);
      }),
    );
  });
});

describe('what people write instead of a value', () => {
  /** Told by hand where an alias is the value but for the width of its brackets. */
  const sameButForm = ['校(园)长'];
  const aliases = columns.flatMap(([at, { choices }]) =>
    choices.flatMap(({ value, aliases: some = [] }) =>
      some
        .filter((text) => !sameButForm.includes(text))
        .map((text): [TeacherField, string, string] => [at, text, value]),
    ),
  );

  it.each(aliases)('%s: %s is read as %s, and told with what was there', (at, text, value) => {
    const { value: found, issues } = reading(at, text);
    expect(found).toBe(value);
    expect(issues).toMatchObject([
      { rule: 'alias-normalised', severity: 'note', value: text, params: { to: value } },
    ]);
  });

  const stages = Object.keys(subjectsOfStage).filter((stage) => stage !== '幼儿园') as Stage[];
  const asked = Object.entries(subjectAliases).flatMap(([text, meaning]) =>
    stages.map((stage): [string, Stage, string | undefined] => [
      text,
      stage,
      typeof meaning === 'string' ? meaning : meaning[stage],
    ]),
  );
  it.each(asked)(
    'the subject %s in %s is what its stage calls %s, or asked about',
    (text, stage, subject) => {
      const { value, issues } = reading('subject', text, { stage });
      expect(value).toBe(subject ?? null);
      const said = subject === undefined ? ['not-in-list'] : ['alias-normalised'];
      expect(issues.map(({ rule }) => rule)).toEqual(text === subject ? [] : said);
      if (subject !== undefined) expect(subjectsOfStage[stage]).toContain(subject);
    },
  );

  it('stands for one value of its list only', () => {
    for (const [at, { choices }] of columns) {
      const texts = choices.flatMap(({ value, aliases: some = [] }) => [value, ...some]);
      expect(new Set(texts).size, at).toBe(texts.length);
    }
  });
});

describe('yes and no', () => {
  const yes = ['是', '√', '✓', '✔', '☑', '1', 'y', 'yes', 'true', '有', '对', '乡村', '乡村教师', '农村'];
  const no = [
    '否',
    '×',
    '✗',
    '✘',
    '✕',
    'x',
    '0',
    'n',
    'no',
    'false',
    '无',
    '不是',
    '非',
    '非乡村',
    '城镇',
    '城市',
  ];
  const meaning = new Map([
    ...yes.map((word) => [word, true] as const),
    ...no.map((word) => [word, false] as const),
  ]);

  it.each([...meaning])('%s is %s, told unless it is 是 or 否', (word, value) => {
    for (const text of [word, word.toUpperCase(), ` ${word}\u3000`, fullWidth(word)]) {
      const found = reading('is_rural', text);
      expect(found.value).toBe(value);
      expect(rulesOf(found)).toEqual(['是', '否'].includes(word) ? [] : ['alias-normalised']);
    }
  });

  it('are these words and no others', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = cleaned(text)
          .normalize('NFKC')
          .replace(/\s|\ufe0e|\ufe0f/g, '')
          .toLowerCase();
        fc.pre(plain !== '' && !meaning.has(plain));
        expect(reading('is_rural', text)).toMatchObject({ value: null, issues: [{ rule: 'bad-yes-no' }] });
      }),
      { numRuns: 500 },
    );
  });

  it('are never assumed for a blank', () => {
    for (const text of ['', ' ', '\u3000', '\u200b'])
      expect(reading('is_rural', text)).toEqual({ value: null, issues: [] });
  });
});

describe('names', () => {
  const han = fc.constantFrom(...'王芳李强欧阳阿依古丽买提𬱖𠮷㼆');
  const part = fc.array(han, { minLength: 2, maxLength: 5 }).map((some) => some.join(''));

  it('have one dot between their parts, whichever was typed', () => {
    const dot = fc.constantFrom(...'·•‧．・･∙⋅.。﹒｡');
    const spaced = fc
      .tuple(fc.constantFrom('', ' ', '\u3000'), dot)
      .map(([blank, sign]) => blank + sign + blank);
    fc.assert(
      fc.property(part, part, spaced, (first, last, sign) => {
        // A full stop apart from its neighbours is no dot of a name.
        fc.pre(!/^\s[.。]/.test(sign));
        expect(reading('name', first + sign + last).value).toBe(`${first}·${last}`);
      }),
    );
  });

  it('of two to four Han characters have no spaces, longer ones keep theirs', () => {
    fc.assert(
      fc.property(
        fc.array(han, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(' ', '\u3000', '\u00a0', '  '),
        (some, gap) => {
          const { value, issues } = reading('name', some.join(gap));
          if (some.length <= 4) {
            expect(value).toBe(some.join(''));
            expect(issues).toMatchObject([{ rule: 'name-spaces-removed', value: some.join(gap) }]);
          } else expect([value, issues]).toEqual([some.join(' '), []]);
        },
      ),
    );
  });
});

describe('an ID with a slip of the keyboard', () => {
  const numbers = ['379900198503071239', '379901197911122463', '37990019850307005X'];
  const number = fc.constantFrom(...numbers);
  const isFound = (text: string): boolean => {
    const workbook = workbookOf([sheetOf([row({ id_number: text, gender: '', birth_date: '' })])]);
    const { issues } = examineWorkbook(workbook, context());
    return issues.some(({ field: at, severity }) => at === 'id_number' && severity === 'error');
  };

  it('in any one character is an error', () => {
    fc.assert(
      fc.property(number, fc.nat(17), fc.constantFrom(...'0123456789X'), (right, at, wrong) => {
        fc.pre(right[at] !== wrong);
        expect(isFound(right.slice(0, at) + wrong + right.slice(at + 1))).toBe(true);
      }),
    );
  });

  it('in the order of two neighbours is an error', () => {
    fc.assert(
      fc.property(number, fc.nat(16), (right, at) => {
        fc.pre(right[at] !== right[at + 1]);
        expect(isFound(right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2))).toBe(true);
      }),
    );
  });

  it('is one that none of the right numbers has', () => {
    expect(numbers.filter(isFound)).toEqual([]);
  });
});
