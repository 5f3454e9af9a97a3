/** Reads a file from a stranger, whatever it claims to be: a workbook, or a refusal that says what to do. */
import { RefusedFile } from '../../schemas/refusal.ts';
import { defaultReadLimits, type ReadLimits, type Workbook } from '../../schemas/workbook.ts';
import { readCsv } from './csv.ts';
import { containerOf } from './sniff.ts';
import { readXls } from './xls.ts';
import { readXlsx } from './xlsx.ts';

/**
 * The sheets of a file, recognised by content. Nothing in the file is trusted, expanded or repaired; what can't be read
 * completely isn't read at all.
 * @param onRows told now and then, and at the end, how many rows with content have been read
 * @throws RefusedFile, and nothing else, whatever the bytes are
 */
export function readWorkbook(
  bytes: Uint8Array,
  limits: ReadLimits = defaultReadLimits,
  onRows?: (rowsRead: number) => void,
): Workbook {
  if (bytes.length > limits.file_bytes) {
    throw new RefusedFile('file-too-large', { limit_mib: Math.floor(limits.file_bytes / 1024 / 1024) });
  }
  switch (containerOf(bytes)) {
    case 'zip':
      return readXlsx(bytes, limits, onRows);
    case 'compound':
      return readXls(bytes, limits, onRows);
    case 'text':
      return readCsv(bytes, limits, onRows);
  }
}
