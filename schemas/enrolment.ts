/** Enrolment: who may take part in which stage and subject, and what a school says of those who don't. */
import type { Words } from './language.ts';
import { mayChooseAnyStage, type Post } from './stage-choice.ts';
import type { Stage, Subject } from './subject.ts';
import type { UnitFacts } from './unit.ts';

/** Why somebody is not enrolled. Only `other` is told in words. */
export const excuses = {
  sick: { zh: '病假', en: 'Sick leave' },
  maternity: { zh: '产假', en: 'Maternity leave' },
  retiring: { zh: '即将退休', en: 'About to retire' },
  support: { zh: '支教、挂职', en: 'Seconded elsewhere' },
  study: { zh: '脱产进修', en: 'On study leave' },
  'not-teaching': { zh: '不任课', en: 'Does not teach' },
  'not-open': { zh: '任教学段未开放报名', en: 'The stage is not open' },
  other: { zh: '其他原因', en: 'Another reason' },
} as const satisfies Record<string, Words>;
export type ExcuseCode = keyof typeof excuses;
export const excuseOrder = Object.keys(excuses) as ExcuseCode[];
export const longestExcuse_chars = 200;

/** What released an enrolment: somebody's word, or what happened to the teacher. */
export type ReleaseCause = 'word' | 'moved' | 'departed';

/** What becomes of an enrolment when its teacher moves to another unit (`MUSTER_ENROLMENT_ON_MOVE`). */
export const movePolicies = ['follow', 'release'] as const;
export type MovePolicy = (typeof movePolicies)[number];

/** One subject of one stage; a kindergarten has none. */
export interface EnrolmentCell {
  readonly stage: Stage;
  readonly subject: Subject | null;
}
export const cellText = ({ stage, subject }: EnrolmentCell): string =>
  subject === null ? stage : `${stage}${subject}`;

/** What the registry says of whoever is to be enrolled. */
export interface Candidate extends Post {
  readonly unit_id: string;
  readonly status: string | null;
  /** In the registry or in the file. */
  readonly has_certificate: boolean;
}

/** What of a unit and its campaign decides about enrolments there. */
export interface EnrolmentGround {
  readonly unit: Pick<UnitFacts, 'id' | 'name' | 'kind' | 'stages' | 'licence_no'>;
  /** Stages that are open to the unit. */
  readonly open: ReadonlySet<Stage>;
  /** Stages that are open to the area it stands in: for whoever may choose one that the unit itself does not offer. */
  readonly open_above: ReadonlySet<Stage>;
  /** The campaign's subjects of each stage. */
  readonly subjects: Readonly<Record<Stage, readonly Subject[]>>;
}

/** What keeps somebody from being enrolled, in a word. */
export const enrolmentRefusals = {
  'not-here': { zh: '不是本单位的教师', en: 'is not a teacher here' },
  'not-in-service': { zh: '不在职', en: 'is not in service' },
  'stage-not-offered': { zh: '本单位没有这个学段', en: 'the unit does not offer that stage' },
  'licence-missing': { zh: '本园没有登记办园许可证号', en: 'the kindergarten has no licence on file' },
  'not-opened': { zh: '这个学段还没有开放报名', en: 'that stage is not open' },
  'subject-missing': { zh: '没有选择学科', en: 'no subject was chosen' },
  'subject-not-of-stage': { zh: '所选学科不属于这个学段', en: 'the stage has no such subject' },
  'certificate-missing': {
    zh: '没有登记教师资格证，机构人员须有资格证才能报名',
    en: 'has no teaching certificate on file, which staff of institutions need',
  },
} as const satisfies Record<string, Words>;
export type EnrolmentRefusal = keyof typeof enrolmentRefusals;

/** Why somebody can't be enrolled in a cell at a unit; null when they can. One subject a year is the table's to refuse. */
export function enrolmentRefusal(
  ground: EnrolmentGround,
  person: Candidate,
  { stage, subject }: EnrolmentCell,
): EnrolmentRefusal | null {
  const { unit, subjects } = ground;
  if (person.unit_id !== unit.id) return 'not-here';
  if (person.status !== '在职') return 'not-in-service';
  const refused = stageRefusal(ground, person, stage);
  if (refused !== null) return refused;
  if (subjects[stage].length > 0 || stage !== '幼儿园') {
    if (subject === null) return 'subject-missing';
    if (!subjects[stage].includes(subject)) return 'subject-not-of-stage';
  } else if (subject !== null) return 'subject-not-of-stage';
  return unit.kind !== 'school' && !person.has_certificate ? 'certificate-missing' : null;
}

function stageRefusal(
  { unit, open, open_above }: EnrolmentGround,
  person: Post,
  stage: Stage,
): EnrolmentRefusal | null {
  const isOffered = unit.kind !== 'school' || unit.stages.includes(stage);
  if (!isOffered) {
    // A head of a primary school may take part at another stage, as long as both take part at all.
    if (!mayChooseAnyStage(person, unit)) return 'stage-not-offered';
    return open.size > 0 && open_above.has(stage) ? null : 'not-opened';
  }
  if (stage === '幼儿园' && unit.kind === 'school' && !unit.licence_no) return 'licence-missing';
  return open.has(stage) ? null : 'not-opened';
}

/** What the registry says of a teacher in service at the unit, and what they teach. */
export interface Registered extends Post, Pick<Candidate, 'has_certificate'> {
  readonly registered: { readonly stage: Stage | null; readonly subject: Subject | null };
}

/** What somebody in service at the unit is registered for, where they can be enrolled in it as it stands. */
export function registeredCell(ground: EnrolmentGround, teacher: Registered): EnrolmentCell | null {
  const { stage, subject } = teacher.registered;
  if (stage === null) return null;
  const cell = { stage, subject: stage === '幼儿园' ? null : subject };
  const person = { ...teacher, unit_id: ground.unit.id, status: '在职' };
  return enrolmentRefusal(ground, person, cell) === null ? cell : null;
}

/** Stages that somebody at the unit may choose. */
export const stagesFor = (ground: EnrolmentGround, person: Post): Stage[] =>
  (Object.keys(ground.subjects) as Stage[]).filter((stage) => stageRefusal(ground, person, stage) === null);

/** Where a teacher in service stands. `broken`: enrolled, but in what is no longer open or at another unit. */
export const standings = {
  neither: { zh: '待处理', en: 'Not settled' },
  enrolled: { zh: '已报名', en: 'Enrolled' },
  excused: { zh: '不报名（已说明）', en: 'Excused' },
  broken: { zh: '报名不成立', en: 'No longer holds' },
} as const satisfies Record<string, Words>;
export type Standing = keyof typeof standings;
export const standingOrder = Object.keys(standings) as Standing[];
export type Tally = Readonly<Record<Standing, number>>;
export const emptyTally: Tally = { neither: 0, enrolled: 0, excused: 0, broken: 0 };
