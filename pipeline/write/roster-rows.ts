/** What a roster holds: one row per teacher with where she works, and the totals and digest that come of all rows. */
import { createHash } from 'node:crypto';
import type { Words } from '../../schemas/language.ts';
import { recordFields, type TeacherRecord, teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { Stage } from '../../schemas/subject.ts';
import { cellText } from './cell-text.ts';

/** One teacher. Whoever gives it decides what is masked. */
export interface RosterRow {
  readonly stage: Stage;
  readonly city: string;
  readonly county: string;
  readonly school_code: string | null;
  readonly school_name: string;
  readonly record: TeacherRecord;
}

/** How many teachers of each stage a county has, and at how many schools. */
export interface RosterTotal {
  readonly city: string;
  readonly county: string;
  readonly teachers: Readonly<Partial<Record<Stage, number>>>;
  readonly schools: number;
}

export interface RosterSummary {
  readonly rows: number;
  /** In the order in which the counties came. */
  readonly totals: readonly RosterTotal[];
  /** SHA-256 of all texts in their order, hexadecimal: the same for the same roster, whatever the format of the file. */
  readonly digest: string;
}

interface RosterColumn {
  readonly label: Words;
  /** In characters. */
  readonly width: number;
}

const { school_code, school_name } = teacherSheet.columns;
const place: readonly RosterColumn[] = [
  { label: { zh: '市', en: 'City' }, width: 10 },
  { label: { zh: '县（市、区）', en: 'County' }, width: 12 },
  { label: school_code.label, width: school_code.width },
  { label: school_name.label, width: school_name.width },
];
export const rosterColumns: readonly RosterColumn[] = [
  ...place,
  ...recordFields.map((field) => teacherSheet.columns[field]),
];

/** The texts of a row, by {@link rosterColumns}. */
export function rosterTexts(row: RosterRow): string[] {
  const texts = [row.city, row.county, row.school_code ?? '', row.school_name];
  for (const field of recordFields) texts.push(cellText(row.record[field]));
  return texts;
}

interface Tally {
  readonly city: string;
  readonly county: string;
  readonly teachers: Partial<Record<Stage, number>>;
  readonly schools: Set<string>;
}

/** Counts rows as they pass. */
export class RosterCounter {
  readonly #digest = createHash('sha256');
  readonly #tallies = new Map<string, Tally>();
  /** Counties in the order of all stages together: each stage may leave some out. */
  readonly #order: string[] = [];
  #rows = 0;
  #last: { readonly stage: Stage; readonly key: string } | undefined;

  add(row: RosterRow, texts: readonly string[]): void {
    this.#rows++;
    this.#digest.update(`${texts.join('\u001f')}\u001e`, 'utf8');
    const tally = this.#tally(row);
    tally.teachers[row.stage] = (tally.teachers[row.stage] ?? 0) + 1;
    tally.schools.add(`${row.school_code ?? ''}|${row.school_name}`);
  }

  #tally(row: RosterRow): Tally {
    const { city, county, stage } = row;
    const key = `${city}|${county}`;
    let tally = this.#tallies.get(key);
    if (tally === undefined) {
      tally = { city, county, teachers: {}, schools: new Set() };
      this.#tallies.set(key, tally);
      // A county that no earlier stage had stands after the one that came before it in this stage.
      const before = this.#last?.stage === stage ? this.#order.indexOf(this.#last.key) : -1;
      this.#order.splice(before + 1, 0, key);
    }
    this.#last = { stage, key };
    return tally;
  }

  summary(): RosterSummary {
    const totals = this.#order.flatMap((key) => {
      const tally = this.#tallies.get(key);
      return tally === undefined ? [] : [{ ...tally, schools: tally.schools.size }];
    });
    return { rows: this.#rows, totals, digest: this.#digest.copy().digest('hex') };
  }
}
