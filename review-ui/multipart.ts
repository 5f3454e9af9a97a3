/** Reads one multipart form with one file, never holding more than the file limit in memory. */
import busboy from 'busboy';
import type { Request } from 'express';
import { type Problem, problem } from '../schemas/problem.ts';
import type { ReadLimits } from '../schemas/workbook.ts';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}
export interface Multipart {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: UploadedFile | null;
}

const mib = 1024 * 1024;
/** What boundaries and the other fields may add to the file itself. */
const overhead_bytes = 64 * 1024;
const longestName_chars = 200;

/** Throws `not-multipart` or `file-too-large`, the latter as soon as the limit is passed. */
export function readMultipart(req: Request, limits: Pick<ReadLimits, 'file_bytes'>): Promise<Multipart> {
  const announced = Number(req.headers['content-length'] ?? 0);
  const form = formOf(req, limits);
  if (form === null) return Promise.reject(refuse(req, problem('not-multipart')));
  const tooLarge = problem('file-too-large', { limit_mib: Math.floor(limits.file_bytes / mib) });
  if (announced > limits.file_bytes + overhead_bytes) return Promise.reject(refuse(req, tooLarge));
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let file: UploadedFile | null = null;
    const stop = (reason: Problem) => {
      req.unpipe(form);
      reject(refuse(req, reason));
    };
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (name, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => stop(tooLarge));
      // The form ended in the middle of the file: the stream says so by itself, and unheard it would end the process.
      stream.on('error', () => stop(problem('not-multipart')));
      stream.on('end', () => {
        // A form without a chosen file sends an empty one without a name.
        if (name === 'file' && info.filename) {
          file = { name: tidyName(info.filename), bytes: Buffer.concat(chunks) };
        }
      });
    });
    form.on('error', () => stop(problem('not-multipart')));
    form.on('close', () => resolve({ fields, file }));
    req.on('aborted', () => stop(problem('not-multipart')));
    req.pipe(form);
  });
}

function formOf(req: Request, limits: Pick<ReadLimits, 'file_bytes'>): busboy.Busboy | null {
  if (req.is('multipart/form-data') !== 'multipart/form-data') return null;
  try {
    return busboy({
      headers: req.headers,
      // Without it a Chinese file name arrives as Latin-1.
      defParamCharset: 'utf8',
      // Its limit is the first size that is too much.
      limits: { files: 1, fields: 20, fieldSize: 4096, fileSize: limits.file_bytes + 1 },
    });
  } catch {
    // No boundary in the header: busboy says so by throwing.
    return null;
  }
}

/** Lets the rest of the body run off unread, so that the sender hears the answer instead of a broken connection. */
function refuse(req: Request, reason: Problem): Problem {
  req.resume();
  return reason;
}

/** The last part of the name, without what a screen or a header could stumble over. */
const tidyName = (name: string): string =>
  (name.normalize('NFC').split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, longestName_chars)
    .trim() || 'file';
