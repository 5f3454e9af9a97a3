/** What the writer of a kind of export is given, and what it answers. */
import type { Writable } from 'node:stream';
import type { ClaimedExport } from '../../database/export-work.ts';
import type { Scoped } from '../../database/scope.ts';

export interface Writing {
  /** Sees what whoever asked may see. */
  readonly tx: Scoped;
  readonly wish: ClaimedExport;
  readonly out: Writable;
  /** Told how many rows more went by. */
  readonly passed: (rows: number) => void;
}

/** Writes the file to its end, and answers how many rows it has and the SHA-256 of what they say. */
export type ExportWriter = (writing: Writing) => Promise<{ readonly rows: number; readonly digest: string }>;
