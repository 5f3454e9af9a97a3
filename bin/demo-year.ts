/** Plays the demo's campaign up to today by the functions that pages call, each act as the admin of its own unit. */
import { excuseTeachers } from '../database/enrolment-excuses.ts';
import { groundOf } from '../database/enrolment-ground.ts';
import { enrolmentLines } from '../database/enrolment-list.ts';
import { releaseEnrolment } from '../database/enrolment-releases.ts';
import { enrol } from '../database/enrolments.ts';
import { actOnExperts } from '../database/expert-decisions.ts';
import { proposeExperts } from '../database/experts.ts';
import { addExtension, decideExtension } from '../database/extensions.ts';
import { setOpenings } from '../database/openings.ts';
import type { Scoped } from '../database/scope.ts';
import { actOnSubmission } from '../database/submission-actions.ts';
import { unitById } from '../database/units.ts';
import {
  type DemoEnrolment,
  type DemoExpert,
  type DemoExtension,
  type DemoTeacherMeant,
  demoYear,
} from '../samples/demo-year.ts';
import type { Actor } from '../schemas/actor.ts';
import type { Campaign } from '../schemas/campaign.ts';
import { daysAfter, usualExtensions } from '../schemas/campaign-window.ts';
import { registeredCell } from '../schemas/enrolment.ts';
import { workshopOf } from '../schemas/expert.ts';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { teachersPerExpert } from '../schemas/staffing.ts';

/** The demo province as it was loaded, everything by the code of its unit. */
export interface DemoProvince {
  readonly campaign: Campaign;
  readonly now: Date;
  /** Throws for a unit that has no admin. */
  admin(code: string): Actor;
  /** The unit right above. */
  above(code: string): string;
  /** In service, in the order of the file. */
  teachers(code: string): readonly { readonly id: string; readonly record: TeacherRecord }[];
}

export async function playDemoYear(tx: Scoped, demo: DemoProvince): Promise<void> {
  for (const { by, to, stages } of demoYear.openings) {
    const units = to === 'all' ? to : to.map((code) => demo.admin(code).unit_id);
    await setOpenings(tx, demo.admin(by), demo.campaign, { units, stages, open: true }, demo.now);
  }
  for (const school of demoYear.enrolments) await playSchool(tx, demo, school);
  for (const release of demoYear.releases) await playRelease(tx, demo, release);
  for (const area of demoYear.words) await say(tx, demo, area, area, 'submit');
  for (const extension of demoYear.extensions) await playExtension(tx, demo, extension);
  for (const expert of demoYear.experts) await playExpert(tx, demo, expert);
}

async function playSchool(tx: Scoped, demo: DemoProvince, school: DemoEnrolment): Promise<void> {
  const { campaign } = demo;
  const actor = demo.admin(school.unit);
  const unit = await unitById(tx, actor.unit_id);
  const ground = await groundOf(tx, campaign, unit);
  const { length } = demo.teachers(school.unit);
  const { lines } = await enrolmentLines(tx, campaign, unit.id, { limit: length });
  const settled = lines.slice(0, length - (school.left ?? 0));
  const wishes = settled.flatMap((line) => {
    const cell = registeredCell(ground, line);
    return cell === null ? [] : [{ teacher_id: line.teacher_id, ...cell }];
  });
  const codes = school.excused ?? [];
  // The first is the head, who takes part.
  const excused = wishes
    .slice(1, 1 + codes.length)
    .map(({ teacher_id }, at) => ({ teacher_id, code: codes[at] ?? 'sick', note: null }));
  const away = new Set(excused.map(({ teacher_id }) => teacher_id));
  const taking = wishes.filter(({ teacher_id }) => !away.has(teacher_id));
  await enrol(tx, actor, campaign, unit, taking, { at: demo.now });
  await excuseTeachers(tx, actor, campaign, unit, excused, demo.now);
  if (school.word === undefined) return;
  await say(tx, demo, school.unit, school.unit, 'submit');
  const above = demo.above(school.unit);
  if (school.word === 'accepted') await say(tx, demo, above, school.unit, 'accept');
  if (school.word === 'returned') await say(tx, demo, above, school.unit, 'return', demoYear.returned);
}

