/** What becomes of enrolments when their teachers move, leave or come back: in the transaction that does it, told to both sides. */
import { sql } from 'kysely';
import type { EnrolmentCell } from '../schemas/enrolment.ts';
import { enrolmentLifecycle } from '../schemas/enrolment-lifecycle.ts';
import { permitted } from '../schemas/lifecycle.ts';
import type { NewNotice } from '../schemas/notice.ts';
import { appendEnrolmentSteps, cellDetail } from './enrolment-trail.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';

/** A teacher's next version, where they are written to. */
interface WrittenTeacher {
  readonly id: string;
  readonly record: { readonly status: string | null };
}
type Unit = { readonly unit_id: string; readonly unit_path: string };

interface Touched extends EnrolmentCell {
  readonly id: string;
  readonly teacher_id: string;
  readonly from_id: string;
  readonly from_path: string;
  readonly from_name: string;
  readonly to_id: string;
  readonly to_path: string;
  readonly to_name: string;
}

/** The newest year whose campaign has begun. */
export const yearUnderWay = sql`(select max(c.year) from campaigns c join campaign_windows w on w.campaign_id = c.id
  where w.opens_on <= (now() at time zone 'Asia/Shanghai')::date)`;

/**
 * Enrolments of the newest year whose campaign has begun: those of years before stay where they were, as history. The calendar
 * reads alike in every scope, as enrolments don't: where nobody has enrolled yet this year, last year's would seem to be the newest.
 */
const ofThisYear = sql`e.campaign_year = ${yearUnderWay}`;

/**
 * Called with every new version of teachers, after it is written. Nothing is asked of the database where nobody moves and nobody's
 * status is said to be another than in service, unless they have just come back. The scope holds the units they leave and come to.
 */
export async function enrolmentsFollow(
  tx: Scoped,
  written: readonly WrittenTeacher[],
  to: Unit | null,
): Promise<void> {
  const gone = written.filter(({ record }) => record.status !== '在职').map(({ id }) => id);
  if (gone.length > 0) await end(tx, gone, 'departed');
  if (to === null) return;
  const moved = written.filter(({ record }) => record.status === '在职').map(({ id }) => id);
  if (moved.length === 0) return;
  if (tx.enrolment_on_move === 'release') return await end(tx, moved, 'moved', to);
  await follow(tx, moved, to);
  await restore(tx, moved);
}

/** Those of teachers who are in service again where they were; {@link enrolmentsFollow} does it for those who come elsewhere. */
export async function enrolmentsReturn(tx: Scoped, teacherIds: readonly string[]): Promise<void> {
  if (teacherIds.length > 0 && tx.enrolment_on_move !== 'release') await restore(tx, teacherIds);
}

async function follow(tx: Scoped, ids: readonly string[], to: Unit): Promise<void> {
  const row = permitted(enrolmentLifecycle, 'enrolled', 'follow', 'system');
  const { rows } = await sql<Touched>`
    with before as (
      select e.id, e.unit_id, e.unit_path from enrolments e
      where e.teacher_id = any(${ids}::bigint[]) and e.state = ${row.from} and e.unit_id <> ${to.unit_id} and ${ofThisYear}
      order by e.id for update)
    update enrolments e set unit_id = ${to.unit_id}, unit_path = ${to.unit_path}, version = e.version + 1
    from before b where e.id = b.id
    returning e.id, e.teacher_id, e.stage, e.subject, b.unit_id as from_id, b.unit_path as from_path, unit_name(b.unit_id) as from_name,
      e.unit_id as to_id, e.unit_path as to_path, unit_name(e.unit_id) as to_name`.execute(tx.sql);
  await conclude(tx, rows, 'follow', 'enrolment-followed');
}

