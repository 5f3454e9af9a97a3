/** A past for tests: versions made on days that are written by hand. */
import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../../database/connect.ts';
import { insertRevisions } from '../../database/registrations.ts';
import { asSystem } from '../../database/scope.ts';
import { columnExpressions, recordsetColumns, toColumns } from '../../database/teacher-record.ts';
import { teacherById } from '../../database/teachers.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../../schemas/sheets/teacher.ts';
import type { Place } from './registry.ts';

export interface NextVersion {
  /** Cells that it changes. */
  readonly cells?: Partial<TeacherRecord>;
  /** Where the teacher moves. */
  readonly to?: Place;
}

/** Writes the next version of a teacher as an apply or a transfer would. */
export const nextVersion = (db: Database, id: string, { cells = {}, to }: NextVersion): Promise<void> =>
  asSystem(db, async (tx) => {
    const teacher = await teacherById(tx, id);
    const record = { ...teacher.record, ...cells };
    const version = teacher.version + 1;
    const unit = to?.unit ?? { id: teacher.unit_id, path: null };
    const sets = columnExpressions.map(([column, expression]) => `${column} = ${expression}`).join(', ');
    await sql`update teachers t set ${sql.raw(sets)}, version = ${version}, unit_id = ${unit.id},
        unit_path = coalesce(${unit.path}, t.unit_path)
      from jsonb_to_recordset(${JSON.stringify([toColumns(tx.keys, record)])}::jsonb) as x (${sql.raw(recordsetColumns)})
      where t.id = ${id}`.execute(tx.sql);
    await insertRevisions(tx, unit.id, [
      {
        ...{ teacher_id: id, version, kind: to === undefined ? 'change' : 'transfer', record },
        fields: recordFields.filter((field: RecordField) => field in cells),
        ...{ upload_id: null, change_id: null, sheet: null, row_number: null, made_by: null },
      },
    ]);
  });

/** Says when the versions of a teacher were made, the first one first: noon of each day, Asia/Shanghai. */
export async function madeOn(ownerUrl: string, id: string, days: readonly string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  for (const [index, day] of days.entries()) {
    await owner.query('update teacher_revisions set made_at = $3 where teacher_id = $1 and version = $2', [
      ...[id, index + 1, `${day}T12:00:00+08:00`],
    ]);
  }
  await owner.end();
}
