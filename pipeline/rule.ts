/** What a rule is: a fact that holds for a row, a file, or a file against the registry, and what is said when it doesn't. */
import type { Change } from '../schemas/change.ts';
import type { CheckedRow, ExamineContext } from '../schemas/examined.ts';
import type { Params } from '../schemas/language.ts';
import type { AnyField, FieldValues, TemplateId } from '../schemas/sheets.ts';
import type { KnownTeacher, Snapshot } from '../schemas/snapshot.ts';
import type { Explanation } from './explanation.ts';

/** One row as a rule sees it: the fields that the rule reads. */
export interface RowScope<F extends AnyField = AnyField> {
  readonly values: Pick<FieldValues, F>;
  /** Whether the cell has no content. A cell that can't be read has a null value but isn't blank: it was told already. */
  readonly isBlank: (field: F) => boolean;
  /** The cell's text as typed. */
  readonly rawText: (field: F) => string | undefined;
  readonly context: ExamineContext;
}

/** All rows of a file. */
export interface FileScope<F extends AnyField = AnyField> {
  readonly rows: readonly CheckedRow<Pick<FieldValues, F>>[];
  readonly context: ExamineContext;
}

/** All rows of a teacher file and the part of the registry that concerns them. */
export interface RegistryScope {
  readonly rows: readonly CheckedRow[];
  readonly context: ExamineContext;
  readonly snapshot: Snapshot;
  /** Whom the registry knows a row's person as: by identity document or else by its stamp. */
  readonly teacherOf: (row: CheckedRow) => KnownTeacher | undefined;
  /** What the row amounts to beside the registry; nothing for rows that conclude nothing. */
  readonly changeOf: (row: CheckedRow) => Change | undefined;
}

/** A fact found in a row. Parameters never hold a document, phone or certificate number. */
export interface RowFinding<F extends AnyField = AnyField> {
  /** The cell to point at; without it the whole row is meant. */
  readonly field?: F;
  readonly params?: Params;
  /** Values that the row takes because of it: a certainty that is told, never a guess. */
  readonly set?: Partial<Pick<FieldValues, F>>;
}

/** A fact found among rows, at one of them. */
export interface FileFinding<F extends AnyField = AnyField> extends Omit<RowFinding<F>, 'set'> {
  readonly row: { readonly sheet: string; readonly row: number; readonly values: Partial<FieldValues> };
}

interface Scopes<F extends AnyField> {
  row: { sees: RowScope<F>; finds: RowFinding<F> };
  file: { sees: FileScope<F>; finds: FileFinding<F> };
  registry: { sees: RegistryScope; finds: FileFinding<F> };
}
export type RuleScope = keyof Scopes<AnyField>;

/** The id is the name of the rule's file, of its test, and its anchor in docs/RULES.md; it is public and never renamed. */
export interface Rule<S extends RuleScope = RuleScope, F extends AnyField = AnyField> extends Explanation {
  readonly id: string;
  readonly scope: S;
  /** The fields it looks at: it holds for every template that has all of them. */
  readonly reads: readonly F[];
  /** Where that would be too wide: the templates that it is about. */
  readonly templates?: readonly TemplateId[];
  check(scope: Scopes<F>[S]['sees']): Iterable<Scopes<F>[S]['finds']>;
}

export const rule = <S extends RuleScope, const F extends AnyField>(definition: Rule<S, F>): Rule<S> =>
  definition as unknown as Rule<S>;
