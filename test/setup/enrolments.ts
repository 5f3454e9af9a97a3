/** Enrolments put straight into their table: for tests of what comes after enrolling. */
import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { asSystem } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Subject } from '../../schemas/subject.ts';
import type { Place } from './registry.ts';

/** Enrols these teachers of a primary school in a subject. */
export const enrolAt = (
  db: Database,
  campaign: Campaign,
  place: Place,
  teacherIds: readonly string[],
  subject: Subject = '语文',
): Promise<void> =>
  asSystem(db, async (tx) => {
    await sql`insert into enrolments (campaign_id, campaign_year, teacher_id, identity_hash, unit_id, unit_path, stage, subject, state,
        enrolled_by)
      select ${campaign.id}, ${campaign.year}, t.id, t.identity_hash, t.unit_id, t.unit_path, '小学', ${subject}, 'enrolled',
        ${place.actor.account_id}
      from teachers t where t.id = any(${[...teacherIds]}::bigint[])`.execute(tx.sql);
  });
