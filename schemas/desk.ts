/** What pages may ask of the process that reads strangers' files: they never open one themselves. */
import type { ExamineContext, Outcome } from './examined.ts';
import type { FileTable, WantedRows } from './file-table.ts';

/** Rejects only for a bug or an outage; whatever is wrong with a file is a refusal. */
export interface Desk {
  /** Some rows of the file's table as they were typed or mended. */
  table(bytes: Uint8Array, context: ExamineContext, wanted: WantedRows): Promise<Outcome<FileTable>>;
}
