/** What every roster holds: one row per person with where she works, and the totals and digest that come of all rows. */
import { createHash } from 'node:crypto';
import type { Words } from '../../schemas/language.ts';
import { teacherSheet } from '../../schemas/sheets/teacher.ts';
import type { Stage } from '../../schemas/subject.ts';

/** What a row says whatever the roster is of. */
export interface RosterPlace {
  readonly stage: Stage;
  readonly city: string;
  readonly county: string;
  readonly school_code: string | null;
  readonly school_name: string;
  /** Where the school stands among all: counties together, in their order. */
  readonly place: number;
  /** When what the row says last changed. */
  readonly changed_at: Date;
}

export interface RosterColumn {
  readonly label: Words;
  /** In characters. */
  readonly width: number;
}

/** What a roster is of: its columns after those of the place, and what a row says in them. */
export interface RosterShape<Row extends RosterPlace> {
  readonly columns: readonly RosterColumn[];
  readonly textsOf: (row: Row) => readonly string[];
  /** What the cover counts by within a stage; only by stage without it. */
  readonly subjectOf?: (row: Row) => string | null;
}

const { school_code, school_name } = teacherSheet.columns;
export const placeColumns: readonly RosterColumn[] = [
  { label: { zh: '市', en: 'City' }, width: 10 },
  { label: { zh: '县（市、区）', en: 'County' }, width: 12 },
  { label: school_code.label, width: school_code.width },
  { label: school_name.label, width: school_name.width },
];

/** How many people of each stage a county has, and at how many schools. */
export interface RosterTotal {
  readonly city: string;
  readonly county: string;
  readonly people: Readonly<Partial<Record<Stage, number>>>;
  /** By stage and subject, where the roster counts by it. */
  readonly subjects: ReadonlyMap<Stage, ReadonlyMap<string, number>>;
  readonly schools: number;
}

export interface RosterSummary {
  readonly rows: number;
  /** In the order of the counties. */
  readonly totals: readonly RosterTotal[];
  /** The last change of any row; null without rows. */
  readonly changed_at: Date | null;
  /** SHA-256 of all texts in their order, hexadecimal: the same for the same roster, whatever the format of the file. */
  readonly digest: string;
}

interface Tally extends Omit<RosterTotal, 'schools' | 'people' | 'subjects'> {
  readonly people: Partial<Record<Stage, number>>;
  readonly subjects: Map<Stage, Map<string, number>>;
  readonly schools: Set<string>;
  /** Of its first school: a stage may leave some out, so the order of the rows is not that of the counties. */
  place: number;
}

/** Counts rows as they pass, and makes the texts of each. */
export class RosterCounter<Row extends RosterPlace> {
  readonly #shape: RosterShape<Row>;
  readonly #digest = createHash('sha256');
  readonly #tallies = new Map<string, Tally>();
  #rows = 0;
  #changed_ms = Number.NEGATIVE_INFINITY;

  constructor(shape: RosterShape<Row>) {
    this.#shape = shape;
  }

  /** The texts of the next row, by {@link placeColumns} and the shape's. */
  textsOf(row: Row): readonly string[] {
    const { textsOf, subjectOf } = this.#shape;
    const texts = [row.city, row.county, row.school_code ?? '', row.school_name, ...textsOf(row)];
    this.#rows++;
    this.#changed_ms = Math.max(this.#changed_ms, row.changed_at.getTime());
    this.#digest.update(`${texts.join('\u001f')}\u001e`, 'utf8');
    const tally = this.#tally(row);
    const { people, subjects, schools } = tally;
    people[row.stage] = (people[row.stage] ?? 0) + 1;
    schools.add(`${row.school_code ?? ''}|${row.school_name}`);
    const subject = subjectOf?.(row);
    if (subject) {
      const counts = subjects.get(row.stage) ?? new Map<string, number>();
      subjects.set(row.stage, counts.set(subject, (counts.get(subject) ?? 0) + 1));
    }
    return texts;
  }

  #tally({ city, county, place }: Row): Tally {
    const key = `${city}|${county}`;
    const tally = this.#tallies.get(key) ?? {
      ...{ city, county, place, people: {}, subjects: new Map(), schools: new Set() },
    };
    tally.place = Math.min(tally.place, place);
    this.#tallies.set(key, tally);
    return tally;
  }

  summary(): RosterSummary {
    const totals = [...this.#tallies.values()]
      .sort((a, b) => a.place - b.place)
      .map(({ place: _, ...tally }) => ({ ...tally, schools: tally.schools.size }));
    const changed_at = this.#rows === 0 ? null : new Date(this.#changed_ms);
    return { rows: this.#rows, totals, changed_at, digest: this.#digest.copy().digest('hex') };
  }
}
