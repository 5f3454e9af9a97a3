/** Enrolments: written all or none, one subject a teacher and year. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { Campaign } from '../schemas/campaign.ts';
import {
  cellText,
  type EnrolmentCell,
  type EnrolmentRefusal,
  enrolmentRefusal,
} from '../schemas/enrolment.ts';
import { type Problem, problem } from '../schemas/problem.ts';
import {
  type FullGround,
  groundOf,
  type HeldUnit,
  type LockedCandidate,
  lockCandidates,
  nameOfHolder,
} from './enrolment-ground.ts';
import { permitEnrolment } from './enrolment-permits.ts';
import { appendEnrolmentSteps, cellDetail, formerDetail } from './enrolment-trail.ts';
import { holdOpenings } from './opening-facts.ts';
import { beyondScope, type Scoped, visibleTo } from './scope.ts';
import { hasWord } from './submission-locks.ts';
import { nameAbove } from './unit-windows.ts';

export interface EnrolmentWish extends EnrolmentCell {
  readonly teacher_id: string;
  /** A certificate that the file names; the registry's own counts as well. */
  readonly cert_no?: string | null;
  /** What stood there when it was asked for; undefined where nobody looked. */
  readonly seen?: EnrolmentCell | null;
}

export interface EnrolmentOutcome {
  readonly enrolled: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Where the wishes come from. */
export interface EnrolmentSource {
  /** When they were said, by which the days are judged: now, or when the file was received. */
  readonly at: Date;
  readonly upload_id?: string | null;
}

/** Throws `enrolment-submitted` where the unit has given its word on enrolment; it can't give it until the transaction ends. */
export async function requireUnlocked(
  tx: Scoped,
  campaign: Pick<Campaign, 'id'>,
  unit: Pick<HeldUnit, 'id' | 'name' | 'path'>,
): Promise<void> {
  if (!(await hasWord(tx, { campaign_id: campaign.id, step: 'enrolment', unit_id: unit.id }))) return;
  throw problem('enrolment-submitted', {
    unit: unit.name,
    superior: (await nameAbove(tx, unit.path)) ?? '',
  });
}

/**
 * Enrols teachers of one unit, or changes what they are enrolled in; all of them or none. What is held meanwhile: the unit's word,
 * the openings above it, the teachers; whoever moves one of them waits. `tx` sees the unit. Throws `window-closed`, `not-your-tier`,
 * `enrolment-submitted`, `not-found` for a teacher out of scope, `not-to-enrol`, `enrolment-moved`, and `already-enrolled` with where,
 * in what, and who can release it; `stale` where one was changed or released at the same moment.
 */
export async function enrol(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: HeldUnit,
  wishes: readonly EnrolmentWish[],
  { at, upload_id = null }: EnrolmentSource,
): Promise<EnrolmentOutcome> {
  if (wishes.length === 0) return { enrolled: 0, changed: 0, unchanged: 0 };
  await requireUnlocked(tx, campaign, unit);
  await holdOpenings(tx, campaign.id, [unit.path]);
  const ground = await groundOf(tx, campaign, unit);
  const people = await lockCandidates(
    tx,
    wishes.map(({ teacher_id }) => teacher_id),
  );
  const fresh: (EnrolmentWish & LockedCandidate)[] = [];
  const changed: Change[] = [];
  const held = await heldBy(tx, campaign, [...people.keys()]);
  if (held.size < people.size)
    await permitEnrolment(tx, actor, campaign, unit, { state: 'none', action: 'enrol', at });
  for (const wish of wishes) {
    const person = people.get(wish.teacher_id);
    if (person === undefined) throw problem('not-found');
    const candidate = { ...person, has_certificate: person.has_certificate || Boolean(wish.cert_no) };
    const code = enrolmentRefusal(ground, candidate, wish);
    if (code !== null) throw refused(code, ground, person.name, wish);
    const now = held.get(wish.teacher_id) ?? null;
    if (wish.seen !== undefined && !isSame(wish.seen, now))
      throw problem('enrolment-moved', { name: person.name });
    if (now === null) fresh.push({ ...person, ...wish });
    else if (now.unit_id !== unit.id || now.campaign_id !== campaign.id)
      await refuseHeld(tx, campaign, person);
    else if (!isSame(now, wish)) changed.push({ ...wish, id: now.id, was: now });
  }
  if (changed.length > 0)
    await permitEnrolment(tx, actor, campaign, unit, { state: 'enrolled', action: 'change', at });
  await insert(tx, actor, campaign, unit, fresh, upload_id);
  await change(tx, actor, unit, changed, upload_id);
  await forget(
    tx,
    campaign,
    wishes.map(({ teacher_id }) => teacher_id),
  );
  const counts = { enrolled: fresh.length, changed: changed.length };
  return { ...counts, unchanged: wishes.length - fresh.length - changed.length };
}

/** As the problem that says who must do what. */
function refused(
  code: EnrolmentRefusal,
  { unit, missing }: FullGround,
  name: string,
  { stage }: EnrolmentCell,
): Problem {
  const opening = missing.get(stage);
  if (code === 'not-opened' && opening !== undefined) return problem('not-opened', { stage, ...opening });
  if (code === 'stage-not-offered' || code === 'licence-missing')
    return problem(code, { unit: unit.name, stage });
  return problem('not-to-enrol', { name, why: code });
}

const isSame = (a: EnrolmentCell | null, b: EnrolmentCell | null): boolean =>
  a?.stage === b?.stage && a?.subject === b?.subject;

interface Change extends EnrolmentWish {
  readonly id: string;
  readonly was: Held;
}

interface Held extends EnrolmentCell {
  readonly id: string;
  readonly version: number;
  readonly teacher_id: string;
  readonly unit_id: string;
  readonly campaign_id: string;
}

/** What these teachers are enrolled in this year within scope, by teacher. */
async function heldBy(
  tx: Scoped,
  campaign: Campaign,
  teacherIds: readonly string[],
): Promise<ReadonlyMap<string, Held>> {
  const rows = await tx.sql
    .selectFrom('enrolments')
    .where('campaign_year', '=', campaign.year)
    .where('state', '=', 'enrolled')
    .where(sql<boolean>`teacher_id = any(${teacherIds}::bigint[])`)
    .where(visibleTo(tx.scope))
    .select(['id', 'version', 'teacher_id', 'unit_id', 'campaign_id', 'stage', 'subject'])
    .execute();
  return new Map(rows.map((row) => [row.teacher_id, row]));
}

/** The unique index decides between two who enrol one person at the same moment: the later one waits, and is told who was first. */
async function insert(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  unit: HeldUnit,
  wishes: readonly (EnrolmentWish & LockedCandidate)[],
  upload_id: string | null,
): Promise<void> {
  if (wishes.length === 0) return;
  const rows = wishes.map(({ teacher_id, identity_hash, stage, subject }) => ({
    ...{ teacher_id, stage, subject },
    identity_hash: identity_hash.toString('base64'),
  }));
  const written = await sql<EnrolmentCell & { id: string; teacher_id: string }>`
    insert into enrolments (campaign_id, campaign_year, teacher_id, identity_hash, unit_id, unit_path, stage, subject, state,
      upload_id, enrolled_by)
    select ${campaign.id}, ${campaign.year}, x.teacher_id, decode(x.identity_hash, 'base64'), ${unit.id}, ${unit.path}, x.stage,
      x.subject, 'enrolled', ${upload_id}, ${actor.account_id}
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (teacher_id bigint, identity_hash text, stage text, subject text)
    order by x.teacher_id
    on conflict do nothing returning id, teacher_id, stage, subject`.execute(tx.sql);
  const done = new Set(written.rows.map(({ teacher_id }) => teacher_id));
  const lost = wishes.find(({ teacher_id }) => !done.has(teacher_id));
  if (lost !== undefined) await refuseHeld(tx, campaign, lost);
  const steps = written.rows.map(({ id, teacher_id, ...cell }) => ({
    ...{ enrolment_id: id, teacher_id, unit_id: unit.id, unit_path: unit.path },
    detail: { ...cellDetail(cell), campaign_id: campaign.id, upload_id },
  }));
  await appendEnrolmentSteps(tx, actor.account_id, 'enrol', steps);
}

/** Throws `already-enrolled`: names of units and what it is in, nothing else of another school. */
async function refuseHeld(
  tx: Scoped,
  campaign: Campaign,
  person: Pick<LockedCandidate, 'identity_hash'>,
): Promise<never> {
  const holder = await beyondScope(tx, (all) => nameOfHolder(all, campaign.year, person.identity_hash));
  if (holder === null) throw problem('stale');
  const { unit, superior } = holder;
  throw problem('already-enrolled', { unit, superior: superior ?? '', cell: cellText(holder) });
}

async function change(
  tx: Scoped,
  actor: Actor,
  unit: HeldUnit,
  wishes: readonly Change[],
  upload_id: string | null,
): Promise<void> {
  if (wishes.length === 0) return;
  const rows = wishes.map(({ id, was: { version }, stage, subject }) => ({ id, version, stage, subject }));
  const { rows: written } = await sql<{
    id: string;
  }>`update enrolments e set stage = x.stage, subject = x.subject, version = e.version + 1,
      upload_id = coalesce(${upload_id}, e.upload_id)
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (id bigint, version int, stage text, subject text)
    where e.id = x.id and e.version = x.version returning e.id`.execute(tx.sql);
  // Somebody has changed or released one of them at this very moment.
  if (written.length < wishes.length) throw problem('stale');
  const steps = wishes.map(({ id, teacher_id, was, ...cell }) => ({
    ...{ enrolment_id: id, teacher_id, unit_id: unit.id, unit_path: unit.path },
    detail: { ...formerDetail(was), ...cellDetail(cell), upload_id },
  }));
  await appendEnrolmentSteps(tx, actor.account_id, 'change', steps);
}

/** Whoever is enrolled needs no excuse any more. */
async function forget(tx: Scoped, campaign: Campaign, teacherIds: readonly string[]): Promise<void> {
  await sql`delete from enrolment_excuses where campaign_id = ${campaign.id} and teacher_id = any(${teacherIds}::bigint[])`.execute(
    tx.sql,
  );
}
