/** The first sheet of a roster: what it is, how current, and its totals by county, stage and subject. */
import { type Stage, stages } from '../../schemas/subject.ts';
import { shownInstant } from '../calendar.ts';
import { columnLetters } from '../text.ts';
import type { RosterSummary, RosterTotal } from './roster-rows.ts';
import { styles } from './roster-styles.ts';
import { closing, coverOpening, numberCell, textCell } from './sheet-parts.ts';

export interface Cover {
  readonly title: string;
  /** Lines between title and tables: what it is of, whose. */
  readonly facts: readonly (readonly [string, string])[];
  /** The subjects of each stage in their order, for a roster that counts by them. */
  readonly subjects?: Readonly<Partial<Record<Stage, readonly string[]>>>;
  /** Who made it and when, for a file that must not wander: on the cover, and above and below every printed page. */
  readonly mark?: string;
}

/** The short form of a digest, as covers, marks and pages say it. */
export const shortDigest = (digest: string): string => digest.slice(0, 16);

/** A table of the cover: what its columns count, and how many of it a county has. */
interface CountedBy {
  readonly heading: string | null;
  readonly columns: readonly { readonly head: string; readonly of: (total: RosterTotal) => number }[];
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const total = { zh: '合计', en: 'Total' };

const byStage: CountedBy = {
  heading: null,
  columns: [
    ...stages.map(({ value, en }) => ({
      head: `${value}\n${en}`,
      of: ({ people }: RosterTotal) => people[value] ?? 0,
    })),
    { head: `${total.zh}\n${total.en}`, of: ({ people }) => sum(Object.values(people)) },
    { head: '学校数\nSchools', of: ({ schools }) => schools },
  ],
};

/** One whose subject the list doesn't have is counted all the same, or the sums would not be those of the rows. */
function bySubject(stage: Stage, listed: readonly string[], totals: readonly RosterTotal[]): CountedBy {
  const found = totals.flatMap(({ subjects }) => [...(subjects.get(stage)?.keys() ?? [])]);
  const all = [...new Set([...listed, ...found])];
  return {
    heading: stage,
    columns: [
      ...all.map((subject) => ({
        head: subject,
        of: ({ subjects }: RosterTotal) => subjects.get(stage)?.get(subject) ?? 0,
      })),
      { head: `${total.zh}\n${total.en}`, of: ({ people }) => people[stage] ?? 0 },
    ],
  };
}

function tablesOf({ subjects = {} }: Cover, totals: readonly RosterTotal[]): CountedBy[] {
  const taking = stages.filter(
    ({ value }) => (subjects[value]?.length ?? 0) > 0 && totals.some(({ people }) => people[value]),
  );
  return [byStage, ...taking.map(({ value }) => bySubject(value, subjects[value] ?? [], totals))];
}

const narrowest = { places: [16, 18], first: 18, rest: 14 };

/** Title, facts, and a table of counties by stage; below it one by subject for each stage that has some. */
export function coverSheet(cover: Cover, summary: RosterSummary): string {
  const { totals, digest, changed_at } = summary;
  const lines: string[] = [];
  const add = (cells: (row: number) => readonly string[], height?: number): void => {
    const row = lines.length + 1;
    const ht = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
    lines.push(`<row r="${row}"${ht}>${cells(row).join('')}</row>`);
  };
  const counts = (row: number, style: number, values: readonly number[]): string[] =>
    values.map((value, at) => numberCell(columnLetters(at + 2), row, style, value));
  const addTable = ({ heading, columns }: CountedBy): void => {
    add(() => []);
    if (heading !== null) add((row) => [textCell('A', row, styles.heading, heading)]);
    const heads = ['市\nCity', '县（市、区）\nCounty', ...columns.map(({ head }) => head)];
    add((row) => heads.map((text, at) => textCell(columnLetters(at), row, styles.header, text)), 32);
    for (const one of totals) {
      add((row) => [
        textCell('A', row, styles.text, one.city),
        textCell('B', row, styles.text, one.county),
        ...counts(
          row,
          styles.number,
          columns.map(({ of }) => of(one)),
        ),
      ]);
    }
    add((row) => [
      textCell('A', row, styles.totalText, `${total.zh} ${total.en}`),
      textCell('B', row, styles.totalText, ''),
      ...counts(
        row,
        styles.total,
        columns.map(({ of }) => sum(totals.map(of))),
      ),
    ]);
  };
  const tables = tablesOf(cover, totals);
  const facts = [
    ...cover.facts,
    ...(changed_at === null ? [] : [['最后变更 Last change', shownInstant(changed_at)] as const]),
    ['摘要 Digest', shortDigest(digest)] as const,
    ...(cover.mark === undefined ? [] : [['水印 Watermark', cover.mark] as const]),
  ];
  add((row) => [textCell('A', row, styles.title, cover.title)], 30);
  for (const [label, value] of facts) {
    add((row) => [textCell('A', row, styles.label, label), textCell('B', row, styles.plain, value)]);
  }
  for (const table of tables) addTable(table);
  const counted = Math.max(...tables.map(({ columns }) => columns.length));
  const widths = [
    ...narrowest.places,
    ...Array.from({ length: counted }, (_, at) => (at < 2 ? narrowest.first : narrowest.rest)),
  ];
  const mark = cover.mark === undefined ? undefined : `${cover.mark} · ${shortDigest(digest)}`;
  return coverOpening(widths) + lines.join('') + closing('', mark);
}
