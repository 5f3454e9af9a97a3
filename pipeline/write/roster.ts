/** Writes a consolidated roster, .xlsx or .csv, as its rows come from the registry: bounded memory, whatever its size. */
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Stage } from '../../schemas/subject.ts';
import { csvLine } from './csv.ts';
import { type Cover, coverSheet, shortDigest } from './roster-cover.ts';
import {
  contentTypes,
  type NamedSheet,
  rootRelations,
  workbookRelations,
  workbookXml,
} from './roster-package.ts';
import {
  placeColumns,
  RosterCounter,
  type RosterPlace,
  type RosterShape,
  type RosterSummary,
} from './roster-rows.ts';
import { listSheet } from './roster-sheet.ts';
import { stylesXml } from './roster-styles.ts';
import { piece_chars } from './sheet-parts.ts';
import { type ZipPart, zipped } from './zip.ts';

export interface RosterInput<Row extends RosterPlace> {
  readonly shape: RosterShape<Row>;
  /** All rows of a stage together; within a stage by county and school, which is the order of the file. Cut into blocks anywhere. */
  readonly blocks: AsyncIterable<readonly Row[]>;
  readonly cover: Cover;
}

/** Of zlib; see docs/decisions/0032-roster-writer.md for the figures. */
const LEVEL = 1;

/** Its number is the first: there are readers that know sheets by the numbers of their parts. */
const COVER: NamedSheet = { name: '汇总', part: 'xl/worksheets/sheet1.xml', hasHeader: false };

/**
 * Writes an .xlsx workbook to `out` and ends it: a cover with totals, and one sheet for each stage that has people.
 * Every value is a text cell, so nothing is a formula and no digit is lost. The same input gives the same bytes.
 * When `out` is closed early or the rows fail, both are ended and the promise is rejected.
 * @throws Error when the rows of a stage don't stand together
 */
export async function writeRosterXlsx<Row extends RosterPlace>(
  out: Writable,
  input: RosterInput<Row>,
): Promise<RosterSummary> {
  const counter = new RosterCounter(input.shape);
  await pipeline(Readable.from(zipped(parts(input, counter), LEVEL)), out);
  return counter.summary();
}

async function* parts<Row extends RosterPlace>(
  { shape, blocks, cover }: RosterInput<Row>,
  counter: RosterCounter<Row>,
): AsyncGenerator<ZipPart> {
  yield { name: '_rels/.rels', content: [rootRelations] };
  yield { name: 'xl/styles.xml', content: [stylesXml] };
  const columns = [...placeColumns, ...shape.columns];
  // The digest of all that is known where the sheet ends: on the last one that of the whole file.
  const { mark } = cover;
  const markOf = () =>
    mark === undefined ? undefined : `${mark} · ${shortDigest(counter.summary().digest)}`;
  const sheets: NamedSheet[] = [COVER];
  for await (const { stage, texts } of byStage(blocks, counter)) {
    const sheet = { name: stage, part: `xl/worksheets/sheet${sheets.length + 1}.xml`, hasHeader: true };
    sheets.push(sheet);
    yield { name: sheet.part, content: listSheet(columns, texts, markOf) };
  }
  yield { name: COVER.part, content: [coverSheet(cover, counter.summary())] };
  yield { name: 'xl/workbook.xml', content: [workbookXml(sheets)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(sheets)] };
  yield { name: '[Content_Types].xml', content: [contentTypes(sheets)] };
}

interface StageTexts {
  readonly stage: Stage;
  readonly texts: AsyncIterable<readonly (readonly string[])[]>;
}

/** Cuts the rows where the stage changes. Each stage must be read to its end before the next is asked for. */
async function* byStage<Row extends RosterPlace>(
  blocks: AsyncIterable<readonly Row[]>,
  counter: RosterCounter<Row>,
): AsyncGenerator<StageTexts> {
  const source = blocks[Symbol.asyncIterator]();
  const seen = new Set<Stage>();
  let block: readonly Row[] = [];
  /** Of what is at hand, or of what comes next; undefined at the end. */
  const nextStage = async (): Promise<Stage | undefined> => {
    while (block.length === 0) {
      const next = await source.next();
      if (next.done === true) return undefined;
      block = next.value;
    }
    return block[0]?.stage;
  };
  async function* ofOne(stage: Stage): AsyncGenerator<readonly (readonly string[])[]> {
    while ((await nextStage()) === stage) {
      const other = block.findIndex((row) => row.stage !== stage);
      const own = other === -1 ? block : block.slice(0, other);
      block = block.slice(own.length);
      yield own.map((row) => counter.textsOf(row));
    }
  }
  try {
    for (let stage = await nextStage(); stage !== undefined; stage = await nextStage()) {
      if (seen.has(stage)) throw new Error(`the rows of ${stage} don't stand together`);
      seen.add(stage);
      yield { stage, texts: ofOne(stage) };
    }
  } finally {
    await source.return?.();
  }
}

async function* lines<Row extends RosterPlace>(
  { shape, blocks }: Pick<RosterInput<Row>, 'shape' | 'blocks'>,
  counter: RosterCounter<Row>,
): AsyncGenerator<string> {
  let piece = `\ufeff${csvLine([...placeColumns, ...shape.columns].map(({ label }) => label.zh))}`;
  for await (const block of blocks) {
    for (const row of block) {
      piece += csvLine(counter.textsOf(row));
      if (piece.length >= piece_chars) {
        yield piece;
        piece = '';
      }
    }
  }
  yield piece;
}

/**
 * Writes the rows as .csv (RFC 4180) to `out` and ends it: UTF-8 with BOM, by which Excel knows it, CRLF, and no cell
 * that a spreadsheet would calculate.
 */
export async function writeRosterCsv<Row extends RosterPlace>(
  out: Writable,
  input: Pick<RosterInput<Row>, 'shape' | 'blocks'>,
): Promise<RosterSummary> {
  const counter = new RosterCounter(input.shape);
  await pipeline(Readable.from(lines(input, counter)), out);
  return counter.summary();
}
