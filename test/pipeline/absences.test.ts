/** What a school's answer about an absent teacher makes of the change, in a check and afterwards alike. */
import { describe, expect, it, test } from 'vitest';
import { reconcile } from '../../pipeline/reconcile.ts';
import {
  type AbsenceAnswer,
  absenceAnswerOrder,
  absenceAnswers,
  type KnownAbsence,
} from '../../schemas/absence.ts';
import { answeredAbsence, isUnanswered } from '../../schemas/change.ts';
import { recordFields } from '../../schemas/sheets/teacher.ts';
import { statuses } from '../../schemas/teacher-choices.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';

const here = '7';
const known = (n: number, version = 1) => ({
  ...{ id: String(n), version, unit_id: here, unit_name: '甲县实验小学' },
  record: teacherRecord(n),
});
const said = (n: number, answer: AbsenceAnswer, base_version = 1): KnownAbsence => ({
  ...{ teacher_id: String(n), base_version, answer },
  destination: answer === 'moved' ? '乙县实验小学' : null,
  destination_unit_id: null,
  ...{ answered_by: '3', answered_at: '2026-11-24T04:00:00.000Z' },
});
const present = new Set(recordFields);
/** A file with the first teacher alone, of a unit that has as many as are given. */
const changesOf = (teachers: ReturnType<typeof known>[], absences: KnownAbsence[]) =>
  reconcile(
    [{ sheet: '教师', row: 4, values: teacherRow(1), stamp: null }],
    { unit_id: here, teachers, bases: new Map(), absences },
    present,
  );
const line = ({ kind, teacher_id, risk, cells }: ReturnType<typeof changesOf>[number]) =>
  `${kind} ${teacher_id} risk ${risk} ${JSON.stringify(cells)}`;

test.each([
  ['left', 'depart 2 risk 3 {"status":{"old":"在职","new":"离职"}}'],
  ['retired', 'depart 2 risk 3 {"status":{"old":"在职","new":"退休"}}'],
  ['moved', 'depart 2 risk 3 {"status":{"old":"在职","new":"离职"}}'],
  ['kept', 'missing 2 risk 3 {}'],
] as const)('a missing teacher of whom the school said "%s" is: %s', (answer, expected) => {
  const [change] = changesOf([known(1), known(2)], [said(2, answer)]);
  expect(change && line(change)).toBe(expected);
  expect(change?.absence).toMatchObject({ answer, answered_by: '3' });
});

it('a missing teacher who moved to a school of the registry is a transfer, which changes nothing by itself', () => {
  const moved = { ...said(2, 'moved'), destination_unit_id: '9' };
  const [change] = changesOf([known(1), known(2)], [moved]);
  expect(change && line(change)).toBe('transfer 2 risk 3 {}');
});

describe('a missing teacher', () => {
  it('is a question as long as nobody has said anything', () => {
    const [change] = changesOf([known(1), known(2)], []);
    expect(change && line(change)).toBe('missing 2 risk 3 {}');
    expect(change && isUnanswered(change)).toBe(true);
  });

  it('is asked about again when the record has a new version since the answer', () => {
    const [change] = changesOf([known(1), known(2, 2)], [said(2, 'left', 1)]);
    expect(change && isUnanswered(change)).toBe(true);
  });

  it('is no question any more when the file has them after all, whatever was said', () => {
    expect(changesOf([known(1)], [said(1, 'left')]).map(line)).toEqual(['verify 1 risk 7 {}']);
  });

  it('takes the last answer, whatever was said before', () => {
    const [asked] = changesOf([known(1), known(2)], [said(2, 'retired')]);
    const [expected] = changesOf([known(1), known(2)], [said(2, 'kept')]);
    const { teacher_id: _, base_version: __, ...kept } = said(2, 'kept');
    expect(asked && answeredAbsence(asked, kept)).toEqual(expected);
    expect(expected && isUnanswered(expected)).toBe(false);
  });
});

it('every answer is worded in both languages and leads to a status of the registry or to none', () => {
  const possible: (string | null)[] = [null, ...statuses.map(({ value }) => value)];
  for (const answer of absenceAnswerOrder) {
    const { words, meaning, becomes } = absenceAnswers[answer];
    for (const said of [words, meaning]) expect(said.zh && said.en).toBeTruthy();
    expect(possible).toContain(becomes);
    expect(becomes).not.toBe('在职');
  }
});