async function end(
  tx: Scoped,
  ids: readonly string[],
  why: 'moved' | 'departed',
  to: Unit | null = null,
): Promise<void> {
  const row = permitted(enrolmentLifecycle, 'enrolled', 'end', 'system');
  const { rows } = await sql<Touched>`
    update enrolments e set state = ${row.to}, released_at = now(), released_why = ${why}, version = e.version + 1
    where e.teacher_id = any(${ids}::bigint[]) and e.state = ${row.from} and ${ofThisYear}
      and (${to === null} or e.unit_id <> ${to?.unit_id ?? '0'})
    returning e.id, e.teacher_id, e.stage, e.subject, e.unit_id as from_id, e.unit_path as from_path, unit_name(e.unit_id) as from_name,
      coalesce(${to?.unit_id ?? null}, e.unit_id) as to_id, coalesce(${to?.unit_path ?? null}, e.unit_path) as to_path,
      unit_name(coalesce(${to?.unit_id ?? null}, e.unit_id)) as to_name`.execute(tx.sql);
  await conclude(tx, rows, 'end', 'enrolment-ended');
}

/**
 * Ended by a departure that was undone, or was the way to another school: as it was, where the teacher is now and by the document
 * that they have now. Not where another record of the same person holds the year's place: one stands, and the unit finds the teacher
 * among those of whom it has to say something.
 */
async function restore(tx: Scoped, ids: readonly string[]): Promise<void> {
  const row = permitted(enrolmentLifecycle, 'released', 'restore', 'system');
  const { rows } = await sql<Touched>`
    with latest as (
      select distinct on (e.teacher_id) e.id, e.state, e.released_why, e.unit_id, e.unit_path,
        t.unit_id as to_id, t.unit_path as to_path, t.identity_hash
      from enrolments e join teachers t on t.id = e.teacher_id and t.status = '在职'
      where e.teacher_id = any(${ids}::bigint[]) and ${ofThisYear} order by e.teacher_id, e.id desc)
    update enrolments e set state = ${row.to}, released_at = null, released_why = null, version = e.version + 1,
      unit_id = l.to_id, unit_path = l.to_path, identity_hash = l.identity_hash
    from latest l where e.id = l.id and l.state = ${row.from} and l.released_why = 'departed'
      and not exists (select from enrolments held where held.campaign_year = e.campaign_year
        and held.identity_hash = l.identity_hash and held.state = 'enrolled')
    returning e.id, e.teacher_id, e.stage, e.subject, l.unit_id as from_id, l.unit_path as from_path, unit_name(l.unit_id) as from_name,
      e.unit_id as to_id, e.unit_path as to_path, unit_name(e.unit_id) as to_name`.execute(tx.sql);
  await conclude(tx, rows, 'restore', 'enrolment-restored');
}

/** An event at each side and a notice for each pair of units, with how many. */
async function conclude(
  tx: Scoped,
  touched: readonly Touched[],
  action: 'follow' | 'end' | 'restore',
  kind: NewNotice['kind'],
): Promise<void> {
  if (touched.length === 0) return;
  const steps = touched.flatMap(({ id, teacher_id, from_id, from_path, to_id, to_path, ...cell }) => {
    const detail = { ...cellDetail(cell), from: from_id, to: to_id };
    const at = (unit_id: string, unit_path: string) => ({
      ...{ enrolment_id: id, teacher_id, unit_id, unit_path, detail },
    });
    return from_id === to_id ? [at(from_id, from_path)] : [at(from_id, from_path), at(to_id, to_path)];
  });
  await appendEnrolmentSteps(tx, null, action, steps);
  const pairs = new Map<string, Touched[]>();
  for (const one of touched) {
    const key = `${one.from_id} ${one.to_id}`;
    pairs.set(key, [...(pairs.get(key) ?? []), one]);
  }
  const notices = [...pairs.values()].flatMap((same): NewNotice[] => {
    const [one] = same;
    if (one === undefined) return [];
    const params = { count: same.length, unit: one.from_name, from: one.from_name, to: one.to_name };
    return [...new Set([one.from_id, one.to_id])].map((unit) => ({
      ...{ unit, kind, params, href: '/enrolments' },
    }));
  });
  await tell(tx, notices);
}
