/** Opens an archive with the files of many schools; a file that can't be unpacked spoils only itself. */
import type { Bundle, BundledFile, BundleLimits } from '../schemas/bundle.ts';
import { RefusedFile } from '../schemas/refusal.ts';
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

/**
 * Names inside are only shown; nothing is ever written under them.
 * @throws RefusedFile whatever is wrong with the archive as a whole: `file-too-large`, `not-a-spreadsheet` for a document that is
 * a zip itself, `too-many-files`, `no-data` when nothing is in it, and all that a guarded archive throws.
 */
export function openBundle(bytes: Uint8Array, limits: BundleLimits): Bundle {
  const archive = archiveOf(bytes, limits);
  if (isDocument(archive)) throw new RefusedFile('not-a-spreadsheet', { found: 'document' });
  const names = [...archive.names];
  const wanted = names.filter((name) => !isLeftBehind(name));
  if (wanted.length > limits.files) throw new RefusedFile('too-many-files', { limit: limits.files });
  return {
    files: wanted.map((name) => fileOf(archive, name, limits)),
    ignored: names.filter(isLeftBehind).map((name) => archive.shown(name)),
  };
}

function archiveOf(bytes: Uint8Array, limits: BundleLimits): Archive {
  if (bytes.length <= limits.file_bytes) return new Archive(bytes, limits);
  throw tooLarge(limits);
}

function fileOf(archive: Archive, name: string, limits: BundleLimits): BundledFile {
  const shown = archive.shown(name);
  try {
    const bytes = archive.read(name);
    if (!bytes) throw new RefusedFile('damaged', { part: shown });
    archive.release(name);
    if (bytes.length > limits.file_bytes) throw tooLarge(limits);
    return { shown, bytes };
  } catch (problem) {
    if (problem instanceof RefusedFile) return { shown, refusal: problem.refusal };
    throw problem;
  }
}

const isLeftBehind = (name: string): boolean => leftBehind.some((pattern) => pattern.test(name));

const isDocument = (archive: Archive): boolean => documentParts.some((part) => archive.has(part));

const tooLarge = (limits: BundleLimits): RefusedFile =>
  new RefusedFile('file-too-large', { limit_mib: Math.floor(limits.file_bytes / 1024 / 1024) });
