/** What is wrong with the rows of an enrolment workbook beside the registry and this year's enrolments, each at its cell. */
import { cellText, type EnrolmentRefusal, enrolmentRefusal } from '../schemas/enrolment.ts';
import type { EnrolmentFileFacts, EnrolmentRowFacts } from '../schemas/enrolment-form.ts';
import type { CheckedRow, Examined } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { Params } from '../schemas/language.ts';
import type { RowOfTemplate } from '../schemas/sheets.ts';
import { stageOrder } from '../schemas/subject.ts';
import { type Explanation, words } from './explanation.ts';
import { issueAt } from './findings.ts';
import { nameKey } from './text.ts';

export const enrolmentChecks = {
  'enrolment-without-campaign': {
    severity: 'error',
    title: words('没有可以报名的活动', 'No campaign to enrol in'),
    message: words('收到文件时没有进行中的活动', 'There was no campaign when the file was received'),
    fix: words('请等省级公布活动日程后再上传。', 'Wait until the province has published one.'),
  },
  'enrolment-project-unknown': {
    severity: 'error',
    title: words('项目名称不对', 'Not a project of the campaign'),
    message: words('本次活动没有“{project}”', 'The campaign has no project "{project}"'),
    expected: words('{expected}', '{expected}'),
    fix: words('请从下拉列表选择，或填写活动名称。', "Choose from the list, or give the campaign's name."),
  },
  'enrolment-project-of-stage': {
    severity: 'error',
    title: words('项目与学段不一致', 'The project is of another stage'),
    message: words(
      '这个项目属于{project_stage}，学段填的是{stage}',
      'The project is of {project_stage}, the stage says {stage}',
    ),
    fix: words('请核对项目和参训学段。', 'Check the project and the stage.'),
  },
  'enrolment-person-unknown': {
    severity: 'error',
    title: words('登记库中没有这位教师', 'Teacher not in the registry'),
    message: words(
      '登记库中没有证件号码与姓名都相符的教师',
      'Nobody in the registry has both this document and this name',
    ),
    fix: words(
      '请核对证件号码和姓名；新教师请先通过教师信息采集表上报入库。',
      'Check number and name; a new teacher is first sent in with the teacher information sheet.',
    ),
  },
  'enrolment-not-here': {
    severity: 'error',
    title: words('不是本单位的教师', 'Not a teacher here'),
    message: words('此人现在不在“{unit}”登记', 'This person is not registered at "{unit}"'),
    fix: words(
      '请删除这一行；如已调入，请先办理调动。',
      'Delete the row; if they have come here, transfer them first.',
    ),
  },
  'enrolment-not-in-service': {
    severity: 'error',
    title: words('不在职', 'Not in service'),
    message: words('此人的登记状态不是在职', 'The registry has this person as not in service'),
    fix: words('请删除这一行，或先更正人员状态。', 'Delete the row, or correct the status first.'),
  },
  'enrolment-stage-not-offered': {
    severity: 'error',
    title: words('本单位没有这个学段', 'The unit has no such stage'),
    message: words('“{unit}”没有{stage}学段', '"{unit}" has no stage {stage}'),
    expected: words('{stages}', '{stages}'),
    fix: words(
      '请从本单位的学段中选择；有资格证的校（园）长和教研、培训人员可选任何学段。',
      'Choose one of its stages; heads with a certificate and research or training staff may choose any.',
    ),
  },
  'enrolment-licence-missing': {
    severity: 'error',
    title: words('没有办园许可证号', 'No operating licence on file'),
    message: words('“{unit}”没有登记办园许可证号', '"{unit}" has no operating licence on file'),
    fix: words('请联系县级补充办园许可证号并开放报名。', 'Ask the county to add it and to open enrolment.'),
  },
  'enrolment-not-opened': {
    severity: 'error',
    title: words('学段没有开放报名', 'The stage is not open'),
    message: words('{stage}还没有开放报名', '{stage} is not open for enrolment'),
    fix: words('请联系{opener}向{whom}开放。', 'Ask {opener} to open it to {whom}.'),
  },
  'enrolment-subject-not-listed': {
    severity: 'error',
    title: words('本次活动没有这个学科', 'Not a subject of the campaign'),
    message: words('本次活动的{stage}没有“{subject}”', 'In this campaign {stage} has no subject "{subject}"'),
    expected: words('{choices}', '{choices}'),
    fix: words('请从下拉列表选择。', 'Choose from the list.'),
  },
  'enrolment-elsewhere': {
    severity: 'error',
    title: words('今年已在别处报名', 'Enrolled elsewhere this year'),
    message: words(
      '此人今年已在“{unit}”报名{cell}，一人只报一个学科',
      'Enrolled at "{unit}" in {cell} this year; one subject for each person',
    ),
    fix: words(
      '请由{unit}或{superior}先取消那一项，或删除这一行。',
      'Ask {unit} or {superior} to release that first, or delete the row.',
    ),
  },
  'enrolment-not-in-file': {
    severity: 'note',
    title: words('没有出现在文件中的教师', 'Teachers who are not in the file'),
    message: words(
      '本单位另有 {enrolled} 位已报名、{others} 位未报名的在职教师不在文件中；已报名的保持不变，不会因此取消',
      '{enrolled} teachers who are enrolled and {others} who are not are missing from the file; nobody is released by that',
    ),
    fix: words(
      '要取消报名或说明不报名的原因，请到“报名”页面。',
      'Release them, or say why not, on the page Enrolment.',
    ),
  },
} as const satisfies Record<string, Explanation>;
type CheckId = keyof typeof enrolmentChecks;

