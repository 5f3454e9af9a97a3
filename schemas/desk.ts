/** What pages may ask of the process that reads strangers' files: they never open one themselves. */
import type { Bundle, BundleLimits, UnitClaim } from './bundle.ts';
import type { ExamineContext, Outcome } from './examined.ts';
import type { FileColumns } from './file-columns.ts';
import type { FileTable, WantedRows } from './file-table.ts';
import type { Issue } from './issue.ts';
import type { Language } from './language.ts';

/** What is marked in a file, and for whom. */
export interface Annotations {
  /** All findings of its check, those against the registry too. */
  readonly issues: readonly Issue[];
  readonly language: Language;
}

/**
 * Rows of all sheets together that an annotated workbook may have. Writing so many takes a reader about ten seconds of CPU
 * and most of its memory (docs/decisions/0035); above it people mend their own file by the list of issues.
 */
export const mostRowsAnnotated = 20_000;

/** Rejects only for a bug or an outage; whatever is wrong with a file is a refusal. */
export interface Desk {
  /** Some rows of the file's table as they were typed or mended. */
  table(bytes: Uint8Array, context: ExamineContext, wanted: WantedRows): Promise<Outcome<FileTable>>;
  /** Columns of the file that nobody knows; a refusal also where there is no header to ask about. */
  columns(bytes: Uint8Array, context: ExamineContext): Promise<Outcome<FileColumns>>;
  /** The file as an .xlsx workbook with its findings marked; a refusal also when that is too much to write. */
  annotate(bytes: Uint8Array, context: ExamineContext, marks: Annotations): Promise<Outcome<Uint8Array>>;
  /** The files of an archive, each its bytes or why they could not be had; a refusal only of the archive as a whole. */
  unpack(bytes: Uint8Array, limits: BundleLimits): Promise<Outcome<Bundle>>;
  /** Whose a file of teacher information is by what it says; `claim` is null where it says nothing. */
  claim(bytes: Uint8Array, context: ExamineContext): Promise<Outcome<Claimed>>;
}

export interface Claimed {
  readonly claim: UnitClaim | null;
}
