/** Every column that holds sealed bytes, with what they are sealed for; a test holds the list against the live schema. */
import type { SealPurpose } from './seal.ts';
import type { Tables } from './tables.ts';

export interface SealedColumn {
  readonly table: keyof Tables;
  readonly column: string;
  readonly purpose: SealPurpose;
  /** A value may be as large as a file. */
  readonly isLarge?: true;
}

const column = (table: keyof Tables, name: string, purpose: SealPurpose): SealedColumn => ({
  ...{ table, column: name, purpose },
});

export const sealedColumns: readonly SealedColumn[] = [
  column('teachers', 'sealed', 'teacher'),
  column('teacher_revisions', 'sealed', 'teacher'),
  { ...column('upload_files', 'sealed', 'file'), isLarge: true },
  { ...column('bundle_files', 'sealed', 'file'), isLarge: true },
  column('upload_rows', 'sealed', 'row'),
  column('upload_edits', 'sealed', 'edit'),
  column('issues', 'sealed', 'issue'),
  column('changes', 'sealed', 'change'),
  column('revert_refusals', 'sealed', 'change'),
  column('absences', 'sealed', 'absence'),
  column('transfers', 'sealed', 'transfer'),
  column('transfers', 'decision_reason', 'transfer'),
  column('enrolments', 'reason', 'enrolment'),
  column('enrolment_excuses', 'sealed', 'enrolment'),
  column('experts', 'sealed', 'expert'),
  column('experts', 'decision_reason', 'expert'),
  column('extensions', 'reason', 'extension'),
  column('extensions', 'answer', 'extension'),
  column('submission_reasons', 'sealed', 'submission'),
  column('accounts', 'contact', 'contact'),
  column('accounts', 'successor', 'contact'),
  column('former_holders', 'contact', 'contact'),
  column('exports', 'reason', 'export'),
  { ...column('export_parts', 'sealed', 'export'), isLarge: true },
  column('second_factors', 'sealed', 'second-factor'),
];
