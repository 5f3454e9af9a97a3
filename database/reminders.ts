/** Reminders (催报): telling units that owe their word, each at most once a day by the same sender. */
import { sql } from 'kysely';
import type { Actor } from '../schemas/actor.ts';
import type { NewNotice } from '../schemas/notice.ts';
import { problem } from '../schemas/problem.ts';
import { tierOfKind, type UnitFacts, within } from '../schemas/unit.ts';
import { appendEvent } from './events.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';
import { type Round, undoneUnits } from './standing.ts';
import { unitById } from './units.ts';
import { unsubmittedUnits } from './unsubmitted.ts';

/** Units by id, or everybody below one who owes its word. */
export type Audience =
  | { readonly units: readonly string[]; readonly below?: undefined }
  | { readonly below: string; readonly units?: undefined };

/** The steps that units are reminded of, with the notices and the page that these lead to. */
const reminders = {
  collection: { school: 'reminder', area: 'reminder-area', href: '/' },
  enrolment: { school: 'reminder-enrolment', area: 'reminder-enrolment-area', href: '/enrolments' },
} as const;
export type RemindedStep = keyof typeof reminders;
export const remindedSteps = Object.keys(reminders) as [RemindedStep, ...RemindedStep[]];

/** What is read where a unit owes its own word, and where units below it owe theirs. */
export const reminderKind = (step: RemindedStep, undone: number | null) =>
  reminders[step][undone === null ? 'school' : 'area'];

/** When it is sent: the day in Asia/Shanghai, and the last day of the window if there is one; and of which step. */
export interface Occasion {
  /** The collection unless said. */
  readonly step?: RemindedStep;
  readonly today: string;
  readonly deadline: string | null;
}

/** One who will be told, with how many units below it owe their word; null for a unit that owes its own. */
interface Addressee {
  readonly id: string;
  readonly undone: number | null;
}

export interface Audit {
  readonly owing: readonly Addressee[];
  /** Of these, reminded by the same sender today. */
  readonly reminded: ReadonlySet<string>;
  /** Asked for, but with nothing left to do. */
  readonly done: number;
}

/**
 * Who would be told. Throws `not-found` for a unit outside the scope, and `not-your-tier` for one that is not below the actor.
 */
export async function auditAudience(
  tx: Scoped,
  actor: Actor,
  audience: Audience,
  round: Round,
  { today, step = 'collection' }: Occasion,
): Promise<Audit> {
  const owing =
    audience.below === undefined
      ? await owingOf(tx, actor, audience.units, round, step)
      : (await owingBelow(tx, await unitById(tx, audience.below), round, step)).map((id) => ({
          id,
          undone: null,
        }));
  const ids = owing.map(({ id }) => id);
  const { rows } = await sql<{ unit_id: string }>`select unit_id from reminders
    where sender_unit_id = ${actor.unit_id} and sent_on = ${today} and step = ${step} and unit_id = any(${ids}::bigint[])`.execute(
    tx.sql,
  );
  const done = audience.units === undefined ? 0 : new Set(audience.units).size - owing.length;
  return { owing, reminded: new Set(rows.map(({ unit_id }) => unit_id)), done };
}

/** Collection is what files tell; of the other steps there is the word alone. */
async function owingBelow(tx: Scoped, unit: UnitFacts, round: Round, step: RemindedStep): Promise<string[]> {
  if (step === 'collection') return await undoneUnits(tx, unit, round);
  const { campaign_id } = round;
  if (campaign_id === null) return [];
  return (await unsubmittedUnits(tx, unit, { campaign_id, step })).map(({ id }) => id);
}

async function owingOf(
  tx: Scoped,
  actor: Actor,
  ids: readonly string[],
  round: Round,
  step: RemindedStep,
): Promise<Addressee[]> {
  const owing: Addressee[] = [];
  for (const id of new Set(ids)) {
    const unit = await unitById(tx, id);
    requireBelow(actor, unit);
    const { length } = await owingBelow(tx, unit, round, step);
    if (length > 0) owing.push({ id, undone: tierOfKind[unit.kind] === 'school' ? null : length });
  }
  return owing;
}

function requireBelow(actor: Actor, unit: UnitFacts): void {
  if (unit.id === actor.unit_id || !within(actor.unit_path, unit.path)) {
    throw problem('not-your-tier', { by: 'superior' });
  }
}

export interface Reminded {
  readonly reminded: number;
  /** Had been reminded by the same sender today. */
  readonly skipped: number;
  /** Had nothing left to do. */
  readonly done: number;
}

/**
 * Reminds them. Of two at once one tells each unit, the other skips it. Throws `nothing-to-remind` when nobody owes anything, and
 * `reminded-today` when all of them heard it today.
 */
export async function remind(
  tx: Scoped,
  actor: Actor,
  audience: Audience,
  round: Round,
  occasion: Occasion,
): Promise<Reminded> {
  const { owing, done } = await auditAudience(tx, actor, audience, round, occasion);
  const { step = 'collection' } = occasion;
  if (owing.length === 0) throw problem('nothing-to-remind');
  const { rows } = await sql<{ unit_id: string }>`
    insert into reminders (unit_id, unit_path, sender_unit_id, sent_on, account_id, step)
    select id, path, ${actor.unit_id}, ${occasion.today}, ${actor.account_id}, ${step} from units
    where id = any(${owing.map(({ id }) => id)}::bigint[]) order by id
    on conflict do nothing returning unit_id`.execute(tx.sql);
  const fresh = new Set(rows.map(({ unit_id }) => unit_id));
  const skipped = owing.length - fresh.size;
  if (fresh.size === 0) throw problem('reminded-today', { count: skipped });
  await tell(
    tx,
    owing.filter(({ id }) => fresh.has(id)).map((one) => noticeFor(one, actor, occasion)),
  );
  await appendEvent(tx, {
    ...{ account_id: actor.account_id, unit_id: actor.unit_id, unit_path: actor.unit_path },
    ...{ subject: 'reminder', subject_id: audience.below ?? audience.units[0] ?? null, action: 'remind' },
    detail: { reminded: fresh.size, skipped, done, step },
  });
  return { reminded: fresh.size, skipped, done };
}

const noticeFor = (
  { id, undone }: Addressee,
  { unit_name }: Actor,
  { deadline, step = 'collection' }: Occasion,
): NewNotice => ({
  ...{ unit: id, kind: reminderKind(step, undone), href: reminders[step].href },
  params: { unit: unit_name, deadline: deadline ?? '—', ...(undone === null ? {} : { count: undone }) },
});
