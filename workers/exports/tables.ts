/** Exports that are a few small tables: a sheet each as a workbook, one table of all as .csv. */

import { shortDigest } from '../../pipeline/write/roster-cover.ts';
import { coverWords } from '../../pipeline/write/roster-words.ts';
import { type Table, tableDigest, writeTableCsv, writeTablesXlsx } from '../../pipeline/write/tables.ts';
import { exportKinds } from '../../schemas/export.ts';
import { markOf } from './mark.ts';
import type { Writing } from './writing.ts';

export interface Tables {
  /** Everything in one. */
  readonly all: Table;
  readonly sheets: readonly Table[];
}

export async function writeTables(
  { wish, out, passed }: Writing,
  { all, sheets }: Tables,
): Promise<{ rows: number; digest: string }> {
  const digest = tableDigest(all);
  passed(all.rows.length);
  if (wish.format === 'csv') await writeTableCsv(out, all);
  else {
    const { mark } = markOf(wish);
    const { zh, en } = exportKinds[wish.kind].words;
    const facts = [
      [coverWords.scope, wish.area.name],
      [coverWords.numbers, coverWords[wish.numbers]],
      ['摘要 Digest', shortDigest(digest)],
      ['水印 Watermark', mark ?? ''],
    ] as const;
    const marked = mark === undefined ? {} : { mark: `${mark} · ${shortDigest(digest)}`, facts };
    await writeTablesXlsx(out, sheets, { title: `${zh} ${en}`, ...marked });
  }
  return { rows: all.rows.length, digest };
}
