/** A history replayed leads to the present record, or says where it does not. */
import { expect, it } from 'vitest';
import { replayFaults } from '../../pipeline/replay.ts';
import type { RecordWithHistory, ReplayedRevision } from '../../schemas/replay.ts';
import { teacherRecord } from '../setup/people.ts';

const first: ReplayedRevision = { version: 1, unit_id: '7', fields: [], record: teacherRecord(1) };
const second: ReplayedRevision = {
  ...{ version: 2, unit_id: '7', fields: ['title'] },
  record: teacherRecord(1, { title: '高级' }),
};
const teacher = (changed: Partial<RecordWithHistory> = {}): RecordWithHistory => ({
  ...{ id: '1', version: 2, unit_id: '7', record: teacherRecord(1, { title: '高级' }) },
  revisions: [first, second],
  ...changed,
});

it('a whole history has no fault', () => {
  expect(replayFaults(teacher())).toEqual([]);
});

it('a missing version is a gap, in the middle as at the end and where there is none at all', () => {
  expect(replayFaults(teacher({ revisions: [second] }))).toEqual([{ code: 'gap', version: 1 }]);
  expect(replayFaults(teacher({ version: 3 }))).toEqual([{ code: 'gap', version: 3 }]);
  expect(replayFaults(teacher({ revisions: [] }))).toEqual([
    { code: 'gap', version: 1 },
    { code: 'gap', version: 2 },
  ]);
});

it('a cell that changed without being named is told by its version alone', () => {
  const quiet = { ...second, fields: [] };
  expect(replayFaults(teacher({ revisions: [first, quiet] }))).toEqual([
    { code: 'untold', version: 2, fields: ['title'] },
  ]);
});

it('a present record that no version made is named by its cells', () => {
  const record = teacherRecord(1, { title: '高级', mobile: '15499990001' });
  expect(replayFaults(teacher({ record }))).toEqual([{ code: 'present', version: 2, fields: ['mobile'] }]);
});

it('a teacher at a unit to which no version led', () => {
  expect(replayFaults(teacher({ unit_id: '8' }))).toEqual([{ code: 'unit', version: 2 }]);
});
