/** LibreOffice opens every annotated workbook, and what it saves again is read the same. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { annotate } from '../../../pipeline/annotate.ts';
import { examine } from '../../../pipeline/examine.ts';
import { readWorkbook } from '../../../pipeline/read/read.ts';
import { savedByLibreOffice } from '../../setup/libreoffice.ts';
import { atSampleSchool, readableSamples } from './annotated-samples.ts';
import { partsOf } from './xlsx-parts.ts';

vi.setConfig({ hookTimeout: 180_000 });

/** Every cell with its place. LibreOffice makes a formula of an error cell; to us it is an error either way. */
const cellsIn = (bytes: Uint8Array): string[] =>
  readWorkbook(bytes).sheets.flatMap(({ name, hidden, rows }) =>
    rows.flatMap(({ number, cells }) =>
      cells.map(({ column, type, text }) => [name, hidden, number, column, type, text].join('|')),
    ),
  );

const saved = new Map<string, { ours: Uint8Array; theirs: Uint8Array }>();
beforeAll(async () => {
  const ours: Uint8Array[] = [];
  for (const { url } of readableSamples) {
    const bytes = readFileSync(url);
    const { issues } = examine(bytes, atSampleSchool);
    ours.push(await annotate(bytes, atSampleSchool, { issues, language: 'zh' }));
  }
  const theirs = await savedByLibreOffice(ours);
  for (const [at, { file }] of readableSamples.entries()) {
    saved.set(file, { ours: ours[at] ?? new Uint8Array(), theirs: theirs[at] ?? new Uint8Array() });
  }
});

const filesOf = (file: string) => {
  const both = saved.get(file);
  if (both === undefined) throw new Error(`${file} was not saved`);
  return both;
};

describe('an annotated workbook that LibreOffice saved again', () => {
  it.each(readableSamples)('$file has the same cells and gets the same verdict', ({ file }) => {
    const { ours, theirs } = filesOf(file);
    expect(cellsIn(theirs)).toEqual(cellsIn(ours));
    expect(examine(theirs, atSampleSchool)).toEqual(examine(ours, atSampleSchool));
  });

  it('keeps drop-downs, notes and links to cells', () => {
    const parts = partsOf(filesOf('break-every-rule.xlsx').theirs);
    const table = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(table.match(/<dataValidation[^>]*type="list"/g)).toHaveLength(12);
    expect(parts.get('xl/comments1.xml')).toContain('怎么改：');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('HYPERLINK(');
  });
});
