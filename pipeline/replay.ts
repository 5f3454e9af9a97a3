/** Replays a history: from the first version on, each takes the cells that it says it changed, and the end must be the present. */
import type { RecordWithHistory, ReplayedRevision, ReplayFault } from '../schemas/replay.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../schemas/sheets/teacher.ts';

/** Everything in which a teacher's history does not lead to the present record; empty when it does. Pure. */
export function replayFaults(teacher: RecordWithHistory): ReplayFault[] {
  const faults: ReplayFault[] = [];
  let record: TeacherRecord | null = null;
  let expected = 1;
  for (const revision of teacher.revisions) {
    for (; expected < revision.version; expected += 1) faults.push({ code: 'gap', version: expected });
    expected = revision.version + 1;
    const played: TeacherRecord = record === null ? revision.record : replayed(record, revision);
    const fields = fieldsThatDiffer(played, revision.record);
    if (fields.length > 0) faults.push({ code: 'untold', version: revision.version, fields });
    // What was not told is one fault, not one of every later version.
    record = revision.record;
  }
  for (; expected <= teacher.version; expected += 1) faults.push({ code: 'gap', version: expected });
  const last = teacher.revisions.at(-1);
  if (last === undefined) return faults;
  const fields = fieldsThatDiffer(last.record, teacher.record);
  if (fields.length > 0 || last.version > teacher.version)
    faults.push({ code: 'present', version: last.version, fields });
  if (last.unit_id !== teacher.unit_id) faults.push({ code: 'unit', version: last.version });
  return faults;
}

const replayed = (record: TeacherRecord, revision: ReplayedRevision): TeacherRecord => ({
  ...record,
  ...Object.fromEntries(revision.fields.map((field) => [field, revision.record[field]])),
});

const fieldsThatDiffer = (one: TeacherRecord, other: TeacherRecord): RecordField[] =>
  recordFields.filter((field) => one[field] !== other[field]);
