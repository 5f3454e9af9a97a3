/** What is wrong with the rows of an expert workbook beside the registry, each at its cell. */
import type { CheckedRow, Examined } from '../schemas/examined.ts';
import { type ExpertRowFacts, type TeamLevel, workshopOf } from '../schemas/expert.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Params } from '../schemas/language.ts';
import type { RowOfTemplate } from '../schemas/sheets.ts';
import { identityKey } from '../schemas/snapshot.ts';
import type { Tier } from '../schemas/unit.ts';
import { type Explanation, words } from './explanation.ts';
import { issueAt } from './findings.ts';
import { nameKey } from './text.ts';

export const expertChecks = {
  'expert-project-unknown': {
    severity: 'error',
    title: words('没有这个项目', 'No such project'),
    message: words('没有名为“{found}”的项目', 'No project is called "{found}"'),
    fix: words('请按日历中的项目名称填写。', 'Name the project as the calendar has it.'),
  },
  'expert-project-stage': {
    severity: 'error',
    title: words('项目与学段不符', 'Project of another stage'),
    message: words('所填项目是{stage}学段的', 'The project is for the stage {stage}'),
    fix: words('请核对项目和学段。', 'Check the project and the stage.'),
  },
  'expert-subject-not-offered': {
    severity: 'error',
    title: words('项目没有这个学科', 'Subject not in the project'),
    message: words('{stage}项目没有学科“{subject}”', 'The project of {stage} has no subject {subject}'),
    fix: words('请选择项目中的学科。', 'Choose a subject of the project.'),
  },
  'expert-level': {
    severity: 'error',
    title: words('级别不由本单位填报', 'Level not for this unit'),
    message: words('本单位不能填报“{level}”专家', 'This unit may not name experts of the level {level}'),
    fix: words(
      '县、市填县级或市级；省级团队由省级管理员填报。',
      'Counties and cities name county and city experts, the province its own team.',
    ),
  },
  'expert-name-differs': {
    severity: 'error',
    title: words('姓名与登记库不符', 'Another name in the registry'),
    message: words('登记库中这个证件号码是另一个姓名', 'The registry has this document under another name'),
    fix: words('请核对姓名和证件号码。', 'Check the name and the ID number.'),
  },
  'expert-not-registered': {
    severity: 'note',
    title: words('不在教师登记库中', 'Not in the registry'),
    message: words('登记库中没有此人，按所填信息登记', 'The registry does not know this person'),
    fix: words('如是在职教师，请核对证件号码。', 'If this is a teacher in service, check the ID number.'),
  },
  'expert-county-unknown': {
    severity: 'error',
    title: words('不是本市的县', 'No county of this city'),
    message: words('本市没有“{county}”', 'There is no "{county}" in this city'),
    fix: words(
      '请按单位库中的名称填写；市直填市名。',
      "Give its registered name; the city's for city-direct.",
    ),
  },
  'expert-served-unknown': {
    severity: 'error',
    title: words('可服务县不在本市', 'Served county outside the city'),
    message: words('本市没有“{counties}”', 'There is no "{counties}" in this city'),
    fix: words('请填写本市的县，用顿号分开；全市留空。', 'Name counties of the city; blank for all of it.'),
  },
  'expert-taken': {
    severity: 'error',
    title: words('已在专家团队中', 'On a team already'),
    message: words(
      '此人已由“{unit}”列为{cell}专家；每位专家只指导一个学段、一个学科',
      '{unit} has named this person for {cell}; each expert guides one stage and subject',
    ),
    fix: words('请删除这一行，或请对方先撤下。', 'Delete the row, or ask them to take the person off first.'),
  },
  'expert-twice-in-file': {
    severity: 'error',
    title: words('同一人重复', 'The same person twice'),
    message: words('与第 {rows} 行是同一人', 'Same person as row {rows}'),
    fix: words('每位专家只填一行。', 'One row for each expert.'),
  },
} as const satisfies Record<string, Explanation>;
type CheckId = keyof typeof expertChecks;

type ExpertFile = Pick<Examined<'expert'>, 'rows' | 'columns'>;
type Row = CheckedRow<RowOfTemplate<'expert'>>;
interface Finding {
  readonly id: CheckId;
  readonly field: keyof Row['values'];
  readonly params?: Params;
}

