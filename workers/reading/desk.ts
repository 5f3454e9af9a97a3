/** The desk behind the pages: hands what they ask to the reading process. */
import type { Desk } from '../../schemas/desk.ts';
import type { RefusalCode } from '../../schemas/refusal.ts';
import { unpacked } from './packed-bundle.ts';
import type { Reader } from './reader.ts';

/** What ends a reading process; for a bundle the way out is to split it. */
const tooHeavy: readonly RefusalCode[] = ['took-too-long', 'reader-stopped'];

export const deskOf = (reader: Reader): Desk => ({
  table: (bytes, context, wanted) => reader.ask('table', { bytes, asked: { context, wanted } }),
  columns: (bytes, context) => reader.ask('columns', { bytes, asked: context }),
  annotate: (bytes, context, marks) => reader.ask('annotate', { bytes, asked: { context, marks } }),
  claim: (bytes, context) => reader.ask('claim', { bytes, asked: context }),
  unpack: async (bytes, limits) => {
    const outcome = await reader.ask('unpack', { bytes, asked: limits });
    if ('ok' in outcome) return { ok: unpacked(outcome.ok) };
    if (!tooHeavy.includes(outcome.refused.code)) return outcome;
    return { refused: { code: 'bundle-too-heavy', params: {} } };
  },
});
