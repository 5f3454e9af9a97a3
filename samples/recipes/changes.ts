/** Recipes of one change each against the demo registry, for the clerk of 历下区实验小学. */
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { identityOf } from '../identity-number.ts';
import { areaBlocks, mobileOf, teacherOf, workingAge } from '../people.ts';
import { randomFrom } from '../random.ts';
import {
  counts,
  demoTeachers,
  type Line,
  note,
  plainHeader,
  type Recipe,
  sampleUnitCode,
  teacherLine,
  warning,
} from './recipe.ts';

const known = demoTeachers(sampleUnitCode);
const verified = known.map((record) => teacherLine(record, '核实无误'));

/** A primary teacher whom the registry has never seen. */
export const newTeacher = (n: number): TeacherRecord =>
  teacherOf(randomFrom(1000 + n), {
    n,
    block: areaBlocks.workbooks,
    post_type: '专任教师',
    stage: '小学',
    is_rural: false,
    odds: { dotted: 0, astral: 0 },
  });

/** The `index`th teacher's line, made anew from the record. */
function lineAt(index: number, make: (record: TeacherRecord) => Line): Line {
  const record = known[index];
  if (record === undefined) throw new RangeError(`the sample school has no teacher ${index}`);
  return make(record);
}

const withLine = (index: number, make: (record: TeacherRecord) => Line): Line[] =>
  verified.map((line, at) => (at === index ? lineAt(index, make) : line));

type ChangeRecipe = Pick<Recipe, 'file' | 'about' | 'lines' | 'changes'> & Partial<Recipe>;
const recipe = (facts: ChangeRecipe): Recipe => ({
  format: 'xlsx',
  sheetName: '教师信息采集表',
  head: [plainHeader],
  findings: [],
  ...facts,
});

const changedLines = (): Line[] => {
  const lines = [...verified];
  lines[4] = lineAt(4, (record) => {
    const mobile = mobileOf(4, areaBlocks.workbooks, 1);
    return teacherLine({ ...record, mobile }, '修正');
  });
  // Whoever changes a cell and forgets the action is understood.
  lines[9] = lineAt(9, (record) =>
    teacherLine({ ...record, title: '正高级' }, '核实无误', {}, [
      note('action-against-registry', 'action', 'registry'),
    ]),
  );
  lines[14] = lineAt(14, (record) =>
    teacherLine({ ...record, education: '博士研究生', email: 'studied.on@example.com' }, null, {}, [
      note('action-against-registry', 'action', 'registry'),
    ]),
  );
  return lines;
};

/** The corrected number of a person whose document was registered wrongly: same birth date and gender. */
function corrected(record: TeacherRecord): TeacherRecord {
  const day = record.birth_date ?? workingAge.from;
  return { ...record, ...identityOf(0, record.gender ?? '女', areaBlocks.workbooks, { from: day, to: day }) };
}

/** In service at 历下区泉畔小学, and in the departed pool of 历下区明泉初级中学. */
const [, , , , , , , elsewhere] = demoTeachers('2137000102');
const [fromPool] = demoTeachers('3137000101', '离职');

function transferLines(): Line[] {
  if (elsewhere === undefined || fromPool === undefined) throw new RangeError('the demo lost its movers');
  const returned: TeacherRecord = { ...fromPool, stage: '小学', subject: '语文', status: '在职' };
  return [
    teacherLine(elsewhere, '调入', {}, [warning('active-elsewhere', 'id_number', 'registry')]),
    teacherLine(returned, '调入'),
  ];
}

export const changeRecipes: readonly Recipe[] = [
  recipe({
    file: 'clean.xlsx',
    about: { zh: '全部核实无误，没有任何问题', en: 'Everybody verified, nothing to say' },
    lines: verified,
    changes: counts({ verified: 48 }),
  }),
  recipe({
    file: 'verified.xlsx',
    about: {
      zh: '同样的内容，行倒序，由流式程序写出',
      en: 'The same people in reverse order, written by a streaming program',
    },
    lines: verified.toReversed(),
    changes: counts({ verified: 48 }),
    style: { strings: 'inline', streamed: true },
  }),
  recipe({
    file: 'added.xlsx',
    about: { zh: '新增两人，其中一人未填操作', en: 'Two new people, one of them without an action' },
    lines: [
      ...verified,
      teacherLine(newTeacher(1), '新增'),
      teacherLine(newTeacher(2), null, {}, [note('action-against-registry', 'action', 'registry')]),
    ],
    changes: counts({ verified: 48, added: 2 }),
  }),
  recipe({
    file: 'changed.xlsx',
    about: {
      zh: '三人有变更：手机；职称；学历和邮箱',
      en: 'Three people changed: phone; title; education and mail',
    },
    lines: changedLines(),
    changes: counts({ verified: 45, changed: 3 }),
  }),
  recipe({
    file: 'missing.xlsx',
    about: { zh: '漏报两人', en: 'Two people left out' },
    lines: verified.filter((_, index) => index !== 11 && index !== 30),
    changes: counts({ verified: 46, missing: 2 }),
    style: { strings: 'shared', stringsLast: true },
  }),
  recipe({
    file: 'departed.xlsx',
    about: { zh: '一人离职，一人退休', en: 'One departed, one retired' },
    lines: verified.map((line, index) => {
      if (index === 20) return lineAt(20, (record) => teacherLine({ ...record, status: '离职' }, '离职'));
      if (index === 21) return lineAt(21, (record) => teacherLine({ ...record, status: '退休' }, '离职'));
      return line;
    }),
    changes: counts({ verified: 46, departed: 2 }),
  }),
  recipe({
    file: 'transfer.xlsx',
    about: {
      zh: '调入两人：一人在历下区泉畔小学在职（应办理调动），一人在离职库',
      en: 'Two people move in: one is in service at 历下区泉畔小学 (a transfer, never an overwrite), one is in the departed pool',
    },
    lines: [...verified, ...transferLines()],
    changes: counts({ verified: 48, transferred: 2 }),
  }),
  recipe({
    file: 'changed-id.xlsx',
    about: {
      zh: '一人的证件号码与登记不同（无模板标记）：按新增和未出现列出，由人判断',
      en: 'One ID number differs from the registry, in a file without a stamp: an addition and a missing person, for people to judge',
    },
    lines: withLine(16, (record) =>
      teacherLine(corrected(record), '修正', {}, [
        note('action-against-registry', 'action', 'registry'),
        warning('probable-duplicate', 'id_number', 'registry'),
      ]),
    ),
    changes: counts({ verified: 47, added: 1, missing: 1 }),
  }),
];