const say = (
  tx: Scoped,
  { campaign, now, admin }: DemoProvince,
  by: string,
  of: string,
  action: string,
  reason: string | null = null,
): Promise<void> =>
  actOnSubmission(
    tx,
    admin(by),
    { campaign_id: campaign.id, step: 'enrolment', unit_id: admin(of).unit_id },
    { action, reason, now },
  );

const meant = (demo: DemoProvince, { unit, stage, subject }: DemoTeacherMeant) => {
  const found = demo
    .teachers(unit)
    .filter(({ record }) => record.stage === stage && record.subject === subject)
    .sort((a, b) => Number(isSenior(b.record)) - Number(isSenior(a.record)));
  const [first] = found;
  if (first === undefined) throw new Error(`the demo has no teacher of ${stage}${subject ?? ''} at ${unit}`);
  return first;
};
const isSenior = ({ title }: TeacherRecord): boolean => title === '高级' || title === '正高级';

async function playRelease(
  tx: Scoped,
  demo: DemoProvince,
  { by, reason, ...whom }: DemoTeacherMeant & { readonly by: string; readonly reason: string },
): Promise<void> {
  const { id } = meant(demo, whom);
  const { campaign, now } = demo;
  const unit = demo.admin(whom.unit);
  const { lines } = await enrolmentLines(tx, campaign, unit.unit_id, {
    limit: demo.teachers(whom.unit).length,
  });
  const enrolment = lines.find(({ teacher_id }) => teacher_id === id)?.enrolment;
  if (enrolment == null) throw new Error(`the demo releases somebody of ${whom.unit} who is not enrolled`);
  await releaseEnrolment(tx, demo.admin(by), enrolment.id, reason, now);
}

async function playExtension(
  tx: Scoped,
  demo: DemoProvince,
  { unit, days, reason, granted }: DemoExtension,
): Promise<void> {
  const { campaign, now } = demo;
  const closes_on = campaign.windows.enrolment?.closes_on;
  if (closes_on === undefined) return;
  const judgement = { policy: usualExtensions, now };
  const actor = demo.admin(unit);
  const wanted = { step: 'enrolment', unit_id: actor.unit_id, covers: 'unit' } as const;
  const until = daysAfter(closes_on, days);
  const id = await addExtension(tx, actor, campaign, { ...wanted, until, reason }, judgement);
  if (granted !== true) return;
  await decideExtension(tx, demo.admin(demo.above(unit)), [campaign], id, 'grant', {}, judgement);
}

async function playExpert(tx: Scoped, demo: DemoProvince, expert: DemoExpert): Promise<void> {
  const actor = demo.admin(expert.by);
  const place = demo.admin(expert.unit);
  const area = demo.admin(demo.above(expert.unit));
  const { id, record } = meant(demo, expert);
  const { name, id_type, id_number, mobile, email, title } = record;
  if (name === null || id_type === null || id_number === null || mobile === null || title === null) {
    throw new Error(`the demo's expert at ${expert.unit} has blank cells`);
  }
  const isHost = actor.tier === 'province';
  const { stage, subject } = expert;
  const [added = ''] = await proposeExperts(tx, actor, [
    {
      ...{ campaign_id: demo.campaign.id, stage, subject, title, teacher_id: id, upload_id: null },
      ...{ name, id_type, id_number, mobile, email, honours: null, serves: null },
      level: isHost ? '省级' : actor.tier === 'city' ? '市级' : '县级',
      workshop: isHost ? workshopOf(stage, subject) : null,
      ...{ workplace: place.unit_name, county: area.unit_name, county_id: isHost ? null : area.unit_id },
      capacity: teachersPerExpert,
    },
  ]);
  if (expert.decision === undefined) return;
  const reason = expert.decision === 'decline' ? demoYear.declined : null;
  const city = demo.admin(demo.above(expert.by));
  await actOnExperts(tx, city, [added], { action: expert.decision, reason, now: demo.now });
}
