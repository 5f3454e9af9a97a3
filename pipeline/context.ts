/** Puts together what a check depends on besides the file: the same wherever a file is checked. */
import type { ExamineContext } from '../schemas/examined.ts';
import { dayInChina } from './calendar.ts';

/** Settings of the installation. */
export type Policy = Pick<ExamineContext, 'allow_test_ids' | 'rural_classes' | 'limits'>;

/** What is known of one file. */
export type FileFacts = Pick<ExamineContext, 'template' | 'unit' | 'stamp_key' | 'edits' | 'header_mappings'>;

/** Only what belongs to a context: it is copied into another process, which may hold neither more nor less. */
export const contextOf = (
  { allow_test_ids, rural_classes, limits }: Policy,
  file: FileFacts,
  now: Date,
): ExamineContext => ({ ...{ allow_test_ids, rural_classes, limits }, ...file, today: dayInChina(now) });
