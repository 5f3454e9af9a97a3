/** Diagnosis: the laws of a registry that one statement each can tell, on a registry that is at work. */
import { sql } from 'kysely';
import type { Diagnosis, Law } from '../schemas/diagnosis.ts';
import { closedStates } from '../schemas/submission-lifecycle.ts';
import { owedIn } from '../schemas/upload-lifecycle.ts';
import type { Database } from './connect.ts';
import { debtOf } from './debts.ts';
import { asSystem } from './scope.ts';

/** Each selects, as `what`, whatever breaks its law. A statement sees one moment, so work in hand breaks nothing. */
const statements = {
  'one-active-record': `select 'teachers ' || string_agg(id::text, ', ' order by id) as what
    from teachers where status = '在职' group by identity_hash having count(*) > 1`,
  'applied-once': `select 'change ' || c.id as what from changes c
    join uploads u on u.change_set_id = c.change_set_id
    left join teacher_revisions r on r.change_id = c.id
    where c.kind <> 'verify' group by c.id, u.state, c.decision
    having count(r.teacher_id) <> case when u.state = 'applied' and c.decision = 'approve' then 1 else 0 end`,
  'applied-with-event': `select 'upload ' || u.id as what from uploads u
    left join events e on e.subject = 'upload' and e.subject_id = u.id and e.action = 'apply'
    where u.change_set_id is not null group by u.id
    having count(e.id) <> case when u.state = 'applied' then 1 else 0 end`,
  'state-owes-its-work': `select 'upload ' || id as what from uploads
    where owes is distinct from ${debtOf(owedIn)}`,
  'trail-tells-the-state': `select 'upload ' || u.id as what from uploads u
    join lateral (select e.detail->>'to' as state from events e
      where e.subject = 'upload' and e.subject_id = u.id and e.detail ? 'to' order by e.id desc limit 1) last on true
    where last.state <> u.state`,
  'files-are-kept': `select 'upload ' || u.id as what from uploads u left join upload_files f on f.upload_id = u.id
    where f.upload_id is null and u.reverts is null and u.file_deleted_at is null`,
  'enrolled-in-service': `select 'enrolment ' || e.id as what from enrolments e join teachers t on t.id = e.teacher_id
    where e.state = 'enrolled' and (t.status <> '在职' or t.unit_id <> e.unit_id or t.identity_hash <> e.identity_hash)`,
  'moved-once': `select 'transfer ' || t.id as what from transfers t
    where t.state = 'carried_out' and not exists (select from teacher_revisions r
      where r.teacher_id = t.teacher_id and r.kind = 'transfer' and r.unit_id = t.to_unit_id)`,
  'nobody-at-a-closed-unit': `select 'teacher ' || t.id as what from teachers t
    join units u on u.id = t.unit_id where t.status = '在职' and u.closed_at is not null`,
  'headcounts-are-true': `select 'unit ' || unit_id as what from (
      select unit_id, stage, status, teachers, verified from headcounts
      union all select unit_id, stage, status, -1, -(verified_at is not null)::int from teachers) counted
    group by unit_id, stage, status having sum(teachers) <> 0 or sum(verified) <> 0`,
  'word-with-its-count': `select 'submission ' || s.id as what from submissions s
    left join submission_snapshots n on n.id = s.snapshot_id and n.submission_id = s.id
    where s.state in (${closedStates.map((state) => `'${state}'`).join(', ')}) and (n.id is null
      or (n.counts->>'teachers')::int <> (select coalesce(sum(people::int), 0) from jsonb_each_text(n.counts->'stages') as each (stage, people)))`,
  'nothing-waits-for-ever': `select 'upload ' || id as what from uploads
      where owes is not null and greatest(received_at, submitted_at, reviewed_at) < now() - interval '1 hour'
    union all select 'export ' || id from exports where owes is not null and asked_at < now() - interval '1 hour'`,
} as const satisfies Partial<Record<Law, string>>;

const most = 10;

/** How each law stands that a statement can tell, in their order. Reads whole tables: for an operator, not for a page. */
export async function* diagnose(db: Database): AsyncGenerator<Diagnosis> {
  for (const [law, statement] of Object.entries(statements)) {
    const { rows } = await asSystem(db, (tx) =>
      sql<{ found: number; examples: string[] | null }>`
        select count(*)::int as found, (array_agg(what))[1:${sql.lit(most)}] as examples
        from (${sql.raw(statement)}) broken`.execute(tx.sql),
    );
    yield { law: law as Law, found: rows[0]?.found ?? 0, examples: rows[0]?.examples ?? [] };
  }
}
