/** Gives versions written before their name, stage and status stood beside them these columns, from their sealed record. */
import { sql } from 'kysely';
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import type { Database } from './connect.ts';
import { asSystem } from './scope.ts';
import { open } from './seal.ts';

const portion = 1000;

/** Needs the rights of the owner, for nobody else may write to a history. Answers how many versions lacked them. */
export async function fillPastColumns(owner: Database): Promise<number> {
  for (let filled = 0; ; ) {
    const count = await fillPortion(owner);
    filled += count;
    if (count < portion) return filled;
  }
}

const fillPortion = (owner: Database): Promise<number> =>
  asSystem(owner, async (tx) => {
    const bare = await tx.sql
      .selectFrom('teacher_revisions')
      .where('status', 'is', null)
      .select(['teacher_id', 'version', 'sealed'])
      .orderBy('teacher_id')
      .limit(portion)
      .execute();
    const rows = bare.map(({ teacher_id, version, sealed }) => {
      const { name, stage, status } = open<TeacherRecord>(tx.keys, 'teacher', sealed);
      return { teacher_id, version, name, stage, status };
    });
    await sql`update teacher_revisions r set name = x.name, stage = x.stage, status = x.status
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x (teacher_id bigint, version int, name text, stage text, status text)
      where r.teacher_id = x.teacher_id and r.version = x.version`.execute(tx.sql);
    return rows.length;
  });
