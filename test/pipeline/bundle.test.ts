import { Buffer } from 'node:buffer';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openBundle } from '../../pipeline/bundle.ts';
import { type BundleLimits, defaultBundleLimits } from '../../schemas/bundle.ts';
import { type Refusal, RefusedFile } from '../../schemas/refusal.ts';
import { type Part, zipOf } from './read/archive.ts';
import { partsOf } from './read/workbook.ts';

const MIB = 1024 * 1024;

const part = (name: string, more: Partial<Part> = {}): Part => ({ name, content: `in ${name}`, ...more });
const open = (parts: readonly Part[], limits: Partial<BundleLimits> = {}) =>
  openBundle(zipOf(parts), { ...defaultBundleLimits, ...limits });

/** Every file as `name: content` or `name: refusal`. */
const told = (parts: readonly Part[], limits?: Partial<BundleLimits>): string[] =>
  open(parts, limits).files.map(
    ({ shown, bytes, refusal }) => `${shown}: ${refusal?.code ?? Buffer.from(bytes ?? []).toString('utf8')}`,
  );

const refusalOf = (parts: readonly Part[], limits?: Partial<BundleLimits>): Refusal | 'opened' =>
  refusalOfBytes(zipOf(parts), { ...defaultBundleLimits, ...limits });

function refusalOfBytes(bytes: Uint8Array, limits: BundleLimits = defaultBundleLimits): Refusal | 'opened' {
  try {
    openBundle(bytes, limits);
    return 'opened';
  } catch (problem) {
    if (problem instanceof RefusedFile) return problem.refusal;
    throw problem;
  }
}

test('files come out in the order of the archive, folders left out', () => {
  const parts = [part('二中/教师.csv'), { name: '一中/', content: '', method: 0 }, part('一中/教师.csv')];
  expect(told(parts)).toEqual(['二中/教师.csv: in 二中/教师.csv', '一中/教师.csv: in 一中/教师.csv']);
});

test('names in UTF-8 without the flag, with it, and in GBK are all readable', () => {
  const parts = [
    part('实验小学.csv'),
    part('实验中学.csv', { flags: 1 << 11 }),
    // 一中.csv and 二中.csv: read as UTF-8 both would be replacement characters.
    part('a', { nameBytes: Buffer.from('d2bbd6d02e637376', 'hex') }),
    part('b', { nameBytes: Buffer.from('b6fed6d02e637376', 'hex') }),
  ];
  expect(told(parts)).toEqual([
    '实验小学.csv: in 实验小学.csv',
    '实验中学.csv: in 实验中学.csv',
    '一中.csv: in a',
    '二中.csv: in b',
  ]);
});

test('what macOS, Windows and an open workbook leave behind is told and not read', () => {
  const names = [
    '__MACOSX/._一中.xlsx',
    '县/.DS_Store',
    'Thumbs.db',
    'desktop.ini',
    '县/~$一中.xlsx',
    '.~$二中.xlsx',
  ];
  const bundle = open([...names.map((name) => part(name)), part('一中.xlsx')]);
  expect(bundle.ignored).toEqual(names);
  expect(bundle.files.map(({ shown }) => shown)).toEqual(['一中.xlsx']);
});

test('500 files are opened, what is left behind not counted, and 501 are refused', () => {
  const parts = Array.from({ length: 500 }, (_, at) => part(`${at}.csv`));
  expect(open([...parts, part('Thumbs.db')]).files).toHaveLength(500);
  expect(refusalOf([...parts, part('500.csv')])).toEqual({ code: 'too-many-files', params: { limit: 500 } });
});

test('one bad file among twenty spoils only itself', () => {
  const parts = Array.from({ length: 20 }, (_, at) => part(`${at}.csv`, at === 7 ? { crc: 1 } : {}));
  const lines = told(parts);
  expect(lines[7]).toBe('7.csv: bundled-damaged');
  expect(lines.filter((line) => line.endsWith('.csv') && line.includes(': in '))).toHaveLength(19);
});

test('a bomb among good files is refused before it is unpacked, and they are opened', () => {
  const packed = deflateRawSync(Buffer.alloc(64 * MIB));
  const bomb = part('炸弹.xlsx', { content: '', packed, declaredSize: 64 * MIB });
  const huge = part('更大.xlsx', { content: '', packed, declaredSize: 1024 * MIB });
  expect(told([part('一.csv'), bomb, huge, part('二.csv')])).toEqual([
    '一.csv: in 一.csv',
    '炸弹.xlsx: bundled-unsafe',
    '更大.xlsx: bundle-too-much-inside',
    '二.csv: in 二.csv',
  ]);
});

test('bad files use up what may be unpacked like good ones', () => {
  const parts = ['甲', '乙', '丙'].map((name) => part(name, { content: 'x'.repeat(40), crc: 1 }));
  expect(told(parts, { unpacked_bytes: 100 })).toEqual([
    '甲: bundled-damaged',
    '乙: bundled-damaged',
    '丙: bundle-too-much-inside',
  ]);
});

test('a file larger than one upload may be is refused by itself', () => {
  const parts = [part('大', { content: 'x'.repeat(3 * MIB) }), part('小')];
  expect(open(parts, { file_bytes: 2 * MIB }).files.map(({ refusal }) => refusal)).toEqual([
    { code: 'file-too-large', params: { limit_mib: 2 } },
    undefined,
  ]);
});

test('names that climb or start at the root are only text', () => {
  expect(told([part('../../x.csv'), part('/etc/passwd'), part('C:\\x.csv')])).toEqual([
    '../../x.csv: in ../../x.csv',
    '/etc/passwd: in /etc/passwd',
    'C:\\x.csv: in C:\\x.csv',
  ]);
});

test('duplicate names, passwords and what is no archive are refused as a whole', () => {
  expect(refusalOf([part('一.csv'), part('一.csv')])).toEqual({
    code: 'bundle-unsafe',
    params: { part: '一.csv' },
  });
  expect(refusalOf([part('一.csv', { flags: 1 })])).toMatchObject({ code: 'bundle-encrypted' });
  expect(refusalOfBytes(zipOf([part('一.csv')]).subarray(0, -1))).toEqual({
    code: 'bundle-damaged',
    params: { part: 'zip' },
  });
});

test('what is no .zip is told by what it is, and a table of one school by where it belongs', () => {
  expect(refusalOfBytes(Buffer.from('姓名,性别'))).toEqual({ code: 'single-file', params: {} });
  expect(refusalOfBytes(Buffer.from('Rar!\u001a\u0007'))).toEqual({
    code: 'not-a-bundle',
    params: { found: 'RAR' },
  });
  expect(refusalOfBytes(Buffer.alloc(0))).toEqual({ code: 'bundle-empty', params: {} });
});

test('an archive without school files is empty, whatever systems left in it', () => {
  expect(refusalOf([])).toEqual({ code: 'bundle-empty', params: {} });
  expect(refusalOf([part('__MACOSX/._一中.xlsx'), part('Thumbs.db')])).toEqual({
    code: 'bundle-empty',
    params: {},
  });
});

test('an archive over the limit of one upload is refused unread', () => {
  const limits = { ...defaultBundleLimits, file_bytes: MIB };
  expect(refusalOfBytes(Buffer.alloc(MIB + 1), limits)).toEqual({
    code: 'bundle-too-large',
    params: { limit_mib: 1 },
  });
});

test('a workbook is a zip too, but no bundle', () => {
  const refusal = { code: 'single-file', params: {} };
  expect(refusalOf(partsOf({}))).toEqual(refusal);
  expect(refusalOf([part('mimetype'), part('content.xml')])).toEqual(refusal);
});
