/** What a rule is: a fact that holds for a row, a file, or a file against the registry, and what is said when it doesn't. */
import type { Change } from '../schemas/change.ts';
import type { CheckedRow, ExamineContext } from '../schemas/examined.ts';
import type { Params } from '../schemas/language.ts';
import type { TeacherField, TeacherRow } from '../schemas/sheets/teacher.ts';
import type { KnownTeacher, Snapshot } from '../schemas/snapshot.ts';
import type { Explanation } from './explanation.ts';

/** One row as a rule sees it. */
export interface RowScope {
  readonly values: TeacherRow;
  /** Whether the cell has no content. A cell that can't be read has a null value but isn't blank: it was told already. */
  readonly isBlank: (field: TeacherField) => boolean;
  /** The cell's text as typed. */
  readonly rawText: (field: TeacherField) => string | undefined;
  readonly context: ExamineContext;
}

/** All rows of a file. */
export interface FileScope {
  readonly rows: readonly CheckedRow[];
  readonly context: ExamineContext;
}

/** All rows of a file and the part of the registry that concerns them. */
export interface RegistryScope extends FileScope {
  readonly snapshot: Snapshot;
  /** Whom the registry knows a row's person as: by identity document or else by its stamp. */
  readonly teacherOf: (row: CheckedRow) => KnownTeacher | undefined;
  /** What the row amounts to beside the registry; nothing for rows that conclude nothing. */
  readonly changeOf: (row: CheckedRow) => Change | undefined;
}

/** A fact found in a row. Parameters never hold a document, phone or certificate number. */
export interface RowFinding {
  /** The cell to point at; without it the whole row is meant. */
  readonly field?: TeacherField;
  readonly params?: Params;
  /** Values that the row takes because of it: a certainty that is told, never a guess. */
  readonly set?: Partial<TeacherRow>;
}

/** A fact found among rows, at one of them. */
export interface FileFinding extends Omit<RowFinding, 'set'> {
  readonly row: CheckedRow;
}

interface Scopes {
  row: { sees: RowScope; finds: RowFinding };
  file: { sees: FileScope; finds: FileFinding };
  registry: { sees: RegistryScope; finds: FileFinding };
}
export type RuleScope = keyof Scopes;

/** The id is the name of the rule's file, of its test, and its anchor in docs/RULES.md; it is public and never renamed. */
export interface Rule<S extends RuleScope = RuleScope> extends Explanation {
  readonly id: string;
  readonly scope: S;
  check(scope: Scopes[S]['sees']): Iterable<Scopes[S]['finds']>;
}

export const rule = <S extends RuleScope>(definition: Rule<S>): Rule<S> => definition;