type EnrolmentFile = Pick<Examined<'enrolment'>, 'rows' | 'columns'>;
type Row = CheckedRow<RowOfTemplate<'enrolment'>>;
interface Finding {
  readonly id: CheckId;
  readonly field: 'project' | 'id_number' | 'school_code' | 'stage' | 'subject' | 'cert_no';
  readonly params?: Params;
}

const bare = (text: string): string => text.replace(/[\s"“”]/g, '');

function projectFindings(row: Row, facts: EnrolmentFileFacts): Finding[] {
  const { project, stage } = row.values;
  if (project === null || bare(project) === bare(facts.campaign_name)) return [];
  const of = stageOrder.find((one) => bare(facts.projects[one] ?? '') === bare(project));
  if (of === undefined) {
    const expected = stage === null ? facts.campaign_name : (facts.projects[stage] ?? facts.campaign_name);
    return [{ id: 'enrolment-project-unknown', field: 'project', params: { project, expected } }];
  }
  if (stage === null || stage === of) return [];
  return [{ id: 'enrolment-project-of-stage', field: 'project', params: { project_stage: of, stage } }];
}

/** By the campaign's own list, whoever the row means. A blank subject, and one that no list has, is the row's to say. */
function subjectFindings({ values: { stage, subject } }: Row, { ground }: EnrolmentFileFacts): Finding[] {
  if (stage === null || subject === null || ground.subjects[stage].includes(subject)) return [];
  const params = { stage, subject, choices: ground.subjects[stage].join('、') };
  return [{ id: 'enrolment-subject-not-listed', field: 'subject', params }];
}

/** Which check says it, at which cell. A certificate that institutions need is a rule of the row. */
const findingOf: Readonly<Record<EnrolmentRefusal, Pick<Finding, 'id' | 'field'> | null>> = {
  'not-here': { id: 'enrolment-not-here', field: 'id_number' },
  'not-in-service': { id: 'enrolment-not-in-service', field: 'id_number' },
  'stage-not-offered': { id: 'enrolment-stage-not-offered', field: 'stage' },
  'licence-missing': { id: 'enrolment-licence-missing', field: 'stage' },
  'not-opened': { id: 'enrolment-not-opened', field: 'stage' },
  'subject-not-of-stage': null,
  'subject-missing': null,
  'certificate-missing': null,
};

function findingsOf(row: Row, known: EnrolmentRowFacts, facts: EnrolmentFileFacts): Finding[] {
  const { name, id_number, stage, subject } = row.values;
  const found = [...projectFindings(row, facts), ...subjectFindings(row, facts)];
  if (id_number === null || name === null) return found;
  const { person, held } = known;
  if (person === null || nameKey(name) !== nameKey(person.name)) {
    return [...found, { id: 'enrolment-person-unknown', field: 'id_number' }];
  }
  const { unit, missing } = facts.ground;
  if (stage !== null) {
    const code = enrolmentRefusal(facts.ground, person, { stage, subject });
    const said = code === null ? null : findingOf[code];
    const opening = missing.get(stage);
    const params = {
      ...{ unit: unit.name, stage, stages: unit.stages.join('、') },
      ...{ opener: opening?.opener ?? '', whom: opening?.unit ?? '' },
    };
    if (said !== null) found.push({ ...said, params });
  }
  const isOther = held !== null && (held.unit_id !== unit.id || held.campaign_id !== facts.campaign_id);
  if (isOther) {
    const params = { unit: held.unit, superior: held.superior ?? '', cell: cellText(held) };
    found.push({ id: 'enrolment-elsewhere', field: 'id_number', params });
  }
  return found;
}

/** Pure: the same rows and facts give the same issues. Null facts: there is no campaign. */
export function enrolmentIssues(file: EnrolmentFile, facts: EnrolmentFileFacts | null): Issue[] {
  const sheet = file.rows[0]?.sheet ?? '';
  const whole = { sheet, row: null, column: null };
  if (facts === null) return [issueAt('enrolment-without-campaign', 'error', whole)];
  const { not_in_file } = facts;
  const beside =
    not_in_file.enrolled + not_in_file.others > 0
      ? [issueAt('enrolment-not-in-file', 'note', whole, { ...not_in_file })]
      : [];
  const found = file.rows.flatMap((row, at) =>
    findingsOf(row, facts.rows[at] ?? { person: null, held: null }, facts).map(({ id, field, params }) => {
      const place = { sheet: row.sheet, row: row.row, column: file.columns[field] ?? null, field };
      const value = row.values[field];
      return issueAt(id, enrolmentChecks[id].severity, { ...place, value: value ?? undefined }, params);
    }),
  );
  return [...beside, ...found];
}
