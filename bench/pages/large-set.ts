/** One file with thousands of changes, through the real check and submitted: what a reviewer opens on the worst day. */
import { saveAccount } from '../../database/accounts.ts';
import type { Database } from '../../database/connect.ts';
import { registerTeachers } from '../../database/registrations.ts';
import { asSystem } from '../../database/scope.ts';
import { addUnit, unitById } from '../../database/units.ts';
import { receiveUpload } from '../../database/uploads.ts';
import { workbookOf } from '../../samples/simulate/workbook.ts';
import type { Actor } from '../../schemas/actor.ts';
import type { TeacherRecord } from '../../schemas/sheets/teacher.ts';
import { hugeSchool } from '../large/huge-school.ts';

/** Sends it in below the county; answers the upload's id. Of four rows one changes a title, the others a mail address. */
export async function sendLargeSet(owner: Database, county: string, changes: number): Promise<string> {
  const school = hugeSchool(Math.ceil(changes * 1.2));
  const registry = school.registry.map(
    (record, index): TeacherRecord => ({
      ...record,
      ...(index % 4 === 0
        ? { title: record.title === '二级' ? '一级' : '二级' }
        : { email: `old.${index}@example.com` }),
    }),
  );
  return await asSystem(owner, async (tx) => {
    const facts = { ...school, school_kind: '345', parent_id: county, code: school.official_code } as const;
    const { id, path } = await addUnit(tx, facts);
    const place = { unit_id: id, unit_path: path };
    await registerTeachers(tx, place, registry);
    const account_id = await saveAccount(tx, { username: 'large-set', password_hash: 'unused', ...place });
    const actor: Actor = {
      account_id,
      username: 'large-set',
      tier: 'school',
      ...place,
      unit_name: school.name,
    };
    const bytes = Buffer.from(workbookOf(school));
    const unit = await unitById(tx, id);
    const { upload } = await receiveUpload(tx, actor, {
      unit,
      template: 'teacher',
      file_name: 'large.xlsx',
      bytes,
    });
    return upload.id;
  });
}

/** Puts the checked file in review, whatever questions it may have left: pages are measured here, not rules. */
export async function putInReview(
  owner: Database,
  uploadId: string,
): Promise<{ set: string; changes: number }> {
  await owner.pool.query(
    `update uploads set state = 'submitted', owes = null, submitted_at = now(), submitted_by = received_by where id = $1`,
    [uploadId],
  );
  const { rows } = await owner.pool.query<{ set: string; changes: number }>(
    `select c.change_set_id::text as set, count(*)::int as changes from uploads u join changes c on c.change_set_id = u.change_set_id
     where u.id = $1 group by 1`,
    [uploadId],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('the check of the large file left no changes');
  return found;
}
