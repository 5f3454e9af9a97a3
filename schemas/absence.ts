/** Absences: teachers in service whom a file doesn't hold, and what their school may answer when it is asked about them. */
import type { Words } from './language.ts';
import type { TeacherRecord } from './sheets/teacher.ts';

interface AnswerFacts {
  readonly words: Words;
  /** What it comes to, for whoever has to choose. */
  readonly meaning: Words;
  /** The status that the registry would then hold; null where the answer changes nothing. */
  readonly becomes: TeacherRecord['status'];
  /** Whether it must say where to. */
  readonly hasDestination: boolean;
}

/** What a school may say of somebody who is absent, in the order it is offered. */
export const absenceAnswers = {
  left: {
    words: { zh: '离职', en: 'Left' },
    meaning: { zh: '已离开教师岗位', en: 'No longer a teacher' },
    ...{ becomes: '离职', hasDestination: false },
  },
  retired: {
    words: { zh: '退休', en: 'Retired' },
    meaning: { zh: '已办理退休', en: 'Has retired' },
    ...{ becomes: '退休', hasDestination: false },
  },
  // To a school of the registry this is a transfer, and changes nothing by itself; to anywhere else the teacher departs here.
  moved: {
    words: { zh: '调出', en: 'Moved' },
    meaning: { zh: '已到其他学校任教', en: 'Works at another school' },
    ...{ becomes: '离职', hasDestination: true },
  },
  kept: {
    words: { zh: '仍在本校', en: 'Still here' },
    meaning: { zh: '表中漏填，信息不变', en: 'Left out of the file; nothing changes' },
    ...{ becomes: null, hasDestination: false },
  },
} as const satisfies Record<string, AnswerFacts>;
export type AbsenceAnswer = keyof typeof absenceAnswers;
export const absenceAnswerOrder = Object.keys(absenceAnswers) as AbsenceAnswer[];

export interface AnsweredAbsence {
  readonly answer: AbsenceAnswer;
  /** Where somebody who moved works now; null for every other answer. */
  readonly destination: string | null;
  /** That place, where it is a school of the registry. */
  readonly destination_unit_id: string | null;
  /** Account of whoever said it. */
  readonly answered_by: string;
  /** ISO 8601. */
  readonly answered_at: string;
}

/** An answer that a unit gave; it speaks of the record as it was then, and of no later version. */
export interface KnownAbsence extends AnsweredAbsence {
  readonly teacher_id: string;
  readonly base_version: number;
}

/** Longest destination, in characters. */
export const longestDestination_chars = 100;