const levelsOf: Readonly<Record<Tier, readonly TeamLevel[]>> = {
  province: ['省级'],
  city: ['市级', '县级'],
  county: ['市级', '县级'],
  school: [],
};

function projectFindings({ values }: Row, { project, subjects }: ExpertRowFacts): Finding[] {
  const { stage, subject } = values;
  if (values.project === null) return [];
  if (project === null) {
    return [{ id: 'expert-project-unknown', field: 'project', params: { found: values.project } }];
  }
  if (stage === null) return [];
  if (project.stage !== stage) {
    return [{ id: 'expert-project-stage', field: 'project', params: { stage: project.stage } }];
  }
  return subject !== null && !subjects.includes(subject)
    ? [{ id: 'expert-subject-not-offered', field: 'subject', params: { stage, subject } }]
    : [];
}

function personFindings({ values }: Row, { person, taken }: ExpertRowFacts): Finding[] {
  if (values.id_number === null || values.name === null) return [];
  // Whoever doesn't have the name right learns nothing more of the person.
  if (person !== null && nameKey(person.name) !== nameKey(values.name)) {
    return [{ id: 'expert-name-differs', field: 'name' }];
  }
  const found: Finding[] = person === null ? [{ id: 'expert-not-registered', field: 'id_number' }] : [];
  if (taken === null) return found;
  const cell = `${taken.stage}${taken.subject ?? ''}`;
  return [...found, { id: 'expert-taken', field: 'id_number', params: { unit: taken.unit, cell } }];
}

function placeFindings({ values }: Row, { county_id, served }: ExpertRowFacts, tier: Tier): Finding[] {
  // The province's hosts stand outside the counties that are staffed.
  if (tier === 'province') return [];
  const found: Finding[] = [];
  if (values.county !== null && county_id === null) {
    found.push({ id: 'expert-county-unknown', field: 'county', params: { county: values.county } });
  }
  const unknown = served.filter(({ id }) => id === null).map(({ name }) => name);
  if (unknown.length > 0) {
    found.push({
      ...{ id: 'expert-served-unknown', field: 'served_counties' },
      params: { counties: unknown.join('、') },
    });
  }
  return found;
}

function levelFindings({ values: { level } }: Row, tier: Tier): Finding[] {
  return level !== null && !levelsOf[tier].includes(level)
    ? [{ id: 'expert-level', field: 'level', params: { level } }]
    : [];
}

/** Who stands in several rows of a file: identity → rows. */
function repeated(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const { id_number, stage, level, subject } = row.values;
    if (id_number === null) continue;
    const workshop = level === '省级' && stage !== null ? workshopOf(stage, subject) : '';
    const key = `${identityKey(row.values)}\n${workshop}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return new Map(
    [...found.values()]
      .filter((same) => same.length > 1)
      .flatMap((same) =>
        same.map((row) => [`${row.sheet}\n${row.row}`, same.filter((other) => other !== row)] as const),
      ),
  );
}

/** Pure: `facts` are those of the rows, in their order; `tier` is the sender's. */
export function expertIssues(
  { rows, columns }: ExpertFile,
  facts: readonly ExpertRowFacts[],
  tier: Tier,
): Issue[] {
  const twice = repeated(rows);
  return rows.flatMap((row, at) => {
    const known = facts[at];
    if (known === undefined) return [];
    const others = twice.get(`${row.sheet}\n${row.row}`) ?? [];
    const same: Finding[] =
      others.length === 0
        ? []
        : [
            {
              ...{ id: 'expert-twice-in-file', field: 'id_number' },
              params: { rows: others.map((other) => other.row).join('、') },
            },
          ];
    const findings = [
      ...projectFindings(row, known),
      ...levelFindings(row, tier),
      ...personFindings(row, known),
      ...placeFindings(row, known, tier),
      ...same,
    ];
    return findings.map(({ id, field, params }) => {
      const place = { sheet: row.sheet, row: row.row, column: columns[field] ?? null };
      const value = row.values[field] ?? undefined;
      return issueAt(id, expertChecks[id].severity, { ...place, field, value }, params);
    });
  });
}
