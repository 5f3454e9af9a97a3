/** What is wrong with the rows of a transfer workbook beside the registry, each at its cell. */
import type { Actor } from '../schemas/actor.ts';
import type { CheckedRow, Examined } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Params } from '../schemas/language.ts';
import type { RowOfTemplate } from '../schemas/sheets.ts';
import { sideOf } from '../schemas/transfer.ts';
import type { NamedSchool, SchoolDoubt, TransferRowFacts } from '../schemas/transfer-form.ts';
import { type Explanation, words } from './explanation.ts';
import { issueAt } from './findings.ts';
import { nameKey } from './text.ts';

const checkSchool = words(
  '请填写学校标识码或登记全称。',
  'Give the school code or its full registered name.',
);

export const transferChecks = {
  'transfer-person-unknown': {
    severity: 'error',
    title: words('没有找到这位教师', 'Teacher not found'),
    message: words(
      '登记库中没有证件号码与姓名都相符的教师',
      'Nobody in the registry has both this document and this name',
    ),
    fix: words('请核对证件号码和姓名。', 'Check the ID number and the name.'),
  },
  'transfer-school-unknown': {
    severity: 'error',
    title: words('没有找到学校', 'School not found'),
    message: words('登记库中没有“{school}”', 'The registry has no "{school}"'),
    fix: checkSchool,
  },
  'transfer-school-ambiguous': {
    severity: 'error',
    title: words('学校不止一所', 'Several schools of that name'),
    message: words('有多所学校叫“{school}”', 'Several schools are called "{school}"'),
    fix: words('请填写学校标识码。', 'Give the school code.'),
  },
  'transfer-school-closed': {
    severity: 'error',
    title: words('学校已撤销', 'The school is closed'),
    message: words('“{school}”已撤销', '"{school}" is closed'),
    fix: words('请核对学校。', 'Check the school.'),
  },
  'transfer-not-at-school': {
    severity: 'error',
    title: words('不在所填的调出学校', 'Not at that school'),
    message: words('此人现在不在“{school}”', 'The teacher is not at "{school}"'),
    fix: words('请核对调出学校和证件号码。', 'Check the school and the ID number.'),
  },
  'transfer-already-there': {
    severity: 'error',
    title: words('已在调入学校', 'Already at that school'),
    message: words('此人的登记单位就是“{school}”', 'The teacher is registered at "{school}" already'),
    fix: words('请删除这一行。', 'Delete the row.'),
  },
  'transfer-not-a-side': {
    severity: 'error',
    title: words('不由本单位提出', 'Not for this unit to propose'),
    message: words(
      '本单位不是调入学校、调出学校，也不是办理单位',
      'The sender is neither of the two schools nor the unit that carries it out',
    ),
    fix: words('请由其中一方填报，并删除这一行。', 'One of them has to send it in; delete the row.'),
  },
  'transfer-moving-elsewhere': {
    severity: 'error',
    title: words('已有调动在办理', 'A transfer is under way'),
    message: words(
      '此人已有一件调往其他学校的调动在办理',
      'A transfer of this person to another school is under way',
    ),
    fix: words('请先办完或撤回那一件。', 'Finish or withdraw that one first.'),
  },
  'transfer-stage-not-offered': {
    severity: 'error',
    title: words('调入学校没有这个学段', 'The school has no such stage'),
    message: words('“{school}”没有{stage}学段', '"{school}" has no stage {stage}'),
    fix: words('请核对调入学校和学段。', 'Check the school and the stage.'),
  },
} as const satisfies Record<string, Explanation>;
type CheckId = keyof typeof transferChecks;

type TransferFile = Pick<Examined<'transfer'>, 'rows' | 'columns'>;
type Row = CheckedRow<RowOfTemplate<'transfer'>>;
type Field = 'id_number' | 'from_school' | 'to_school' | 'stage';
interface Finding {
  readonly id: CheckId;
  readonly field?: Field;
  readonly params?: Params;
}

const doubts: Readonly<Record<SchoolDoubt, CheckId>> = {
  unknown: 'transfer-school-unknown',
  ambiguous: 'transfer-school-ambiguous',
  closed: 'transfer-school-closed',
};

function doubtful(row: Row, field: 'from_school' | 'to_school', named: NamedSchool): Finding[] {
  const school = row.values[field];
  // A blank or unreadable cell was told already.
  if (school === null || !('doubt' in named)) return [];
  return [{ id: doubts[named.doubt], field, params: { school } }];
}

/** Whoever doesn't have the name right learns nothing more of the person. */
const isMeant = (row: Row, person: TransferRowFacts['person']): boolean =>
  person !== null && nameKey(row.values.name ?? '') === nameKey(person.name);

function findingsOf(row: Row, facts: TransferRowFacts, sender: Pick<Actor, 'unit_path'>): Finding[] {
  const { person, from, to, acting, open_to } = facts;
  const found = [...doubtful(row, 'from_school', from), ...doubtful(row, 'to_school', to)];
  if (row.values.id_number === null || row.values.name === null) return found;
  if (person === null || !isMeant(row, person)) {
    return [...found, { id: 'transfer-person-unknown', field: 'id_number' }];
  }
  if ('school' in from && from.school.id !== person.unit_id) {
    found.push({ id: 'transfer-not-at-school', field: 'from_school', params: { school: from.school.name } });
  }
  if (!('school' in to)) return found;
  const school = to.school.name;
  if (to.school.id === person.unit_id) {
    return [...found, { id: 'transfer-already-there', field: 'to_school', params: { school } }];
  }
  const { stage } = row.values;
  if (stage !== null && to.school.stages.length > 0 && !to.school.stages.includes(stage)) {
    found.push({ id: 'transfer-stage-not-offered', field: 'stage', params: { school, stage } });
  }
  if (open_to !== null && open_to !== to.school.id) {
    found.push({ id: 'transfer-moving-elsewhere', field: 'id_number' });
  }
  const sides = {
    from_path: person.unit_path,
    to_path: to.school.path,
    acting_path: acting?.unit_path ?? to.school.path,
  };
  if (sideOf(sender, sides) === undefined) found.push({ id: 'transfer-not-a-side' });
  return found;
}

/** Pure: the same rows and facts give the same issues; `facts` are those of the rows, in their order. */
export const transferIssues = (
  { rows, columns }: TransferFile,
  facts: readonly TransferRowFacts[],
  sender: Pick<Actor, 'unit_path'>,
): Issue[] =>
  rows.flatMap((row, at) => {
    const known = facts[at];
    if (known === undefined) return [];
    return findingsOf(row, known, sender).map(({ id, field, params }) => {
      const value = field === undefined ? null : row.values[field];
      const place = {
        sheet: row.sheet,
        row: row.row,
        column: field === undefined ? null : (columns[field] ?? null),
      };
      return issueAt(id, transferChecks[id].severity, { ...place, field, value: value ?? undefined }, params);
    });
  });
