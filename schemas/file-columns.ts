/** The columns of a file that nobody knows yet, for whoever is to say what they are. */
import type { TemplateId } from './sheets.ts';

export interface UnknownColumn {
  /** Zero-based; more than one where the same header stands several times. */
  readonly columns: readonly [number, ...number[]];
  /** The header as it was typed. */
  readonly label: string;
  /** The header as it is remembered. */
  readonly key: string;
  /** Some of its values. Whatever could be a personal number is masked: nothing says yet what the column holds. */
  readonly examples: readonly string[];
}

export interface FileColumns {
  readonly template: TemplateId;
  /** In the order of the file; empty where no header can be told at all. */
  readonly unknown: readonly UnknownColumn[];
  /** Fields that no column of the file is read as: those it can't do without first, then in the order of the template. */
  readonly missing: readonly string[];
}
