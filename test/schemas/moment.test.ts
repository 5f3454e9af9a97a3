/** A moment is meant to the end of what was written, in Asia/Shanghai unless it says otherwise. */
import { expect, it } from 'vitest';
import { momentOf } from '../../schemas/moment.ts';

const until = (text: string): string | undefined => momentOf(text)?.until.toISOString();

it.each([
  ['2026-07-01', '2026-07-01T16:00:00.000Z'],
  ['2026-07-01T19:30', '2026-07-01T11:31:00.000Z'],
  ['2026-07-01T19:30:05', '2026-07-01T11:30:06.000Z'],
  ['2026-07-01T19:30:05+08:00', '2026-07-01T11:30:06.000Z'],
  ['2026-07-01T19:30:05Z', '2026-07-01T19:30:06.000Z'],
  ['2026-07-01T19:30:05.120Z', '2026-07-01T19:30:05.121Z'],
  // As a query has it that forgot to escape the plus.
  ['2026-07-01T19:30:05 08:00', '2026-07-01T11:30:06.000Z'],
])('%s reaches until %s', (text, expected) => {
  expect(until(text)).toBe(expected);
});

it.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-7-1',
  '2026-07-01T25:00',
  '20260701',
  '2026-07-01T10',
])('%s names no moment', (text) => {
  expect(momentOf(text)).toBeNull();
});
