/** Writes a simulated province to disk: one workbook a unit, what the registry holds before, and what must come of it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { recordFields, teacherFields } from '../../schemas/sheets/teacher.ts';
import { textOf } from '../demo.ts';
import { type SimulatedUnit, simulateUnits, valuesOf } from './unit.ts';
import { defaultSeed, defaultUnits, type SimulateOptions } from './unit-plan.ts';
import { firstDataRow, workbookOf } from './workbook.ts';

export interface Written {
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvLine = (values: readonly (string | boolean | null)[]): string =>
  `${values.map((value) => quoted(textOf(value))).join(',')}\n`;

/** Waits when the disk is slower than chance, so that memory stays bounded. */
async function write(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

const unitHeader = ['code', 'parent_code', 'kind', 'name', 'school_kind', 'stages', 'sector'];

function unitLine(unit: SimulatedUnit): string {
  const { code, county, city, kind, name, school_kind, stages, sector } = unit;
  const authority = (county ?? city).code;
  const last = [unit.urban_rural_class, unit.licence_no, unit.township];
  return csvLine([code, authority, kind, name, school_kind, stages.join(';'), sector, ...last]);
}

/**
 * SHA-256 over the rows as they must be understood: fields in the order of the template, joined by U+001F, rows by a line
 * feed; yes and no as 是 and 否, a blank as nothing. Rows with a mess are left out.
 */
export function valuesDigestOf(unit: SimulatedUnit): string {
  const spoiled = new Set(unit.messes.map(({ index }) => index));
  const lines: string[] = [];
  unit.rows.forEach((row, index) => {
    if (spoiled.has(index)) return;
    const values = valuesOf(unit, row);
    lines.push(teacherFields.map((field) => textOf(values[field])).join('\u001f'));
  });
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** One entry of the manifest. Row numbers are those of the spreadsheet. */
export function manifestEntryOf(unit: SimulatedUnit, path: string, bytes: Uint8Array): object {
  const first = firstDataRow(unit.style);
  const { rows, issues, ...counts } = unit.expected;
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    unit: {
      code: unit.code,
      name: unit.name,
      city: unit.city.name,
      county: unit.county?.name ?? null,
      kind: unit.kind,
      school_kind: unit.school_kind,
      stages: unit.stages,
      class: unit.urban_rural_class,
    },
    sheet: unit.style.sheetName,
    first_row: first,
    rows,
    counts,
    issues,
    messes: unit.messes.map(({ name, index, issues: raised }) => ({
      name,
      row: index === null ? null : first + index,
      issues: raised,
    })),
    values_sha256: valuesDigestOf(unit),
  };
}

interface Streams {
  readonly manifest: WriteStream;
  readonly units: WriteStream;
  readonly registry: WriteStream;
}

/** Files being written while the next ones are made. */
const mostPending = 64;

/** Writes files beside the main thread, a bounded number at a time. */
class FileWriter {
  readonly #pending = new Set<Promise<void>>();
  #failure: unknown;

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const writing = writeFile(path, bytes)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#pending.delete(writing));
    this.#pending.add(writing);
    if (this.#pending.size >= mostPending) await Promise.race(this.#pending);
    this.#complain();
  }

  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    this.#complain();
  }

  #complain(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}

async function writeUnit(
  out: string,
  unit: SimulatedUnit,
  folders: Set<string>,
  files: FileWriter,
  to: Streams,
): Promise<number> {
  const folder = `workbooks/${unit.city.code}/${unit.county?.code ?? 'direct'}`;
  if (!folders.has(folder)) {
    mkdirSync(join(out, folder), { recursive: true });
    folders.add(folder);
  }
  const path = `${folder}/${unit.code}.xlsx`;
  const bytes = workbookOf(unit);
  await files.write(join(out, path), bytes);
  const separator = unit.index === 0 ? '' : ',\n';
  await write(to.manifest, separator + JSON.stringify(manifestEntryOf(unit, path, bytes)));
  await write(to.units, unitLine(unit));
  const registryLines = unit.registry.map((record) =>
    csvLine([unit.code, ...recordFields.map((field) => record[field])]),
  );
  await write(to.registry, registryLines.join(''));
  return bytes.length;
}

/**
 * Writes `workbooks/`, `units.csv`, `registry.csv` and `manifest.json` below `out`, one unit at a time.
 *
 * @param onProgress told the number of files now and then
 * @throws whatever the file system throws; what was written so far stays
 */
export async function writeProvince(
  out: string,
  options: SimulateOptions,
  onProgress: (files: number) => void = () => {},
): Promise<Written> {
  mkdirSync(out, { recursive: true });
  const open = (file: string): WriteStream => createWriteStream(join(out, file), { highWaterMark: 1 << 20 });
  const to: Streams = {
    manifest: open('manifest.json'),
    units: open('units.csv'),
    registry: open('registry.csv'),
  };
  const { seed = defaultSeed, units = defaultUnits, messy = 0 } = options;
  await write(
    to.manifest,
    `{"seed":${seed},"units":${units},"messy":${messy > 0},"messy_share":${messy},"files":[\n`,
  );
  await write(to.units, csvLine([...unitHeader, 'urban_rural_class', 'licence_no', 'township']));
  await write(to.registry, csvLine(['unit_code', ...recordFields]));
  const folders = new Set<string>();
  const files = new FileWriter();
  const written = { files: 0, rows: 0, bytes: 0 };
  for (const unit of simulateUnits(options)) {
    written.bytes += await writeUnit(out, unit, folders, files, to);
    written.rows += unit.rows.length;
    written.files += 1;
    if (written.files % 1000 === 0) onProgress(written.files);
  }
  await files.finish();
  to.manifest.write('\n]}\n');
  for (const stream of Object.values(to) as WriteStream[]) {
    stream.end();
    await finished(stream);
  }
  return written;
}
