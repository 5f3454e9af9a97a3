/** Opens an archive with the files of many schools; a file that can't be unpacked spoils only itself. */
import type { Bundle, BundledFile, BundleLimits } from '../schemas/bundle.ts';
import { type RefusalCode, RefusedFile } from '../schemas/refusal.ts';
import { containerOf } from './read/sniff.ts';
import { Archive } from './read/zip.ts';

/** What macOS, Windows and an open Excel or WPS leave behind; part names are in lower case. */
const leftBehind: readonly RegExp[] = [
  /(^|\/)__macosx\//,
  /(^|\/)\.ds_store$/,
  /(^|\/)thumbs\.db$/,
  /(^|\/)desktop\.ini$/,
  /(^|\/)[.~]?~\$[^/]*$/,
];
/** What only a single document has: an Office package, or an OpenDocument file. */
const documentParts = ['[Content_Types].xml', 'xl/workbook.xml', 'mimetype'] as const;

type Rewording = Readonly<Partial<Record<RefusalCode, RefusalCode>>>;
/** The reader of archives speaks of a workbook; what is wrong with a bundle is mended in another way. */
const ofBundle: Rewording = {
  'empty-file': 'bundle-empty',
  'file-too-large': 'bundle-too-large',
  'not-a-spreadsheet': 'not-a-bundle',
  'old-format': 'not-a-bundle',
  damaged: 'bundle-damaged',
  'unsafe-archive': 'bundle-unsafe',
  encrypted: 'bundle-encrypted',
};
const ofBundledFile: Rewording = {
  damaged: 'bundled-damaged',
  'unsafe-archive': 'bundled-unsafe',
  'too-much-inside': 'bundle-too-much-inside',
};

/**
 * Names inside are only shown; nothing is ever written under them.
 * @throws RefusedFile whatever is wrong with the archive as a whole: `not-a-bundle`, `single-file` for a document (which may
 * be a zip itself), `too-many-files`, and the other refusals that begin with `bundle-`.
 */
export function openBundle(bytes: Uint8Array, limits: BundleLimits): Bundle {
  const archive = reworded(ofBundle, () => archiveOf(bytes, limits));
  if (isDocument(archive)) throw new RefusedFile('single-file');
  const names = [...archive.names];
  const wanted = names.filter((name) => !isLeftBehind(name));
  if (wanted.length === 0) throw new RefusedFile('bundle-empty');
  if (wanted.length > limits.files) throw new RefusedFile('too-many-files', { limit: limits.files });
  return {
    files: wanted.map((name) => fileOf(archive, name, limits)),
    ignored: names.filter(isLeftBehind).map((name) => archive.shown(name)),
  };
}

function archiveOf(bytes: Uint8Array, limits: BundleLimits): Archive {
  if (bytes.length > limits.file_bytes) throw tooLarge(limits);
  if (isEmptyZip(bytes)) throw new RefusedFile('empty-file');
  if (containerOf(bytes) !== 'zip') throw new RefusedFile('single-file');
  return new Archive(bytes, limits);
}

/** An archive without files is its end record alone (APPNOTE 4.3.16). */
const isEmptyZip = (bytes: Uint8Array): boolean =>
  [0x50, 0x4b, 0x05, 0x06].every((byte, at) => bytes[at] === byte);

function reworded<T>(rewording: Rewording, open: () => T): T {
  try {
    return open();
  } catch (problem) {
    if (!(problem instanceof RefusedFile)) throw problem;
    const { code, params } = problem.refusal;
    throw new RefusedFile(rewording[code] ?? code, params);
  }
}

function fileOf(archive: Archive, name: string, limits: BundleLimits): BundledFile {
  const shown = archive.shown(name);
  try {
    return { shown, bytes: reworded(ofBundledFile, () => unpacked(archive, name, limits)) };
  } catch (problem) {
    if (problem instanceof RefusedFile) return { shown, refusal: problem.refusal };
    throw problem;
  }
}

function unpacked(archive: Archive, name: string, limits: BundleLimits): Uint8Array {
  const bytes = archive.read(name);
  if (!bytes) throw new RefusedFile('damaged');
  archive.release(name);
  if (bytes.length > limits.file_bytes) throw tooLarge(limits);
  return bytes;
}

const isLeftBehind = (name: string): boolean => leftBehind.some((pattern) => pattern.test(name));

const isDocument = (archive: Archive): boolean => documentParts.some((part) => archive.has(part));

const tooLarge = (limits: BundleLimits): RefusedFile =>
  new RefusedFile('file-too-large', { limit_mib: Math.floor(limits.file_bytes / 1024 / 1024) });
