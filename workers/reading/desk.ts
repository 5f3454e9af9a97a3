/** The desk behind the pages: hands what they ask to the reading process. */
import type { Desk } from '../../schemas/desk.ts';
import type { Reader } from './reader.ts';

export const deskOf = (reader: Reader): Desk => ({
  table: (bytes, context, wanted) => reader.ask('table', { bytes, asked: { context, wanted } }),
  annotate: (bytes, context, marks) => reader.ask('annotate', { bytes, asked: { context, marks } }),
});
