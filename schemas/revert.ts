/** Undoing an applied set: what has to be known of it, and what could not be taken back. */
import type { CellValue, Change } from './change.ts';
import type { Words } from './language.ts';
import type { RecordField, TeacherRecord } from './sheets/teacher.ts';
import type { KnownTeacher } from './snapshot.ts';

/** A version that was made on top of one that is to be undone. */
export interface LaterVersion {
  readonly fields: readonly RecordField[];
  /** Of the file or undo that made it; null for what came in another way. */
  readonly receipt: string | null;
}

/** A version that the set wrote, with what has become of the teacher since. */
export interface WrittenVersion {
  readonly teacher_id: string;
  readonly fields: readonly RecordField[];
  /** Null for somebody whom the set added. */
  readonly before: TeacherRecord | null;
  readonly after: TeacherRecord;
  /** Null when the unit has the teacher no longer. */
  readonly now: KnownTeacher | null;
  /** The newest first. */
  readonly later: readonly LaterVersion[];
}

export interface AppliedSet {
  readonly written: readonly WrittenVersion[];
  /** Who is in service under a document that one of these teachers has or had, by `identityKey`. */
  readonly holders: ReadonlyMap<string, string>;
}

/** Why a cell is left as it stands. */
export const refusalReasons = {
  'changed-later': { zh: '之后又被改过', en: 'Changed again since' },
  'added-and-changed': { zh: '新增后又改过其他项', en: 'Changed since they were added' },
  'not-in-service': { zh: '新增时就不是在职', en: 'Was not added as in service' },
  'at-another-unit': { zh: '已不在本单位', en: 'No longer at this unit' },
  'document-in-use': {
    zh: '原来的证件下另有一条在职记录',
    en: 'Somebody else is in service under that document by now',
  },
} as const satisfies Record<string, Words>;
export type RefusalReason = keyof typeof refusalReasons;

/** A cell that an undo leaves alone. */
export interface RefusedCell {
  readonly teacher_id: string;
  readonly name: string;
  readonly id_number: string;
  readonly field: RecordField;
  /** What the set wrote. */
  readonly written: CellValue;
  /** What stands there now; null too where the reader has no business with it. */
  readonly now: CellValue;
  /** Receipt of what made it so, where it is known. */
  readonly since: string | null;
  readonly why: RefusalReason;
}

export interface Inverse {
  readonly changes: readonly Change[];
  readonly refused: readonly RefusedCell[];
}
