import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { bundleLimitsOf } from '../../schemas/bundle.ts';
import type { Outcome, Progress } from '../../schemas/examined.ts';
import { type TeacherField, teacherFields, teacherSheet } from '../../schemas/sheets/teacher.ts';
import { defaultReadLimits, type ReadLimits } from '../../schemas/workbook.ts';
import { deskOf } from '../../workers/reading/desk.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { context, goodRow } from '../pipeline/builders.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { sharedStrings, workbookOf } from '../pipeline/read/workbook.ts';

// Each test starts real processes.
vi.setConfig({ testTimeout: 120_000 });

const cells = (say: (field: TeacherField) => string): string =>
  `<row>${teacherFields.map((field) => `<c t="inlineStr"><is><t>${say(field)}</t></is></c>`).join('')}</row>`;
const header = cells((field) => teacherSheet.columns[field].label.zh);
const teacher = cells((field) => String(goodRow[field] ?? ''));

const small = workbookOf({ sheet: header + teacher });
/** Legal, small on disk, and heavy: twenty cells a row. */
const heavyOf = (rows: number): Buffer =>
  workbookOf({
    sheet:
      header +
      Array.from({ length: rows }, (_, i) => teacher.replace('王小明', `王${(i * 7919) % 65_521}`)).join(''),
  });
const heavy = heavyOf(60_000);

const open: Reader[] = [];
function readerWith(changed: Partial<ReadLimits>, processes = 1) {
  const limits = { ...defaultReadLimits, ...changed };
  const reader = new Reader({ limits, processes });
  open.push(reader);
  const examine = (bytes: Uint8Array, onProgress?: (progress: Progress) => void): Promise<Outcome> =>
    reader.examine({ bytes, context: context({ limits }), ...(onProgress ? { onProgress } : {}) });
  return { reader, examine };
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.close()));
});

const rowsOf = (outcome: Outcome): number | string =>
  'ok' in outcome ? outcome.ok.rows.length : outcome.refused.code;

/** Is there still a process of this id? */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a workbook is examined in the other process, and the caller keeps its bytes', async () => {
  const { examine } = readerWith({});
  const bytes = Buffer.from(small);
  const outcome = await examine(bytes);
  expect(outcome).toMatchObject({ ok: { format: 'xlsx', template: 'teacher', rows: [{ row: 2 }] } });
  expect(bytes.equals(small)).toBe(true);
});

test('a refusal comes back as data', async () => {
  const { examine } = readerWith({});
  expect(await examine(Buffer.from('%PDF-1.7'))).toEqual({
    refused: { code: 'not-a-spreadsheet', params: { found: 'PDF' } },
  });
});

test('progress is reported while a file is examined', async () => {
  const { examine } = readerWith({});
  const seen: string[] = [];
  await examine(workbookOf({ sheet: header + teacher.repeat(1500) }), ({ step, rows }) =>
    seen.push(`${step} ${rows}`),
  );
  expect(seen[0]).toBe('reading 500');
});

test('a file that takes too long is ended and the next one is read', async () => {
  const { reader, examine } = readerWith({ time_ms: 1500 });
  // The first file warms the process: only the work itself counts.
  expect(rowsOf(await examine(small))).toBe(1);
  const ended = reader.pids;
  expect(await examine(heavyOf(150_000))).toEqual({
    refused: { code: 'took-too-long', params: { limit_s: 2 } },
  });
  expect(rowsOf(await examine(small))).toBe(1);
  expect(reader.pids).not.toEqual(ended);
});

test('a file that needs too much memory is ended, this process is unhurt and the next file is read', async () => {
  const { examine } = readerWith({ memory_mib: 48 });
  expect(rowsOf(await examine(heavy))).toBe('reader-stopped');
  expect(rowsOf(await examine(small))).toBe(1);
});

test('an array too large for the heap, which no thread survives, ends only the reading process', async () => {
  const { examine } = readerWith({ memory_mib: 48 });
  // Not all alike, or the ratio alone would give it away.
  const strings = Array.from(
    { length: 250_000 },
    (_, i) => `${i % 7919}</t></si>${'<si/>'.repeat(32)}<si><t>`,
  );
  const bytes = workbookOf({
    sheet: '<row><c t="s"><v>0</v></c></row>',
    strings: sharedStrings(`<t>${strings.join('')}</t>`),
  });
  expect(rowsOf(await examine(bytes))).toBe('reader-stopped');
  expect(rowsOf(await examine(small))).toBe(1);
});

