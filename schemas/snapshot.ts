/** The bounded part of the registry that one file is compared with. */

import type { KnownAbsence } from './absence.ts';
import type { TeacherRecord } from './sheets/teacher.ts';
import type { RowStamp } from './stamp.ts';

export interface KnownTeacher {
  readonly id: string;
  readonly version: number;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly record: TeacherRecord;
}

/** A person of the file is new to another unit's file too, which is on its way to the registry. */
export interface Claim {
  /** The document, by {@link identityKey}. */
  readonly document: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly receipt: string;
}

export interface Snapshot {
  readonly unit_id: string;
  /** The unit's own teachers, and everyone else that the file names by identity document. */
  readonly teachers: readonly KnownTeacher[];
  /** Records as they were at a stamped version, by {@link baseKey}, for stamped rows whose teacher has changed since. */
  readonly bases: ReadonlyMap<string, TeacherRecord>;
  /** Of other units, on people of the file who are new to this one; absent where nobody is. */
  readonly claims?: readonly Claim[];
  /** Teachers who resemble a person that the registry has not seen, by the latter's {@link identityKey}. */
  readonly lookalikes?: ReadonlyMap<string, readonly KnownTeacher[]>;
  /** What the unit said of teachers whom an earlier check found missing; absent where it said nothing. */
  readonly absences?: readonly KnownAbsence[];
}

export const baseKey = ({ teacher_id, version }: RowStamp): string => `${teacher_id}@${version}`;

/** What makes two records the same person: the type and number of the document. */
export const identityKey = (record: { id_type: string | null; id_number: string | null }): string =>
  `${record.id_type ?? ''}|${record.id_number ?? ''}`;
