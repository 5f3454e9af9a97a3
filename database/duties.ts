/** Separation of duties as it stands for one upload: whom it comes from, and whether its reviewing unit has somebody else. */
import { sql } from 'kysely';
import { keptApart } from '../schemas/duties.ts';
import type { Scoped } from './scope.ts';

/** In a query of `uploads`: how many admins in use the unit has that reviews it. */
export const reviewersInUse = sql<number>`(select count(*)::int from units u join accounts a on a.unit_id = u.parent_id
  where u.id = uploads.unit_id and a.disabled_at is null and not a.must_change_password)`;

/** Whether an account may not review an upload, since it comes from it. Nobody is kept from what isn't there. */
export async function isKeptApart(tx: Scoped, accountId: string, uploadId: string): Promise<boolean> {
  const upload = await tx.sql
    .selectFrom('uploads')
    .where('id', '=', uploadId)
    .select(['received_by', 'submitted_by', reviewersInUse.as('reviewers')])
    .executeTakeFirst();
  if (upload === undefined) return false;
  const { received_by, submitted_by, reviewers } = upload;
  return keptApart(tx.duties, [received_by, submitted_by], reviewers).includes(accountId);
}
