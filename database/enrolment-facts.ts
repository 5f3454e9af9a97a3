/** What the registry and this year's enrolments know of the rows of an enrolment workbook, in a few statements whatever their number. */
import { sql } from 'kysely';
import type { Campaign } from '../schemas/campaign.ts';
import type { EnrolmentFileFacts, HeldEnrolment } from '../schemas/enrolment-form.ts';
import { identityKey } from '../schemas/snapshot.ts';
import { campaignAt, campaignById, projectsOf } from './campaigns.ts';
import { groundOf, type HeldUnit } from './enrolment-ground.ts';
import type { Scoped } from './scope.ts';
import { identityHash } from './teacher-record.ts';
import { type Document, peopleByDocument } from './transfer-lookups.ts';

/**
 * The campaign that a file enrols in: the one it was sent in for, else the one at the moment it was received; null without any. With
 * that moment, by which its days are judged.
 */
export async function campaignOfUpload(
  tx: Scoped,
  uploadId: string,
): Promise<{ readonly campaign: Campaign | null; readonly received_at: Date }> {
  const upload = await tx.sql
    .selectFrom('uploads')
    .where('id', '=', uploadId)
    .select(['campaign_id', 'received_at'])
    .executeTakeFirstOrThrow();
  const { campaign_id, received_at } = upload;
  const campaign =
    campaign_id === null ? await campaignAt(tx, received_at) : await campaignById(tx, campaign_id);
  return { campaign, received_at };
}

/** To be asked across all units: a row may name anybody, and a teacher may be enrolled anywhere. */
export async function enrolmentFacts(
  tx: Scoped,
  campaign: Campaign,
  unit: HeldUnit,
  rows: readonly (Document & { readonly cert_no: string | null })[],
): Promise<EnrolmentFileFacts> {
  const people = await peopleByDocument(tx, rows);
  const held = await heldByDocument(tx, campaign, rows);
  const named = rows.flatMap((row) => people.get(identityKey(row))?.id ?? []);
  return {
    ...{ campaign_id: campaign.id, campaign_name: campaign.name },
    projects: await projectsOf(tx, campaign.id),
    ground: await groundOf(tx, campaign, unit),
    rows: rows.map((row) => {
      const found = people.get(identityKey(row));
      const person =
        found === undefined
          ? null
          : {
              ...{ id: found.id, name: found.record.name ?? '', unit_id: found.unit_id },
              ...{ status: found.record.status, post_type: found.record.post_type },
              cert_type: found.record.cert_type,
              has_certificate: found.record.cert_no !== null || row.cert_no !== null,
            };
      return { person, held: held.get(identityHash(tx.keys, row).toString('hex')) ?? null };
    }),
    not_in_file: await notNamed(tx, campaign, unit, named),
  };
}

async function heldByDocument(
  tx: Scoped,
  campaign: Campaign,
  documents: readonly Document[],
): Promise<ReadonlyMap<string, HeldEnrolment>> {
  const hashes = documents.map((one) => identityHash(tx.keys, one));
  const { rows } = await sql<HeldEnrolment & { hash: string }>`
    select encode(e.identity_hash, 'hex') as hash, e.stage, e.subject, e.unit_id, e.campaign_id, u.name as unit, a.name as superior
    from enrolments e join units u on u.id = e.unit_id left join units a on a.id = u.parent_id
    where e.campaign_year = ${campaign.year} and e.state = 'enrolled' and e.identity_hash = any(${hashes}::bytea[])`.execute(
    tx.sql,
  );
  return new Map(rows.map(({ hash, ...row }) => [hash, row]));
}

async function notNamed(
  tx: Scoped,
  campaign: Campaign,
  unit: HeldUnit,
  named: readonly string[],
): Promise<{ enrolled: number; others: number }> {
  const { rows } = await sql<{ enrolled: number; others: number }>`
    select count(e.id)::int as enrolled, (count(*) - count(e.id))::int as others
    from teachers t left join enrolments e on e.teacher_id = t.id and e.campaign_year = ${campaign.year} and e.state = 'enrolled'
    where t.unit_id = ${unit.id} and t.status = '在职' and t.id <> all(${named}::bigint[])`.execute(tx.sql);
  return rows[0] ?? { enrolled: 0, others: 0 };
}