test('a process killed from outside in the middle of a file costs that file, not the next', async () => {
  const { reader, examine } = readerWith({});
  const kill = () => {
    for (const pid of reader.pids) process.kill(pid, 'SIGKILL');
  };
  expect(rowsOf(await examine(heavy, kill))).toBe('reader-stopped');
  expect(rowsOf(await examine(small))).toBe(1);
});

test('files wait their turn, and a bad one spoils only itself', async () => {
  const { reader, examine } = readerWith({}, 2);
  const files = [small, Buffer.from('%PDF'), small, Buffer.alloc(0), small, small];
  const outcomes = await Promise.all(files.map((bytes) => examine(bytes)));
  expect(outcomes.map(rowsOf)).toEqual([1, 'not-a-spreadsheet', 1, 'empty-file', 1, 1]);
  expect(reader.pids.length).toBeLessThanOrEqual(2);
});

test('a reader that is closed leaves no process, and rejects what it did not finish', async () => {
  const { reader, examine } = readerWith({});
  reader.warm();
  expect(rowsOf(await examine(small))).toBe(1);
  const { pids } = reader;
  const rejected = expect(examine(heavy)).rejects.toThrow('closed');
  await reader.close();
  await rejected;
  expect(pids.filter(isAlive)).toEqual([]);
  await expect(examine(small)).rejects.toThrow('closed');
});

test('a reader that is closed before it hears that its process is ready is closed all the same', async () => {
  const program = new URL('./fixtures/close-while-starting.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program]);
  expect(stdout).toBe('closed\n');
});

test('a process that cannot start is an error of ours, not of the file', async () => {
  const { examine } = readerWith({ memory_mib: 1 });
  await expect(examine(small)).rejects.toThrow('the reading process ended');
});

test('of two processes one is kept for small files: two large ones do not hold up a small one', async () => {
  const { examine } = readerWith({}, 2);
  await Promise.all([examine(small), examine(small)]);
  const ended: string[] = [];
  const note = (name: string) => () => ended.push(name);
  await Promise.all([
    examine(heavy).then(note('large')),
    examine(heavyOf(60_000)).then(note('large')),
    examine(small).then(note('small')),
    examine(small).then(note('small')),
  ]);
  expect(ended).toEqual(['small', 'small', 'large', 'large']);
});

test('with one process large files are read all the same', async () => {
  const { examine } = readerWith({}, 1);
  expect(rowsOf(await examine(heavyOf(20_000)))).toBe(20_000);
});

test('an archive is unpacked there: each file comes as its own bytes, a bad one as its refusal', async () => {
  const { reader } = readerWith({});
  const parts = [
    { name: '一.xlsx', content: small },
    { name: '二.xlsx', content: small, crc: 1 },
    { name: '三.csv', content: '姓名', method: 0 },
    { name: 'Thumbs.db', content: '' },
  ];
  const outcome = await deskOf(reader).unpack(zipOf(parts), bundleLimitsOf(defaultReadLimits));
  if ('refused' in outcome) throw new Error(outcome.refused.code);
  const [first, second, third] = outcome.ok.files;
  expect(outcome.ok.files.map(({ shown }) => shown)).toEqual(['一.xlsx', '二.xlsx', '三.csv']);
  expect(Buffer.from(first?.bytes ?? []).equals(small)).toBe(true);
  expect(second?.refusal).toMatchObject({ code: 'bundled-damaged' });
  expect(third?.bytes).toHaveLength(6);
  expect(outcome.ok.ignored).toEqual(['Thumbs.db']);
});

test('a file is asked whose it is', async () => {
  const desk = deskOf(readerWith({}).reader);
  expect(await desk.claim(small, context({ unit: null }))).toEqual({
    ok: { claim: { by: 'code', code: goodRow.school_code } },
  });
});

test('an archive that takes too long is refused in words of an archive', async () => {
  const { reader } = readerWith({ time_ms: 1 });
  const content = Buffer.alloc(20 * 1024 * 1024, 'a,b\n');
  const packed = deflateRawSync(content, { level: 1 });
  const parts = ['一', '二', '三', '四', '五'].map((name) => ({ name, content, packed }));
  expect(await deskOf(reader).unpack(zipOf(parts), bundleLimitsOf(defaultReadLimits))).toEqual({
    refused: { code: 'bundle-too-heavy', params: {} },
  });
});
