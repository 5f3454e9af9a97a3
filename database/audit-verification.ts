/** Verifying the audit trail: one walk along all seals in one snapshot of the database, read through a cursor. */
import { sql, type Transaction } from 'kysely';
import type { AuditFinding, AuditReport } from '../schemas/audit-report.ts';
import { everywhere } from '../schemas/unit.ts';
import { type Anchor, allHeads, anchorsOf } from './audit-anchors.ts';
import { anchorOf, eventText, nothingBefore } from './audit-chain.ts';
import { startWalk, type Walk, type WalkedSeal } from './audit-walk.ts';
import type { Database } from './connect.ts';
import type { Scoped } from './scope.ts';
import type { Tables } from './tables.ts';

/** Seals read at once. */
const step = 5_000;
const mostFindings = 1_000;

interface VerifyOptions {
  /** Anchors that were kept outside the database. */
  readonly kept?: readonly Anchor[];
}

/** Reads every seal and every event once; memory grows with the units, not with the events. Changes nothing. */
export const verifyAudit = (db: Database, { kept = [] }: VerifyOptions = {}): Promise<AuditReport> =>
  db.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { keys, enrolment_on_move, counts, duties } = db;
      await sql`select set_config('muster.scope', ${everywhere}, true)`.execute(trx);
      return await verify(
        { ...{ sql: trx, keys, enrolment_on_move, counts, duties }, scope: everywhere, request_id: null },
        kept,
      );
    });

async function verify(tx: Scoped, kept: readonly Anchor[]): Promise<AuditReport> {
  const findings: AuditFinding[] = [];
  let found = 0;
  const tell = (finding: AuditFinding): void => {
    found += 1;
    if (findings.length < mostFindings) findings.push(finding);
  };
  const anchors = await anchorsOf(tx);
  const walk = startWalk(tx.keys, tell);
  const check = anchorCheck(tx, anchors, walk, tell);
  let sealed = 0;
  for await (const seal of sealsOf(tx.sql)) {
    check(Number(seal.number) - 1);
    walk.step(seal);
    sealed += 1;
  }
  check(Number.POSITIVE_INFINITY);
  walk.finish({ heads: await allHeads(tx), number: await lastSpokenOf(tx, anchors) });
  for (const event of await unsealedEvents(tx)) tell(event);
  for (const finding of anchorsAgainst(kept, anchors)) tell(finding);
  const waiting = await waitingCount(tx);
  return { sealed, units: walk.heads.size, anchors: anchors.length, waiting, found, findings };
}

const declared = sql`declare audit_walk no scroll cursor for
  select s.number, s.unit_id, s.sequence, s.event_id, s.mac, case when e.id is not null then ${eventText} end as text,
    (extract(epoch from e.at) * 1000000)::bigint as at
  from audit_seals s left join events e on e.id = s.event_id order by s.number`;

/** The next seals are on their way while the last are looked at. */
async function* sealsOf(trx: Transaction<Tables>): AsyncGenerator<WalkedSeal> {
  await declared.execute(trx);
  const more = async () => (await sql.raw<WalkedSeal>(`fetch ${step} from audit_walk`).execute(trx)).rows;
  let coming = more();
  for (;;) {
    const rows = await coming;
    if (rows.length === 0) return;
    coming = more();
    yield* rows;
  }
}

const ofAnchor = (fault: AuditFinding['fault'], { day, number }: Anchor): AuditFinding => ({
  ...{ fault, unit_id: null, sequence: null, event_id: null, day, number },
});

/** Holds each anchor against the heads as they are when the walk has come past its number. */
function anchorCheck(
  { keys }: Scoped,
  anchors: readonly Anchor[],
  { heads }: Walk,
  tell: (finding: AuditFinding) => void,
) {
  let next = 0;
  return (reached: number): void => {
    for (
      let anchor = anchors[next];
      anchor !== undefined && anchor.number <= reached;
      anchor = anchors[next]
    ) {
      const before = anchors[next - 1]?.digest ?? nothingBefore;
      if (!anchorOf(keys, anchor, before, heads).equals(anchor.digest)) tell(ofAnchor('anchor', anchor));
      next += 1;
    }
  };
}

async function lastSpokenOf(tx: Scoped, anchors: readonly Anchor[]): Promise<number> {
  const { rows } = await sql<{
    number: string | null;
  }>`select max(number) as number from audit_heads`.execute(tx.sql);
  return Math.max(Number(rows[0]?.number ?? 0), ...anchors.map(({ number }) => number));
}

/** Events that came past the trigger, and those that were gone before they were sealed. */
async function unsealedEvents(tx: Scoped): Promise<AuditFinding[]> {
  const { rows } = await sql<Pick<AuditFinding, 'fault' | 'unit_id' | 'event_id'>>`
    (select 'inserted' as fault, e.unit_id, e.id as event_id from events e
      where not exists (select from audit_seals s where s.event_id = e.id)
        and not exists (select from audit_pending p where p.event_id = e.id)
      order by e.id limit ${mostFindings})
    union all
    (select 'event-missing', null, p.event_id from audit_pending p
      where not exists (select from events e where e.id = p.event_id) limit ${mostFindings})`.execute(tx.sql);
  return rows.map((row) => ({ ...row, sequence: null, number: null, day: null }));
}

function anchorsAgainst(kept: readonly Anchor[], anchors: readonly Anchor[]): AuditFinding[] {
  const byDay = new Map(anchors.map((anchor) => [anchor.day, anchor]));
  return kept.flatMap((anchor) => {
    const own = byDay.get(anchor.day);
    if (own === undefined) return [ofAnchor('anchor-missing', anchor)];
    const isSame = own.number === anchor.number && own.digest.equals(anchor.digest);
    return isSame ? [] : [ofAnchor('anchor-differs', anchor)];
  });
}

async function waitingCount(tx: Scoped): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_pending`.execute(
    tx.sql,
  );
  return rows[0]?.count ?? 0;
}
