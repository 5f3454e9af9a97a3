/** What the reading process concludes from a file alone, before the registry is asked. */
import type { HeaderMapping } from './header-mapping.ts';
import type { Issue } from './issue.ts';
import type { Edit } from './mending.ts';
import type { Refusal } from './refusal.ts';
import type { TeacherRow } from './sheets/teacher.ts';
import type { FieldValues, RowOfTemplate, TemplateId } from './sheets.ts';
import type { RowStamp, Stamp } from './stamp.ts';
import type { UnitFacts, UrbanRuralClass } from './unit.ts';
import type { ReadLimits, WorkbookFormat } from './workbook.ts';

/** Everything that a check depends on besides the file; so a check is a pure function. */
export interface ExamineContext {
  /** What the sender says it is; null lets the header decide. */
  readonly template: TemplateId | null;
  /** Null when a file is checked offline, without a registry. */
  readonly unit: UnitFacts | null;
  /** The day in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
  readonly allow_test_ids: boolean;
  /** Urban-rural classes whose teachers count as rural. */
  readonly rural_classes: readonly UrbanRuralClass[];
  /** Key of the stamp's HMAC; null offline: the stamp is then neither trusted nor refused. */
  readonly stamp_key: Uint8Array | null;
  readonly limits: ReadLimits;
  /** What was mended in it since it was sent; absent where nothing was. */
  readonly edits?: readonly Edit[];
  /** What the unit confirmed of columns of `template` whose headers don't say it; absent where nothing was. */
  readonly header_mappings?: readonly HeaderMapping[];
}

/** How the reading of a file ended. */
export type Outcome<T = Examined> = { readonly ok: T } | { readonly refused: Refusal };

/** One row of the file as understood after normalisation. */
export interface CheckedRow<V extends Partial<FieldValues> = TeacherRow> {
  readonly sheet: string;
  readonly row: number;
  readonly values: V;
  readonly stamp: RowStamp | null;
}

interface ExaminedAs<T extends TemplateId> {
  readonly template: T;
  readonly format: WorkbookFormat;
  readonly encoding?: string;
  readonly stamp: Stamp | null;
  /** Where each recognised field stands: field → zero-based column. */
  readonly columns: Readonly<Record<string, number>>;
  readonly rows: readonly CheckedRow<RowOfTemplate<T>>[];
  readonly issues: readonly Issue[];
}

/** What a file holds; its template says which fields its rows have. */
export type Examined<T extends TemplateId = TemplateId> = { [One in T]: ExaminedAs<One> }[T];

/** What is sent in as teacher information: the template whose rows become changes that are reviewed. */
export type TeacherFile = Examined<'teacher'>;

/** The same, where it is known to be one. @throws Error for a file of another template */
export function teacherFile(examined: Examined): TeacherFile {
  if (examined.template !== 'teacher') throw new Error(`a file of ${examined.template} was not asked for`);
  return examined;
}

/** Steps of a check as its progress is shown. */
export const checkSteps = ['received', 'reading', 'checking', 'comparing'] as const;
export type CheckStep = (typeof checkSteps)[number];
export interface Progress {
  readonly step: CheckStep;
  readonly rows: number;
}

export interface UploadCounts {
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly added: number;
  readonly changed: number;
  readonly verified: number;
  readonly missing: number;
  /** Of the missing: about whom the school has not said anything yet. */
  readonly unanswered: number;
  readonly departed: number;
  readonly transferred: number;
  readonly conflicts: number;
  /** Changes that a reviewer has to look at one by one: all but the low-risk ones. */
  readonly risky: number;
}
