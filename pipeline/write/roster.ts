/** Writes the consolidated roster, .xlsx or .csv, as its rows come from the registry: bounded memory, whatever its size. */
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Stage } from '../../schemas/subject.ts';
import { csvLine } from './csv.ts';
import {
  contentTypes,
  type NamedSheet,
  rootRelations,
  workbookRelations,
  workbookXml,
} from './roster-package.ts';
import {
  RosterCounter,
  type RosterRow,
  type RosterSummary,
  rosterColumns,
  rosterTexts,
} from './roster-rows.ts';
import { type Cover, coverSheet, stageSheet } from './roster-sheet.ts';
import { stylesXml } from './roster-styles.ts';
import { type ZipPart, zipped } from './zip.ts';

export interface RosterInput extends Cover {
  /** All rows of a stage together; within a stage by county, school and name, which is the order of the file. */
  readonly rows: AsyncIterable<RosterRow>;
}

/** Of zlib; see docs/decisions/0032-roster-writer.md for the figures. */
const LEVEL = 1;

const COVER: NamedSheet = { name: '汇总', part: 'xl/worksheets/cover.xml', hasHeader: false };

/**
 * Writes an .xlsx workbook to `out` and ends it: a cover with totals, and one sheet for each stage that has teachers.
 * Every value is a text cell, so nothing is a formula and no digit is lost. The same input gives the same bytes.
 * When `out` is closed early or the rows fail, both are ended and the promise is rejected.
 * @throws Error when the rows of a stage don't stand together
 */
export async function writeRosterXlsx(out: Writable, input: RosterInput): Promise<RosterSummary> {
  const counter = new RosterCounter();
  await pipeline(Readable.from(zipped(parts(input, counter), LEVEL)), out);
  return counter.summary();
}

async function* parts(input: RosterInput, counter: RosterCounter): AsyncGenerator<ZipPart> {
  yield { name: '_rels/.rels', content: [rootRelations] };
  yield { name: 'xl/styles.xml', content: [stylesXml] };
  const sheets: NamedSheet[] = [COVER];
  for await (const { stage, rows } of byStage(input.rows, counter)) {
    const sheet = { name: stage, part: `xl/worksheets/sheet${sheets.length}.xml`, hasHeader: true };
    sheets.push(sheet);
    yield { name: sheet.part, content: stageSheet(rows) };
  }
  yield { name: COVER.part, content: [coverSheet(input, counter.summary())] };
  yield { name: 'xl/workbook.xml', content: [workbookXml(sheets)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(sheets)] };
  yield { name: '[Content_Types].xml', content: [contentTypes(sheets)] };
}

interface StageRows {
  readonly stage: Stage;
  readonly rows: AsyncIterable<readonly string[]>;
}

/** Cuts the rows where the stage changes. Each stage must be read to its end before the next is asked for. */
async function* byStage(rows: AsyncIterable<RosterRow>, counter: RosterCounter): AsyncGenerator<StageRows> {
  const source = rows[Symbol.asyncIterator]();
  const seen = new Set<Stage>();
  let next = await source.next();
  async function* ofOne(stage: Stage): AsyncGenerator<readonly string[]> {
    for (; next.done !== true && next.value.stage === stage; next = await source.next()) {
      const texts = rosterTexts(next.value);
      counter.add(next.value, texts);
      yield texts;
    }
  }
  try {
    while (next.done !== true) {
      const { stage } = next.value;
      if (seen.has(stage)) throw new Error(`the rows of ${stage} don't stand together`);
      seen.add(stage);
      yield { stage, rows: ofOne(stage) };
    }
  } finally {
    await source.return?.();
  }
}

/** A piece is handed on when it has grown this long, in characters. */
const PIECE = 65_536;

async function* lines(rows: AsyncIterable<RosterRow>, counter: RosterCounter): AsyncGenerator<string> {
  let piece = `\ufeff${csvLine(rosterColumns.map(({ label }) => label.zh))}`;
  for await (const row of rows) {
    const texts = rosterTexts(row);
    counter.add(row, texts);
    piece += csvLine(texts);
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/**
 * Writes the rows as .csv (RFC 4180) to `out` and ends it: UTF-8 with BOM, by which Excel knows it, CRLF, and no cell
 * that a spreadsheet would calculate.
 */
export async function writeRosterCsv(out: Writable, rows: AsyncIterable<RosterRow>): Promise<RosterSummary> {
  const counter = new RosterCounter();
  await pipeline(Readable.from(lines(rows, counter)), out);
  return counter.summary();
}
